"""Alerts: who hears of a release, the outbox, and what became of each row."""
