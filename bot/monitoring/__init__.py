"""Whether the bot is well, and what it did, for whoever runs it: health, readiness and metrics."""
