"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "foot": [
        (100, "submissions:start", _("Add a project")),
        (110, "submissions:mine", _("My entries")),
        (120, "submissions:rules", _("What we accept")),
    ],
}
