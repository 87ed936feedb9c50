"""What the app puts onto the pages of others: see `listing.panels`."""

from upkeep.life import life_of
from upkeep.links import link_state

PANELS = {
    "trust": [(10, "upkeep/_life.html", life_of)],
    "link": [(10, "upkeep/_link.html", link_state)],
}
