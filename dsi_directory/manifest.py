"""What a phone needs to put the site on its home screen."""

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi


def manifest(request):
    """Answer for the language of the address: the site opens in that of whoever put it there."""
    return JsonResponse(
        {
            "id": "/",
            "name": settings.SITE_NAME,
            # Whole: a phone shortens what it has no room for, and says that it did.
            "short_name": settings.SITE_NAME,
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("home"),
            "display": "browser",
            "background_color": "#fbf7f0",
            "theme_color": "#fffdf9",
            "icons": [
                {"src": static("icons/favicon.svg"), "type": "image/svg+xml", "sizes": "any"},
                {"src": "/icon-192.png", "type": "image/png", "sizes": "192x192", "purpose": "any maskable"},
                {"src": "/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "any maskable"},
            ],
        },
        content_type="application/manifest+json",
    )
