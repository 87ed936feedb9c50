"""Makes the two fonts beside this file anew: a serif and a sans, each with Latin, Greek, Cyrillic and Arabic letters.

    python entries/sharing/fonts/make.py FOLDER

FOLDER has the fonts of Debian's package fonts-noto-core. Needs fonttools, which the site itself does not.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).parent
# Where the letters of a language come from. Punctuation and digits come from the first font of each.
WESTERN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin, with the letters of all languages of Europe
    *range(0x18F, 0x190),
    *range(0x1A0, 0x1A2),
    *range(0x1AF, 0x1B1),
    *range(0x218, 0x21C),
    *range(0x259, 0x25A),
    *range(0x2BB, 0x2BD),
    *range(0x300, 0x304),
    *range(0x370, 0x400),  # Greek
    *range(0x400, 0x530),  # Cyrillic
    *range(0x1E80, 0x1E86),
    *range(0x1E9E, 0x1E9F),
    *range(0x1EA0, 0x1EFA),  # Vietnamese
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    *range(0x20AC, 0x20AD),
    *range(0x20B4, 0x20B5),
    *range(0x2116, 0x2117),
    *range(0x2122, 0x2123),
]
ARABIC = [*range(0x600, 0x700), 0x200C, 0x200D]
FONTS = {
    "serif.ttf": (("NotoSerif-Bold.ttf", WESTERN), ("NotoNaskhArabic-Bold.ttf", ARABIC)),
    "sans.ttf": (("NotoSans-Regular.ttf", WESTERN), ("NotoSansArabic-Regular.ttf", ARABIC)),
}
UNITS_PER_EM = 1000
FEATURES = ["ccmp", "calt", "curs", "fina", "init", "isol", "kern", "liga", "mark", "medi", "mkmk", "rlig"]


def subset(source, letters, target):
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, glyph_names=False)
    font = load_font(source, options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    save_font(font, target, options)


def main(folder):
    for name, parts in FONTS.items():
        with TemporaryDirectory() as place:
            files = []
            for number, (source, letters) in enumerate(parts):
                files.append(str(Path(place, f"{number}.ttf")))
                subset(Path(folder, source), letters, files[-1])
            Merger().merge(files).save(HERE / name)


if __name__ == "__main__":
    main(sys.argv[1])
