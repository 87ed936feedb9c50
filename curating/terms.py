"""After how long an entry asks for a curator's attention, and how long previews and what became of imports are kept."""

from datetime import timedelta

UNCONFIRMED_FOR = timedelta(days=365)
SILENT_FOR = timedelta(days=90)
# The file of a preview.
PREVIEWS_FOR = timedelta(days=1)
IMPORTS_TOLD_FOR = timedelta(days=30)
