"""A chat as the bot knows it: its language, home province, conversation, subscriptions, feedback, and its pace."""
