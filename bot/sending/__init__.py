"""Sending alerts: from the outbox to Telegram, paced, judged, recorded. ``Sender`` is what others use."""

from bot.sending.news import Alarm, Report, Status
from bot.sending.sender import Sender

__all__ = ["Alarm", "Report", "Sender", "Status"]
