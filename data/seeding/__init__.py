"""The shipped CSV files -> the database, and what is checked before."""
