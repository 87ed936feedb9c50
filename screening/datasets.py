"""Entries of other data sets as Facts: whatever their columns are called, the HTML of their editors as text."""

from html.parser import HTMLParser

from screening.facts import Facts

# The columns to look for. The first one that is there counts; of descriptions all of them do.
NAMES = ("name", "project_name", "organisation_name", "title")
SUMMARIES = ("summary", "short_description")
DESCRIPTIONS = ("description", "long_description", "social_impact")
WEBSITES = ("website", "url")
BREAKS = frozenset({"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "tr"})


class _Text(HTMLParser):
    """Collects the text; a link becomes one of Markdown, as the form here would have got it."""

    def __init__(self):
        super().__init__()
        self.pieces, self.targets = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.targets.append(dict(attrs).get("href") or "")
            self.pieces.append("[")
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        if tag == "a" and self.targets:
            self.pieces.append(f"]({self.targets.pop()})")
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data):
        self.pieces.append(data)


def text_of_html(value):
    """Return a value as plain text with Markdown's links; "" for None."""
    parser = _Text()
    parser.feed(str(value or ""))
    parser.close()
    return "".join(parser.pieces).strip()


def facts_of_row(row):
    """Return the Facts of a dictionary with the columns of an entry. Raises ValueError on anything else."""
    if not isinstance(row, dict) or not any(column in row for column in NAMES):
        raise ValueError(f"An entry has one of the columns {', '.join(NAMES)}.")
    return Facts(
        name=_first(row, NAMES),
        summary=_first(row, SUMMARIES),
        description="\n".join(filter(None, (text_of_html(row.get(column)) for column in DESCRIPTIONS))),
        website=_first(row, WEBSITES),
    )


def rows_of(data):
    """Return the list of entries that a parsed JSON file holds, bare or as the only list of an object.

    Raises ValueError where there is none.
    """
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 else None
    if not isinstance(data, list):
        raise ValueError("A list of entries is needed, or an object with one such list.")
    return data


def _first(row, columns):
    return next(filter(None, (text_of_html(row.get(column)) for column in columns)), "")
