"""When two entries are likely to be one: by their websites, their names, and those who are behind them."""

from array import array
from collections import defaultdict
from functools import partial
from itertools import pairwise

from rapidfuzz import fuzz, process

from search.text import fold

# The likeness, out of 100, from which two names count as alike, such as "Refugee Radio" and "Refugee Ratio"; and that
# from which they do where the same organisation is behind both.
ALIKE = 88
ALIKE_BESIDE_EACH_OTHER = 65
FEWEST_LETTERS = 3
MOST_TWINS = 5
# A word of more names than that says little, and would make every one of them a candidate.
MOST_WITH_A_WORD = 200
# A page that more entries lead to is that of a platform, or of an organisation with many projects.
MOST_WITH_A_PAGE = 20


def likeness(name, other):
    """Return how alike two names are, from 0 to 100."""
    return _alike(_folded(name), [_folded(other)], 0).get(0, 0)


def _folded(name):
    """Return the folded words of a name with one space between two of them."""
    return " ".join(fold(name).split())


def _alike(name, others, least):
    """Return position -> likeness of those of some names that are at least so alike; all of them are folded."""
    if len(name) < FEWEST_LETTERS:
        return {}
    found = {}
    for score, position in _scores(name, others, fuzz.ratio, least):
        if len(others[position]) >= FEWEST_LETTERS:
            found[position] = score
    # All words of one in the other counts only for names of two words: "Digital" is in half of all names.
    if " " in name:
        for score, position in _scores(name, others, fuzz.token_set_ratio, least):
            if " " in others[position]:
                found[position] = max(score, found.get(position, 0))
    return found


def _scores(name, others, scorer, least):
    compared = process.extract(name, others, scorer=scorer, score_cutoff=least, limit=None)
    return [(score, position) for _name, score, position in compared]


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
        # Folded, as each is compared many times.
        self.names = {}
        self.by_page, self.by_word, self.by_behind = defaultdict(list), defaultdict(list), defaultdict(list)
        for key, name, website, behind in entries:
            folded = self.names[key] = _folded(name)
            if website:
                self.by_page[_page(website)].append(key)
            for word in _beginnings(folded):
                self.by_word[word].append(key)
            for slug in behind or ():
                self.by_behind[slug].append(key)

    def of(self, name, website="", behind=()):
        """Return the keys of at most five, the likeliest first."""
        found = self.scored(name, website, behind)
        return sorted(found, key=lambda key: (-found[key], key))[:MOST_TWINS]

    def scored(self, name, website="", behind=()):
        """Return key -> likeness, from 0 to 100, of all that may be the same."""
        name = _folded(name)
        same_page = self.by_page.get(_page(website), ()) if website else ()
        found = dict.fromkeys(same_page if len(same_page) <= MOST_WITH_A_PAGE else (), 100.0)
        for all_keys, least in (
            *((self.by_word.get(word, ()), ALIKE) for word in _beginnings(name)),
            *((self.by_behind.get(slug, ()), ALIKE_BESIDE_EACH_OTHER) for slug in behind),
        ):
            keys = all_keys[:MOST_WITH_A_WORD]
            for position, score in _alike(name, [self.names[key] for key in keys], least).items():
                found[keys[position]] = max(score, found.get(keys[position], 0))
        return found


class PackedTexts:
    """Texts by their places in little memory: a hundred thousand names take what their letters do."""

    def __init__(self):
        self._letters, self._ends = bytearray(), array("Q", [0])

    def append(self, text):
        self._letters += text.encode()
        self._ends.append(len(self._letters))

    def __getitem__(self, place):
        return self._letters[self._ends[place] : self._ends[place + 1]].decode()


def likely_twins(read):
    """Yield (key, key, likeness) of each two of many entries that may be the same, that which came first in front.

    read: a function that yields (key, name, website) of each; asked more than once, so that little of them has to be in
    memory at a time. By their pages and names alone; two that are alike in several ways are yielded as often.
    """
    for keys in _with_one_page(read):
        yield from ((one, other, 100.0) for place, other in enumerate(keys) for one in keys[:place])
    keys, names, by_word = array("q"), PackedTexts(), defaultdict(partial(array, "L"))
    for place, (key, name, _website) in enumerate(read()):
        folded = _folded(name)
        keys.append(key)
        names.append(folded)
        for word in _beginnings(folded):
            by_word[word].append(place)
    for places in by_word.values():
        first = [names[place] for place in places[:MOST_WITH_A_WORD]]
        for number, place in enumerate(places):
            for position, score in _alike(names[place], first[:number], ALIKE).items():
                yield keys[places[position]], keys[place], score


def _with_one_page(read):
    """Return the keys of those that lead to one page, of each page that several lead to but not very many."""
    # By their hashes, as most lead to a page of their own, of which nothing has to be kept.
    pages = sorted(array("q", (hash(_page(website)) for _key, _name, website in read() if website)))
    several = {page: [] for page, following in pairwise(pages) if page == following}
    for key, _name, website in read():
        if website and (page := hash(_page(website))) in several:
            several[page].append(key)
    return [keys for keys in several.values() if len(keys) <= MOST_WITH_A_PAGE]


def _beginnings(name):
    """Return the beginnings of the words of a name: a slip of the pen is rarely in the first letters of all."""
    return {word[:4] for word in name.split()}
