"""Text to write to an organisation with, by post or on its pages elsewhere, whose address nobody knows."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info, override


@dataclass(frozen=True)
class LetterText:
    code: str
    name: str
    text: str
    is_rtl: bool


def letters_about(entry):
    """Return a LetterText in every language of the site. They lead to the page on which anybody may answer."""
    return [_letter(entry, code) for code, _name in settings.LANGUAGES]


def _letter(entry, code):
    info = get_language_info(code)
    with override(code):
        link = reverse("upkeep:word", kwargs={"kind": entry._meta.model_name, "slug": entry.slug})
        context = {
            "entry": entry,
            "page": settings.SITE_URL + entry.get_absolute_url(),
            "link": settings.SITE_URL + link,
            "SITE_NAME": settings.SITE_NAME,
        }
        text = render_to_string("upkeep/letter.txt", context).strip()
    return LetterText(code, info["name_local"], text, info["bidi"])
