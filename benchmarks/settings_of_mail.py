"""The site's own settings, but for the time between two tries to send a mail."""

from datetime import timedelta

from dsi_directory.settings import *  # noqa: F403
from dsi_directory.settings import POST_OFFICE

POST_OFFICE = POST_OFFICE | {"RETRY_INTERVAL": timedelta(seconds=1)}
