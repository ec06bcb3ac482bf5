"""Reading, understanding and checking the tables that operators publish.

``reading.read_file`` (bytes -> Grid, in a process of its own), ``understanding.understand`` (Grid -> Draft),
``checks.check`` (Draft against the rules and the period before), ``preview.preview``. Nothing is written here.
This file imports nothing: the reading process starts with it.
"""
