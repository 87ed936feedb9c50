"""What the app puts onto the pages of others: see `listing.panels`."""

PANELS = {
    "pause": [(10, "newsletter/_while_paused.html", dict)],
}
