"""Why a picture is not read, in words; the keys are the reasons of ``Refusal``."""

from __future__ import annotations

from bot.i18n import N_

PICTURE_REASONS = {
    "picture": N_(
        "This is a picture. Reading tables from pictures needs an extra on the bot's machine: "
        "pip install 'chisotinh[scan]' (and, better still, tesseract with Vietnamese). Until it is there, send XLSX "
        "or CSV."
    ),
    "picture-damaged": N_("The picture is damaged, or cut off. Take it or save it anew, and send it as a file."),
    "picture-failed": N_("The picture could not be read. Take it again, from straight above and in good light."),
    "picture-large": N_(
        "The picture has {width}×{height} pixels; at most {most} on a side and {millions} million in all are read. "
        "Send it smaller."
    ),
    "picture-memory": N_("The picture would need too much memory to read. Send it smaller, or only the table in it."),
    "picture-moving": N_("The picture moves; send one that stands still."),
    "picture-no-table": N_(
        "No table was found in the picture. Take it from straight above, with all rows and columns in it and nothing "
        "lying over them."
    ),
    "picture-pages": N_("The picture holds {n} pages; send each page as a picture of its own, in one album."),
    "picture-size": N_("The picture is larger than {most} MB. Send it smaller."),
    "picture-small": N_(
        "The picture has only {width}×{height} pixels; no table can be read from less than {least}. Send the original, "
        "as a file."
    ),
    "picture-time": N_(
        "Reading the picture took more than {seconds} seconds and was stopped. Send only the table, or in two parts."
    ),
    "album-apart": N_(
        "The pictures do not show the same table: their columns differ. Send those of one table, in one album."
    ),
}
