"""Queries that read the figures, the names and the tasks."""
