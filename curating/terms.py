"""After how long an entry asks for a curator's attention, and how long is told what became of an import."""

from datetime import timedelta

UNCONFIRMED_FOR = timedelta(days=365)
SILENT_FOR = timedelta(days=90)
IMPORTS_TOLD_FOR = timedelta(days=30)
