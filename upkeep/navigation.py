"""What the app puts into the menus: see `dsi_directory.navigation`."""

CURATING = {
    "waits": [
        (30, "upkeep.visitorsword"),
        (40, "upkeep.question"),
        (50, "upkeep.linkcheck"),
        (60, "upkeep.likelypair"),
    ],
    "entries": [(80, "upkeep.signoflife")],
    "mail": [(30, "upkeep.contactaddress")],
}
