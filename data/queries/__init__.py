"""What is read of the figures, the names and the tasks."""
