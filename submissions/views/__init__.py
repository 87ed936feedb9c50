"""The pages of the intake, of those who hand in, and of those who look after an entry."""

from django.core.exceptions import PermissionDenied
from django.urls import resolve
from django.views.defaults import permission_denied


def csrf_failure(request, reason=""):
    """Show a form that had lain open for too long once more, filled as it was; other requests get the plain page.

    Views that can do so have the attribute `is_expired`.
    """
    match = resolve(request.path_info)
    view_class = getattr(match.func, "view_class", None)
    if hasattr(view_class, "is_expired"):
        view = view_class.as_view(**match.func.view_initkwargs, is_expired=True)
        return view(request, *match.args, **match.kwargs)
    if view_class and not hasattr(view_class, request.method.lower()):
        # It answers 405 by itself: no token would help.
        return match.func(request, *match.args, **match.kwargs)
    return permission_denied(request, PermissionDenied(reason))
