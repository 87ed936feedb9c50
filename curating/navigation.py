"""What the app puts into the menus: see `dsi_directory.navigation`."""

CURATING = {"entries": [(70, "entries.entrytext")]}
