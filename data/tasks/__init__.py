"""What became of tasks, who follows them, and what documents are set to."""
