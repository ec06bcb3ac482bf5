"""The Telegram face: one module for each feature, each with ``register(app)``. No SQL, no wording, no formatting."""
