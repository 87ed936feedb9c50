"""How the tests of the catalogue load rows: each is as SOUND but for what a test names."""

import io

import pytest
from django.core.management import CommandError, call_command

SOUND = {
    "name": "Lingo Lab",
    "summary": "Teaches German in small groups.",
    "website": "https://lingo.example/",
    "city": "Köln",
    "country": "DE",
    "themes": "language;mentoring",
    "status": "active",
    "launched": "2015",
    "ended": "",
    "organisation": "Lingo e.V.",
    "organisation_type": "nonprofit",
    "organisation_website": "https://lingo.example/",
    "newcomer_led": "yes",
    "languages": "de;ar",
    "sources": "https://press.example/1; https://press.example/2",
}


def load(*paths, **options):
    """Return (what was printed, what was complained about)."""
    out, err = io.StringIO(), io.StringIO()
    call_command("load_catalogue", *map(str, paths), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refusals(path):
    """Return the complaints of a load that is refused as a whole."""
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_catalogue", str(path), stdout=io.StringIO(), stderr=err)
    return err.getvalue().splitlines()
