"""Tells a PDF by what is in the file, not by its name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20 * 1024 * 1024
# As readers of PDF files allow: the mark at the start may follow some other bytes, that of the end some padding.
START, END = 1024, 2048


def validate_pdf(file):
    """Raise ValidationError on an uploaded file that is larger than 20 MB, or no whole PDF (ISO 32000-1, 7.5)."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 20 MB."), code="too_large")
    file.seek(0)
    head = file.read(START)
    file.seek(max(0, file.size - END))
    tail = file.read(END)
    file.seek(0)
    if b"%PDF-" not in head:
        raise ValidationError(_("This is not a PDF, whatever its name says."), code="no_pdf")
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise ValidationError(_("This PDF is not whole: its end is missing."), code="broken_pdf")
