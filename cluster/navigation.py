"""What the app puts into the menus: see `dsi_directory.navigation`."""

from django.utils.translation import gettext_lazy as _

MENUS = {
    "main": [
        (50, "cluster:cluster", _("Cluster")),
    ],
    "foot": [
        (50, "cluster:search", _("Search everything")),
        (60, "events:list", _("Events")),
        (70, "publications:list", _("Publications")),
        (80, "funding:list", _("Funding")),
    ],
}
CURATING = {
    "waits": [(20, "cluster.message")],
    "entries": [
        (30, "cluster.event"),
        (40, "cluster.publication"),
        (50, "cluster.fundingopportunity"),
        (60, "cluster.page"),
    ],
    "vocabulary": [(50, "cluster.channel")],
}
