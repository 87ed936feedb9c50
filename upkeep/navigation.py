"""What the app puts into the menus: see `dsi_directory.navigation`."""

CURATING = {
    "waits": [(30, "upkeep.visitorsword")],
    "entries": [
        (80, "upkeep.signoflife"),
        (90, "upkeep.question"),
        (100, "upkeep.linkcheck"),
        (110, "upkeep.likelypair"),
    ],
    "mail": [(30, "upkeep.contactaddress")],
}
