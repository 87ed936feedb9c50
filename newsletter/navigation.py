"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "foot": [
        (90, "newsletter:archive", _("Newsletter")),
    ],
}
CURATING = {"mail": [(10, "newsletter.issue"), (20, "newsletter.subscriber")]}
