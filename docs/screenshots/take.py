"""Takes the pictures in this folder anew from a running site: `make screenshots` while `make serve` runs.

Needs Chromium. The pictures are reduced to a palette of 128 colours: nine of them weigh less than 1.5 MB.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from deploy.browser import find_browser

FOLDER = Path(__file__).parent
COLOURS = 128
DESK, PHONE = (1280, 900), (360, 740)
# name: (path, size, colour scheme)
PICTURES = {
    "home": ("/", DESK, "light"),
    "home-phone": ("/", PHONE, "light"),
    "list": ("/projects/?theme=language&where=berlin", DESK, "light"),
    "list-phone-arabic": ("/ar/projects/?theme=job-matching&where=berlin", PHONE, "light"),
    "project-arabic": ("/ar/projects/redi-school-of-digital-integration/", DESK, "light"),
    "project-dark": ("/projects/redi-school-of-digital-integration/", DESK, "dark"),
    "map": ("/map/", DESK, "light"),
    "insights-dark": ("/insights/", DESK, "dark"),
    "submit-phone": ("/submit/project/", PHONE, "light"),
}


def take(browser, site, path, size, scheme):
    # In a browser that speaks the language of the page, so that none is suggested.
    page = browser.new_page(
        base_url=site,
        viewport={"width": size[0], "height": size[1]},
        locale="ar" if path.startswith("/ar/") else "en",
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.goto(path)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    page.close()
    return picture


def main(site):
    executable = find_browser()
    if not executable:
        sys.exit("No Chromium on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, size, scheme) in PICTURES.items():
            picture = Image.open(io.BytesIO(take(browser, site, path, size, scheme))).convert("RGB")
            target = FOLDER / f"{name}.png"
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
