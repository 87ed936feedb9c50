"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "main": [
        (30, "insights:map", _("Map")),
        (40, "insights:insights", _("Insights")),
    ],
}
