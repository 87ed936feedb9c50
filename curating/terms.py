"""After how long an entry asks for a curator's attention."""

from datetime import timedelta

UNCONFIRMED_FOR = timedelta(days=365)
SILENT_FOR = timedelta(days=90)
