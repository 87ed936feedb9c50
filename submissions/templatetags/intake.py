import re

from django import template

from entries.kinds import kind_of

register = template.Library()

# What mail programs make a link of: example.org/x, https:…, somebody@example.org; not “e.V.” and “2.0”.
ADDRESS = re.compile(r"://|@|\w\.[^\W\d_]{2,}")
WORD = re.compile(r"\S+")


@register.filter("kind_of")
def key_of_kind(entry):
    """Return the kind of an entry as addresses have it, such as "project". Raises UnknownKind."""
    return kind_of(entry).key


@register.filter
def without_addresses(text):
    """Return a text without web and mail addresses: for mails in which a stranger's words reach any address."""
    return WORD.sub(lambda word: "…" if ADDRESS.search(word[0]) else word[0], text)
