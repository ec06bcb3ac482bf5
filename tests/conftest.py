"""Settings for all tests. Must be set before python-telegram-bot is imported."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")
