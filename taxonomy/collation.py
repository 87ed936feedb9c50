"""The Unicode collation algorithm of pyuca, with a table of which only what is met is read: all of it takes 11 MB.

taxonomy/__init__.py gives it to pyuca, before django_countries makes the one that the site has.
"""

from array import array
from bisect import bisect_left, bisect_right
from pathlib import Path

import pyuca
from pyuca.collator import COLL_ELEMENT_PATTERN
from pyuca.trie import Trie
from pyuca.utils import hexstrings2int


class Collator(pyuca.Collator):
    """As pyuca's, with the same keys."""

    def load(self, filename):
        """Note where the lines of each character stand. Lines that begin otherwise, with @ or #, are few."""
        lines, start = [], 0
        with Path(filename).open("rb") as file:
            for line in file:
                if line.startswith(b"@implicitweights"):
                    scope, base = line.split(b"#")[0].removeprefix(b"@implicitweights").split(b";")
                    self.implicit_weights.append([*hexstrings2int(scope.split(b"..")), int(base, 16)])
                elif line.strip() and line[:1] not in b"@#":
                    lines.append((int(line[: line.index(b" ")], 16), start))
                start += len(line)
        lines.sort()
        self.table.root.children = Characters(filename, lines)


class Characters(dict):
    """First character of what has weights -> its node in the tree, read from the file when it is first asked for.

    lines: (number of the first character, where its line begins in the file), in order.
    """

    def __init__(self, path, lines):
        super().__init__()
        self.path = Path(path)
        self.codes = array("I", [code for code, _start in lines])
        self.starts = array("I", [start for _code, start in lines])

    def __contains__(self, code):
        return super().__contains__(code) or self._is_read(code)

    def _is_read(self, code):
        first, end = bisect_left(self.codes, code), bisect_right(self.codes, code)
        if first == end:
            return False
        # Whole before others see it: threads share the table.
        tree = Trie()
        with self.path.open("rb") as file:
            for start in self.starts[first:end]:
                file.seek(start)
                characters, elements = file.readline().decode().split("#")[0].split(";")
                weights = [hexstrings2int(found) for found in COLL_ELEMENT_PATTERN.findall(elements)]
                tree.add(hexstrings2int(characters.split()), weights)
        self[code] = tree.root.children[code]
        return True
