"""Single facts, from a sentence or a file of them: what they say of which province, in which source. Pure."""
