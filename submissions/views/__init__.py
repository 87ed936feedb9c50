"""The pages of the intake, of those who hand in, and of those who look after an entry."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import resolve


def csrf_failure(request, reason=""):
    """Show a form that had lain open for too long once more, filled as it was; other requests get the plain page.

    Views that can do so have the attribute `is_expired`. No other view is called: one of the admin would look for the
    token again, and end here again.
    """
    match = resolve(request.path_info)
    view_class = getattr(match.func, "view_class", None)
    if hasattr(view_class, "is_expired"):
        view = view_class.as_view(**match.func.view_initkwargs, is_expired=True)
        return view(request, *match.args, **match.kwargs)
    if view_class and not hasattr(view_class, request.method.lower()):
        # No token would help.
        allowed = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
        return HttpResponseNotAllowed(allowed)
    return render(request, "403.html", status=403)
