"""The only way to Telegram: transports, receiving updates, and a Reply as a message."""
