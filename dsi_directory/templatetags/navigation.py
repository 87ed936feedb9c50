"""The ways from a page to others: the menus, and the same page in another language."""

from contextlib import suppress
from functools import cache

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi, override, pgettext
from django.utils.translation import gettext as _

from dsi_directory.navigation import SECTIONS, SELDOM, menu_items, sections_of_models
from taxonomy.pages import page_address

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context, name):
    """Return a menu as dictionaries with url, label and is_current; name: "main" or "foot"."""
    path = context["request"].path if "request" in context else ""
    items = _menu(name, get_language())
    return [{"url": url, "label": label, "is_current": path.startswith(url)} for url, label in items]


@register.simple_tag
def curating_menu(app_list):
    """Return what somebody may see in the admin as (label of a section, its models, whether they are seldom needed),
    the empty sections left out.

    app_list: as Django's admin makes it.
    """
    labels = [*SECTIONS.values(), SELDOM]
    found = [[] for _label in labels]
    for app in app_list:
        for model in app["models"]:
            section, place = sections_of_models().get(model["model"]._meta.label_lower, (len(SECTIONS), 0))
            if model["admin_url"]:
                found[section].append((place, model["name"], model))
    return [
        (label, [model for _place, _name, model in sorted(models, key=lambda row: row[:2])], label == SELDOM)
        for label, models in zip(labels, found, strict=True)
        if models
    ]


@cache
def _menu(name, language):
    """Return the (address, label) pairs of a menu in a language, which has to be the active one."""
    return [(reverse(view), str(label)) for view, label in menu_items(name)]


@register.simple_tag(takes_context=True)
def page_languages(context):
    """Return the interface's languages as dictionaries: code, name, url (of this page with its query), path (without
    it), is_current, has_page (whether the page has an address in it; an error has none, and leads to the home), offer
    (of the page in that language)."""
    request = context.get("request")
    query = request.get_full_path().partition("?")[2] if request else ""
    languages = []
    for code, name in settings.LANGUAGES:
        path, has_page = _path_in_language(request, code)
        languages.append(
            {
                "code": code,
                "name": name,
                "url": f"{path}?{query}" if query and has_page else path,
                "path": path,
                "is_current": code == get_language(),
                "has_page": has_page,
                "offer": _offer(code),
            }
        )
    return languages


def _path_in_language(request, code):
    """Return the path of a page in a language, and whether it has one; where it has none, that of the home."""
    if code == get_language():
        return (request.path if request else "/"), True
    match = request.resolver_match if request else None
    with override(code):
        if match and match.url_name:
            with suppress(NoReverseMatch):
                path = _address_of(match)
                if path != request.path:
                    return path, True
        return reverse("home"), False


def _address_of(match):
    """Return the address in the active language of what was found at one."""
    if match.kwargs.keys() == {"slug"}:
        return page_address(match.view_name, match.kwargs["slug"])
    return reverse(match.view_name, args=match.args, kwargs=match.kwargs)


@cache
def _offer(code):
    """Return how a page is offered in a language: {"text", "close", "is_mirrored"}."""
    with override(code):
        return {
            "text": pgettext(
                "name the language that you translate into instead of English",
                "This page is also available in English.",
            ),
            "close": _("No, thanks"),
            "is_mirrored": get_language_bidi(),
        }
