"""Bytes of a table as an office holds it -> a checked draft and its preview.

``files.read_file`` (bytes -> Grid, in a process of its own), ``table_reader.understand`` (Grid -> Draft),
``checks.check`` (Draft against the rules and the period before), ``preview.preview``. Nothing is written here. This
file imports nothing, because the reading process starts with it.
"""
