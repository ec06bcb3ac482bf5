"""The way of the shipped CSV files into the database, and what is checked before."""
