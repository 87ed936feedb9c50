"""What the app puts onto the pages of others: see `listing.panels`."""

from cluster.knowledge import knowledge_of, knowledge_of_theme

PANELS = {
    "entry": [(10, "cluster/_knowledge.html", knowledge_of)],
    "theme": [(10, "cluster/_knowledge_of_theme.html", knowledge_of_theme)],
    "contact": [(10, "cluster/_contact_link.html", dict)],
}
