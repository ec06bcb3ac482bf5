"""Chats: what each has chosen and follows, and whether it can be reached."""
