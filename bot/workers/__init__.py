"""The workers of one bot that share a database: each says that it lives, and does some things alone."""
