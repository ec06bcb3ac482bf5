"""Publishing, correcting and withdrawing releases: by an operator in the chat, by the command line, from a feed."""
