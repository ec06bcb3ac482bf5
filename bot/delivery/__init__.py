"""Outbox -> Telegram: what is due is claimed, paced, sent, judged and recorded.

This file imports nothing, so that whoever words an event need not load Telegram.
"""
