"""The tables, their column types, the connections and the file: the only place that knows an engine."""
