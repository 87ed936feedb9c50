"""Draws a sharing image: paper, the edge in the hue of a theme, a tile, a heading and what goes with it."""

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.utils.translation import get_language_bidi
from PIL import Image, ImageColor, ImageDraw, ImageOps, UnidentifiedImageError

from sharing.lettering import BASELINE, SANS, SERIF, Face, direction_of, kept_in_order

WIDTH, HEIGHT = 1200, 630
# The light colours of static/css/site.css; a test keeps them the same.
COLOURS = {
    "paper": "#fbf7f0",
    "raised": "#ffffff",
    "ink": "#1c2430",
    "muted": "#58606e",
    "line": "#e4dccf",
    "teal": "#0b6e69",
    "clay": "#b4532a",
    "ochre": "#96720a",
    "plum": "#7a3e73",
    "blue": "#2b5d9b",
    "moss": "#55752f",
    "rose": "#b23a5b",
    "slate": "#4d5d6b",
    "indigo": "#4a4a9c",
}
EDGE = 22  # pixels, as all measures here
START, END = 92, 72  # margins of the text
TILE, TILE_TOP, TILE_RADIUS = 112, 62, 28
HEADING_TOP, TEXT_GAP, TEXT_BOTTOM = 208, 20, 512
FOOT_LINE, FOOT_TOP, FOOT_TOP_OF_TWO = 532, 555, 545
MARK = 44
KIND = Face(SANS, 30, 40)
HEADINGS = tuple(Face(SERIF, size, round(size * 1.2)) for size in (80, 72, 64, 56, 50, 44))
MOST_LINES_OF_A_HEADING, LEAST_LINES_OF_A_TEXT = 3, 3
# No more of a title fits the image. The title of a list says what was asked for, and may be as long as an address.
MOST_LETTERS = 500
TEXT = Face(SANS, 33, 46)
FACTS = Face(SANS, 28, 40)
# For what does not fit into one line: how long nothing was heard of an entry takes many words in some languages.
MANY_FACTS = Face(SANS, 25, 34)
SITE = Face(SERIF, 30, 40)
LETTERS = Face(SERIF, 44, 52)
# Round shapes are drawn this many times as large and then scaled down, because Pillow draws jagged edges.
FINE = 4


@dataclass(frozen=True)
class SharingCard:
    """What a sharing image says.

    kind: what the page is, such as “Project”; facts: short ones, such as its place; hue: of its theme;
    letters: on the tile; logo: the file that stands there instead. Without both the tile has the mark of the site.
    """

    kind: str
    heading: str
    text: str = ""
    facts: tuple = ()
    hue: str = "slate"
    letters: str = ""
    logo: object = None


def draw_card(card):
    """Return a Card as the bytes of a PNG, in the direction of the active language."""
    sheet = Paper(is_mirrored=get_language_bidi())
    hue = COLOURS[card.hue]
    sheet.fill(0, 0, EDGE, HEIGHT, hue)
    sheet.paste(_tile(card, hue), START, TILE_TOP)
    sheet.write(card.kind, KIND, START + TILE + 28, TILE_TOP + (TILE - KIND.leading) // 2, _mixed(hue, 80, "ink"))
    room = WIDTH - START - END
    face, heading, text = _fitted(card, room)
    top = HEADING_TOP
    for line in heading:
        sheet.write(line, face, START, top, COLOURS["ink"])
        top += face.leading
    top += TEXT_GAP
    for line in text:
        sheet.write(line, TEXT, START, top, COLOURS["muted"])
        top += TEXT.leading
    sheet.fill(START, FOOT_LINE, WIDTH - END, FOOT_LINE + 2, COLOURS["line"])
    (name,) = SITE.cut(settings.SITE_NAME, room // 2) or [""]
    taken = SITE.width(name) + MARK + 14
    sheet.write(name, SITE, WIDTH - END - SITE.width(name), FOOT_TOP, COLOURS["ink"])
    sheet.paste(draw_mark(MARK), WIDTH - END - taken, FOOT_TOP)
    face, top, facts = _facts(card, room - taken - 40)
    for line in facts:
        sheet.write(line, face, START, top, COLOURS["ink"])
        top += face.leading
    return png(sheet.image)


class Paper:
    """The paper. x is counted from where lines begin: from the right where it is mirrored."""

    def __init__(self, *, is_mirrored):
        self.is_mirrored = is_mirrored
        self.image = Image.new("RGB", (WIDTH, HEIGHT), COLOURS["paper"])
        self.draw = ImageDraw.Draw(self.image)

    def fill(self, x, y, end, bottom, colour):
        if self.is_mirrored:
            x, end = WIDTH - end, WIDTH - x
        self.draw.rectangle((x, y, end - 1, bottom - 1), fill=colour)

    def paste(self, picture, x, y):
        left = WIDTH - x - picture.width if self.is_mirrored else x
        self.image.paste(picture, (round(left), y), picture)

    def write(self, text, face, x, y, colour):
        """Write one line that begins at x, whatever the direction of its letters; y is its top."""
        text = face.readable(text)
        place = (WIDTH - x if self.is_mirrored else x, y + face.size * BASELINE)
        anchor = "rs" if self.is_mirrored else "ls"
        self.draw.text(place, text, fill=colour, font=face.font, anchor=anchor, **direction_of(text))


def _fitted(card, room):
    """Return face and lines of the heading, and the lines of the text: the largest that leaves the text its lines."""
    title, text = card.heading[:MOST_LETTERS], card.text[:MOST_LETTERS]
    wanted = min(len(TEXT.lines(text, room)), LEAST_LINES_OF_A_TEXT)
    for face in HEADINGS:
        heading = face.lines(title, room)
        left = _lines_left(face, heading)
        if len(heading) <= MOST_LINES_OF_A_HEADING and wanted <= left:
            return face, heading, TEXT.cut(text, room, left)
    heading = face.cut(title, room, MOST_LINES_OF_A_HEADING)
    return face, heading, TEXT.cut(text, room, _lines_left(face, heading))


def _facts(card, room):
    """Return face, top and lines of the facts: one line, or two small ones where they do not fit into it."""
    facts = " · ".join(kept_in_order(fact) for fact in card.facts if fact)
    if len(FACTS.lines(facts, room)) <= 1:
        return FACTS, FOOT_TOP, FACTS.lines(facts, room)
    return MANY_FACTS, FOOT_TOP_OF_TWO, MANY_FACTS.cut(facts, room, 2)


def _lines_left(face, heading):
    return (TEXT_BOTTOM - HEADING_TOP - len(heading) * face.leading - TEXT_GAP) // TEXT.leading


def _tile(card, hue):
    logo = _opened(card.logo) if card.logo else None
    if logo:
        tile = _rounded(COLOURS["raised"])
        logo = ImageOps.contain(logo, (TILE - 20, TILE - 20))
        tile.alpha_composite(logo, ((TILE - logo.width) // 2, (TILE - logo.height) // 2))
        return tile
    letters = LETTERS.readable(card.letters)
    tile = _rounded(_mixed(hue, 13, "raised"))
    if letters:
        middle = (TILE / 2, TILE / 2)
        colour = _mixed(hue, 80, "ink")
        ImageDraw.Draw(tile).text(middle, letters, fill=colour, font=LETTERS.font, anchor="mm", **direction_of(letters))
        return tile
    mark = draw_mark(TILE - 36)
    tile.alpha_composite(mark, (18, 18))
    return tile


def _opened(file):
    """Return the picture in a stored file, or None where it is gone or cannot be read."""
    try:
        with file.storage.open(file.name) as stored, Image.open(stored) as picture:
            picture.draft("RGB", (TILE, TILE))
            return picture.convert("RGBA")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
        return None


def _rounded(colour):
    tile = Image.new("RGBA", (FINE * TILE, FINE * TILE))
    shape = (0, 0, FINE * TILE - 1, FINE * TILE - 1)
    ImageDraw.Draw(tile).rounded_rectangle(shape, FINE * TILE_RADIUS, fill=colour)
    return tile.resize((TILE, TILE), Image.Resampling.LANCZOS)


def draw_mark(size):
    """Return the mark of the site, static/icons/favicon.svg, on a clear square of so many pixels."""
    unit = FINE * size / 32
    mark = Image.new("RGBA", (FINE * size, FINE * size))
    for x, colour in ((12, (0x0B, 0x6E, 0x69, 255)), (20, (0xD9, 0x69, 0x2F, 209))):
        disc = Image.new("RGBA", mark.size)
        ImageDraw.Draw(disc).ellipse(
            ((x - 10) * unit, 6 * unit, (x + 10) * unit - 1, 26 * unit - 1),
            fill=colour,
        )
        mark.alpha_composite(disc)
    return mark.resize((size, size), Image.Resampling.LANCZOS)


def png(image):
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _mixed(colour, percent, other):
    """Return so much of a colour in another, as color-mix() of the style sheet does."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(COLOURS[other]), strict=True)
    return tuple(round((one * percent + two * (100 - percent)) / 100) for one, two in pairs)
