"""Alerts: who is told of a release, the outbox, and what became of each row."""
