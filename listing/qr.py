"""The address of a page as a QR code, for posters and handouts."""

import io

import segno
from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

LONGEST_PATH = 1000  # bytes; more makes squares too small for a phone


def qr_code(request):
    """Return an SVG of the address on this site that `path` names; 400 for one elsewhere or one that is too long."""
    path = request.GET.get("path", "")
    is_here = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    if not is_here or len(path.encode("utf-8", "replace")) > LONGEST_PATH:
        return HttpResponseBadRequest(
            _("Name a path on this site, at most %(count)d bytes long.") % {"count": LONGEST_PATH},
            content_type="text/plain; charset=utf-8",
        )
    content = io.BytesIO()
    segno.make(f"{settings.SITE_URL}{path}", error="m", micro=False).save(
        content, kind="svg", scale=4, border=2, light="#fff", xmldecl=False, unit=None
    )
    response = HttpResponse(content.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=24 * 3600)
    return response
