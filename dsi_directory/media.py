"""Uploaded files, such as logos, where no web server in front of the site hands them out."""

from django.conf import settings
from django.http import Http404
from django.views.static import serve


def media(request, path):
    """Answer with an uploaded file. Raises Http404 also for a name that the file system cannot have."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError:  # such as a name of more than 255 letters
        raise Http404 from None
