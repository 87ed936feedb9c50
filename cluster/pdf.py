"""Tells a PDF by what is in the file, not by its name."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20 * 1024 * 1024
HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
# Readers allow some padding behind the end, which says where the table of the objects begins (ISO 32000-1, 7.5.5).
END = 2048
TAIL = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF")
# The table, or the object that stands for it (7.5.4 and 7.5.8); its trailer follows it.
TABLE = re.compile(rb"\s*(xref\b|[0-9]+\s+[0-9]+\s+obj\b)")
TRAILER = re.compile(rb"trailer\s*<<|/Type\s*/XRef\b")
MOST_OF_TABLE = 2 * 1024 * 1024


def validate_pdf(file):
    """Raise ValidationError on an uploaded file that is larger than 20 MB, is no whole PDF, or is encrypted."""
    try:
        size = file.size
    except OSError as error:
        raise ValidationError(_("This file is missing. Choose it again."), code="missing") from error
    if size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 20 MB."), code="too_large")
    if not HEAD.match(_read(file, 0, 8)):
        raise ValidationError(_("This is not a PDF, whatever its name says."), code="no_pdf")
    ends = TAIL.findall(_read(file, max(0, size - END), END))
    if not ends:
        raise ValidationError(_("This PDF is incomplete: the end is missing."), code="broken_pdf")
    table = _read(file, int(ends[-1]), MOST_OF_TABLE)
    trailer = TRAILER.search(table)
    if not (TABLE.match(table) and trailer):
        raise ValidationError(
            _("This PDF is damaged: its internal index is not where the file says it is."), code="broken_pdf"
        )
    if b"/Encrypt" in table[: table.find(b"startxref", trailer.start())]:
        message = _("This PDF is encrypted: not everyone can read it. Choose one without protection, or give a link.")
        raise ValidationError(message, code="encrypted")


def _read(file, start, length):
    """Return a part of a file, and leave it at its beginning."""
    file.seek(start)
    part = file.read(length)
    file.seek(0)
    return part
