"""Bytes of a PDF -> the tables in it, as sheets whose cells know their places.

``document`` opens the file within the limits, ``content`` is what is drawn on a page, ``ruled`` and ``unruled`` find
its tables, ``joining`` makes one table of those that go on over pages. All of this runs in the reading process.
"""
