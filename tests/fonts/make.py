"""Makes the fonts beside this file anew, in which the browser tests see the site: boxes as large as letters can be.

    python tests/fonts/make.py FOLDER …

Each folder has fonts of a system: those of Debian's packages fonts-dejavu-core, fonts-liberation and fonts-noto-core. A
letter of `wide` is as wide, high and deep as the widest, highest and deepest of the faces named below, one of `narrow`
as narrow and low as the least of them. Needs fonttools.
"""

import sys
from collections import defaultdict
from pathlib import Path
from unicodedata import decomposition

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FACES = {
    "Regular": (
        "DejaVuSans.ttf",
        "DejaVuSerif.ttf",
        "NotoSans-Regular.ttf",
        "NotoSerif-Regular.ttf",
        "LiberationSans-Regular.ttf",
        "LiberationSansNarrow-Regular.ttf",
    ),
    "Bold": (
        "DejaVuSans-Bold.ttf",
        "DejaVuSerif-Bold.ttf",
        "NotoSans-Bold.ttf",
        "NotoSerif-Bold.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationSansNarrow-Bold.ttf",
    ),
}
ARABIC = [*range(0x600, 0x700), *range(0xFB56, 0xFC00), *range(0xFE80, 0xFEFD)]
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x300, 0x530), *range(0x1E80, 0x1EFA), *ARABIC]
LETTERS += [*range(0x2010, 0x2040), 0x20AC, 0x2116, 0x2122, *range(0x2190, 0x2200), 0x2212, 0x25B8, 0x2713]
FORMS = {"<initial>": "init", "<medial>": "medi", "<final>": "fina"}
UNITS = 1000
ADJUSTMENTS = {"wide": (max, 1.0, (1070, 300)), "narrow": (min, 0.95, (900, 210))}


def measures_of(path):
    """Return code -> (advance, lowest, highest) in thousandths of the type size."""
    font = TTFont(path)
    glyphs, scale = font.getGlyphSet(), UNITS / font["head"].unitsPerEm
    measures = {}
    for code, name in font.getBestCmap().items():
        if code in LETTERS:
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            _left, lowest, _right, highest = pen.bounds or (0, 0, 0, 0)
            measures[code] = (glyphs[name].width * scale, lowest * scale, highest * scale)
    return measures


def box(advance, lowest, highest):
    """Return the outline of a letter, with a little room beside it."""
    pen = TTGlyphPen(None)
    if advance and highest > lowest:
        edge = min(40, advance // 6)
        pen.moveTo((edge, lowest))
        for corner in ((edge, highest), (advance - edge, highest), (advance - edge, lowest)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def joining(names):
    """Return the features that give an Arabic letter the form of its place in a word."""
    rules = defaultdict(list)
    for code, name in names.items():
        form, *letters = decomposition(chr(code)).split() or [""]
        if form in FORMS and len(letters) == 1 and int(letters[0], 16) in names:
            rules[FORMS[form]].append(f"sub {names[int(letters[0], 16)]} by {name};")
    features = [f"feature {feature} {{ {' '.join(lines)} }} {feature};" for feature, lines in rules.items()]
    return "\n".join(["languagesystem DFLT dflt;", "languagesystem arab dflt;", *features])


def make(family, weight, measured):
    choose, factor, (ascent, descent) = ADJUSTMENTS[family]
    lowest_of = min if choose is max else max
    sizes = {".notdef": (500, 0, 700)}
    names = {}
    for code in sorted(set().union(*measured)):
        advances, lows, highs = zip(*(each[code] for each in measured if code in each), strict=True)
        names[code] = f"u{code:04X}"
        sizes[names[code]] = (round(choose(advances) * factor), round(lowest_of(lows)), round(choose(highs)))
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(sizes))
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: box(*size) for name, size in sizes.items()})
    builder.setupHorizontalMetrics({name: (size[0], min(40, size[0] // 6)) for name, size in sizes.items()})
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupNameTable({"familyName": f"Test {family}", "styleName": weight})
    is_bold = weight == "Bold"
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=-descent,
        usWinAscent=ascent,
        usWinDescent=descent,
        usWeightClass=700 if is_bold else 400,
        fsSelection=32 if is_bold else 64,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].macStyle = int(is_bold)
    builder.addOpenTypeFeatures(joining(names))
    (HERE / family).mkdir(exist_ok=True)
    builder.save(HERE / family / f"{weight.lower()}.ttf")


def main(folders):
    for weight, faces in FACES.items():
        paths = [next(path for folder in folders for path in Path(folder).rglob(face)) for face in faces]
        measured = [measures_of(path) for path in paths]
        for family in ADJUSTMENTS:
            make(family, weight, measured)


if __name__ == "__main__":
    main(sys.argv[1:])
