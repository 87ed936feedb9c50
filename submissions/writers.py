"""Where whoever comes by a signed link hands in what has changed."""

FORMS = ["submissions:change-by-link"]
