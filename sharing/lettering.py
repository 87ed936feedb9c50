"""Type on a sharing image: the fonts that ship with the site, lines that fit, and both directions of writing.

Shaping Arabic takes libraqm, which Pillow's wheels bring along. Without it letters still stand, but do not join.
"""

from bisect import bisect
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import bidirectional, normalize

from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path(__file__).parent / "fonts"
SERIF, SANS = "serif.ttf", "sans.ttf"
HAS_SHAPING = features.check("raqm")
RIGHT_TO_LEFT = {"R", "AL"}
# Of the type size, from the top of a line to where its letters stand.
BASELINE = 0.98
SOME_SIZE = 24
NO_CHARACTER = "\U0010ffff"
ISOLATES = "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Face:
    """A font at a size; leading: from one line to the next, in pixels."""

    name: str
    size: int
    leading: int

    @property
    def font(self):
        return _font(self.name, self.size)

    def width(self, text):
        return self.font.getlength(text, **direction_of(text))

    def readable(self, text):
        """Return the text without what the font has no letter for, such as emoji, in single spaces."""
        known = (letter for letter in normalize("NFC", str(text)) if letter.isspace() or _is_known(self.name, letter))
        return " ".join("".join(known).split())

    def lines(self, text, width):
        """Return the text in lines of at most so many pixels; a word that is longer than a line is broken."""
        lines, line = [], ""
        for word in self.readable(text).split():
            rest = word
            longer = f"{line} {word}".lstrip()
            if self.width(longer) <= width:
                line = longer
                continue
            lines += [line] if line else []
            while self.width(rest) > width:
                lines.append(self._beginning(rest, width))
                rest = rest.removeprefix(lines[-1])
            line = rest
        return [*lines, line] if line else lines

    def _beginning(self, word, width):
        """Return as much of a word as fits, at least a letter; the longer a part, the wider it is."""
        return word[: bisect(range(1, len(word)), width, key=lambda end: self.width(word[:end])) or 1]

    def cut(self, text, width, most=1):
        """Return at most so many lines of the text; the last says by an ellipsis that there is more."""
        lines = self.lines(text, width)
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(f"{last}…") > width:
            last = last[:-1].rstrip(" ,;:")
        return [*lines[: most - 1], f"{last}…"][:most]


def is_right_to_left(text):
    """Say in which direction a text is written: that of its first letter which has one."""
    directions = (bidirectional(letter) for letter in text)
    return next((each for each in directions if each in {"L", *RIGHT_TO_LEFT}), "L") in RIGHT_TO_LEFT


def direction_of(text):
    """Return the keywords that tell Pillow the direction of a text, as far as it can be told."""
    return {"direction": "rtl" if is_right_to_left(text) else "ltr"} if HAS_SHAPING else {}


@cache
def _font(name, size):
    return ImageFont.truetype(FONTS / name, size)


def kept_in_order(text):
    """Return a text so marked that it keeps its order whatever stands around it: "2016–2018" between Arabic words."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


@lru_cache(maxsize=4096)
def _is_known(name, letter):
    return letter in ISOLATES or _picture(name, letter) != _picture(name, NO_CHARACTER)


@lru_cache(maxsize=16)
def _picture(name, letter):
    picture = Image.new("L", (3 * SOME_SIZE, 3 * SOME_SIZE))
    ImageDraw.Draw(picture).text((SOME_SIZE, SOME_SIZE), letter, fill=255, font=_font(name, SOME_SIZE))
    return picture.tobytes()
