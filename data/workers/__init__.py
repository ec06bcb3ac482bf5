"""The workers of one bot: which there are, what each alone does, and who handles which update."""
