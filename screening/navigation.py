"""What the app puts into the menus: see `dsi_directory.navigation`."""

CURATING = {"vocabulary": [(40, "screening.blockeddomain")]}
