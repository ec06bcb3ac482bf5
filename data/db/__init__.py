"""The database: its tables, its file, its connections. The only place that knows an engine."""
