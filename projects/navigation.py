"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "main": [
        (10, "projects:list", _("Projects")),
    ],
    "foot": [
        (10, "projects:list", _("Projects")),
        (30, "theme-list", _("Themes")),
        (40, "city-list", _("Cities")),
    ],
}
CURATING = {"entries": [(10, "projects.project")]}
