from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

# What only makes sense for the person who is at it, or would be crawled without end.
NOT_FOR_ROBOTS = ("/admin/", "/mine/", "/suggest/", "/qr.svg", "/styleguide/")


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap-index')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
