"""The site's own settings, with addresses and a middleware that only measuring needs."""

from dsi_directory.settings import *  # noqa: F403
from dsi_directory.settings import MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.middleware.Meter", *MIDDLEWARE]
