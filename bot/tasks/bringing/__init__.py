"""A plan that an editor sends to the bot: what it is, what is asked about it, and how it is published."""
