"""What a phone needs to put the site on its home screen."""

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static


def manifest(request):
    return JsonResponse(
        {
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME[:12].strip(),
            "start_url": "/",
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
