"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "main": [
        (20, "organisations:list", _("Organisations")),
    ],
    "foot": [
        (20, "organisations:list", _("Organisations")),
    ],
}
CURATING = {"entries": [(20, "organisations.organisation")]}
