"""The domain's words as plain values: what a province, an index, a release, a figure, a task or a chat is.

All classes are frozen, slotted and built on the standard library alone, so that every floor above can hold them. Scores
are floats in the unit of their indicator (``points`` of ``scale``, or ``percent``); ranks count from 1; ``None`` always
means "not published", never zero. Text fields come in pairs ``*_vi`` / ``*_en``. Ids are slugs (``hung-yen``), never
statistical codes.
"""
