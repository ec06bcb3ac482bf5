"""The pages, one module for each kind: from answers and what the address says to a ``Page``."""
