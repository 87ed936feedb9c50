from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

# What only makes sense for the person who is at it, in each language at an address of its own.
PERSONAL_PAGES = ("submissions:mine", "suggest", "styleguide")
# What stands at one address whatever the language, and what would be crawled without end: lists narrowed by more than
# one filter, their sharing images and the sheets to print. A star takes the language along (RFC 9309).
NOT_FOR_ROBOTS = ("/admin/", "/qr.svg", "/*?*&", "/*card.png?", "/*/handout.html")


def personal_addresses():
    """Yield the address of each of the PERSONAL_PAGES in each language."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield from (reverse(page) for page in PERSONAL_PAGES)


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*NOT_FOR_ROBOTS, *personal_addresses())), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap-index')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
