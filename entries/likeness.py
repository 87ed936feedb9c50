"""When two entries are likely to be one: by their websites, their names, and those who are behind them."""

from collections import defaultdict

from rapidfuzz import fuzz

from search.text import fold

# The likeness, out of 100, from which two names count as alike, such as "Refugee Radio" and "Refugee Ratio"; and that
# from which they do where the same organisation is behind both.
ALIKE = 88
ALIKE_BESIDE_EACH_OTHER = 65
FEWEST_LETTERS = 3
MOST_TWINS = 5
# A word of more names than that says little, and would make every one of them a candidate.
MOST_WITH_A_WORD = 200


def likeness(name, other):
    """Return how alike two names are, from 0 to 100."""
    name, other = fold(name), fold(other)
    if min(len(name), len(other)) < FEWEST_LETTERS:
        return 0
    # All words of one in the other counts only for names of two words: "Digital" is in half of all names.
    words = fuzz.token_set_ratio(name, other) if min(len(name.split()), len(other.split())) > 1 else 0
    return max(fuzz.ratio(name, other), words)


def has_same_website(website, other):
    """Return whether two addresses lead to the same page, whatever their scheme, "www." and last slash."""
    return bool(website) and _page(website) == _page(other)


def _page(url):
    path = url.partition("://")[2].partition("#")[0].partition("?")[0].rstrip("/")
    host, _slash, rest = path.partition("/")
    return host.lower().removeprefix("www."), rest


class LikelyTwins:
    """Which of many entries may be the same as another; made once for all the rows of a table.

    entries: (key, name, website, slugs of those behind it) of each.
    """

    def __init__(self, entries):
        self.names = {}
        self.by_page, self.by_word, self.by_behind = defaultdict(list), defaultdict(list), defaultdict(list)
        for key, name, website, behind in entries:
            self.names[key] = name
            if website:
                self.by_page[_page(website)].append(key)
            for word in self._beginnings(name):
                self.by_word[word].append(key)
            for slug in behind or ():
                self.by_behind[slug].append(key)

    def of(self, name, website="", behind=()):
        """Return the keys of at most five, the likeliest first."""
        found = self.scored(name, website, behind)
        return sorted(found, key=lambda key: (-found[key], key))[:MOST_TWINS]

    def scored(self, name, website="", behind=()):
        """Return key -> likeness, from 0 to 100, of all that may be the same."""
        found = dict.fromkeys(self.by_page.get(_page(website), ()) if website else (), 100.0)
        for keys, least in (
            *((self.by_word.get(word, ()), ALIKE) for word in self._beginnings(name)),
            *((self.by_behind.get(slug, ()), ALIKE_BESIDE_EACH_OTHER) for slug in behind),
        ):
            for key in keys[:MOST_WITH_A_WORD]:
                score = likeness(name, self.names[key])
                if score >= least:
                    found[key] = max(score, found.get(key, 0))
        return found

    def _beginnings(self, name):
        """Return the beginnings of the words of a name: a slip of the pen is rarely in the first letters of all."""
        return {word[:4] for word in fold(name).split()}
