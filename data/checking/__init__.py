"""Is what we would tell people consistent in itself? For ``chisotinh db check``."""
