"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "foot": [
        (100, "submissions:start", _("Add a project")),
        (110, "submissions:mine", _("My entries")),
        (120, "submissions:rules", _("What we accept")),
    ],
}
CURATING = {
    "waits": [(10, "submissions.submission"), (70, "submissions.intake")],
    "vocabulary": [(30, "submissions.reply")],
    "mail": [(40, "submissions.caretaker"), (50, "submissions.invitation"), (60, "submissions.translator")],
}
