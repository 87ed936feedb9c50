from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image

from sharing.drawing import COLOURS, draw_mark

# What browsers and phones ask for unasked, at the root of the site. Phones cut the corners off: those get paper below.
SQUARES = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
SMALL = (16, 32, 48)


class Command(BaseCommand):
    help = "Draws the icons in static/root/ anew, after the mark of the site has changed."

    def handle(self, *args, **options):
        for name, size in SQUARES.items():
            paper = Image.new("RGB", (size, size), COLOURS["paper"])
            mark = draw_mark(round(size * 0.72))
            edge = (size - mark.width) // 2
            paper.paste(mark, (edge, edge), mark)
            paper.save(settings.WHITENOISE_ROOT / name, optimize=True)
        *others, largest = [draw_mark(size) for size in SMALL]
        largest.save(
            settings.WHITENOISE_ROOT / "favicon.ico", sizes=[(size, size) for size in SMALL], append_images=others
        )
