"""The style page and the error pages as samples; for curators."""

import re
from pathlib import Path

from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.staticfiles import finders
from django.http import Http404
from django.shortcuts import render
from django.views.generic import TemplateView, View

from dsi_directory.styleguide import samples
from taxonomy.models import Hue

TOKENS = (
    "paper",
    "surface",
    "raised",
    "ink",
    "muted",
    "line",
    "edge",
    "accent",
    "accent-strong",
    "accent-soft",
    "on-accent",
    "warm",
    "warm-soft",
    "ok",
    "ok-soft",
    "ended",
    "ended-soft",
    "quiet-soft",
    "mark",
)
ERRORS = (400, 403, 404, 408, 410, 414, 429, 500, 503)


class ForCurators(UserPassesTestMixin):
    """Others have to sign in; who is signed in and is no curator is refused."""

    def test_func(self):
        return self.request.user.is_staff


class StyleGuide(ForCurators, TemplateView):
    """Every component in all its states."""

    template_name = "styleguide/styleguide.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "tokens": TOKENS,
            "hues": Hue.values,
            "icons": icon_names(),
            "errors": ERRORS,
            "samples": samples,
        }


class ErrorSample(ForCurators, View):
    """An error page as visitors get it."""

    def get(self, request, code):
        if code not in ERRORS:
            raise Http404
        return render(request, f"{code}.html", {"address": request.path, "notice": samples.too_much()}, status=code)


def icon_names():
    """Return the names of all symbols of the sprite."""
    return re.findall(r'<symbol id="([^"]+)"', Path(finders.find("icons/sprite.svg")).read_text())
