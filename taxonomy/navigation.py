"""What the app puts into the menus: see `dsi_directory.navigation`."""

CURATING = {"vocabulary": [(10, "taxonomy.theme"), (20, "taxonomy.city")]}
