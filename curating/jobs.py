from datetime import timedelta

from curating.tables.running import run_imports
from operations.scheduling import Job

# Somebody watches the page that tells how far it is.
LOOKED_FOR_IMPORTS_EVERY = timedelta(seconds=10)

JOBS = [Job("import_tables", LOOKED_FOR_IMPORTS_EVERY, run_imports)]
