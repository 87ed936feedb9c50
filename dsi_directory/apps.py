from django.apps import AppConfig

from dsi_directory import checks

# Read for its registration, before Django runs them.
__all__ = ["checks"]


class DSIDirectoryConfig(AppConfig):
    name = "dsi_directory"
