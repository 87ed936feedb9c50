import re

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from entries.addresses import words_of_path

register = template.Library()
register.filter(words_of_path)


# What a language puts right behind a field of a sentence.
BEHIND_A_FIELD = re.compile(r"(?<=</select>)[.,،;:]")


@register.filter
def with_marks_apart(sentence):
    """Let the marks behind the fields of a sentence, as HTML, be left out where each field has a line of its own."""
    return mark_safe(BEHIND_A_FIELD.sub(r'<span class="sentence__mark">\g<0></span>', sentence))  # noqa: S308 - as it was


@register.simple_tag
def site_name():
    """For pages that are rendered without a context, such as that of a server error."""
    return settings.SITE_NAME
