"""Fills an empty database with the data that ships and one of everything else, and says what may be asked for.

Prints JSON: `routes`, every address of the site with its placeholders; `values`, what may stand for one, by its name;
`keys`, those of the admin's models; `people`, sessions by role. `people` as an argument prints new sessions alone.
"""

import json
import re
import sys
from contextlib import suppress

import django

django.setup()

from django.contrib.admindocs.views import simplify_regex  # noqa: E402 - Django's models can be imported only now
from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError  # noqa: E402
from django.urls import URLResolver, get_resolver  # noqa: E402
from django.urls.resolvers import LocalePrefixPattern, RoutePattern  # noqa: E402

from accounts.models import User  # noqa: E402
from organisations.models import Organisation  # noqa: E402
from projects.models import Project  # noqa: E402
from taxonomy.models import City, Theme  # noqa: E402
from tests.curators import client_of, make_group_curator  # noqa: E402
from tests.factories import make_curator, make_visitor  # noqa: E402
from tests.roles_world import make_world  # noqa: E402

SESSIONS = 12  # of each role: some requests end one
MAKERS = {"submitter": make_visitor, "curator": make_group_curator, "superuser": make_curator}


def routes(resolver=None, before=""):
    """Return every address of the URLconf, as "/projects/<slug>/"."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = entry.pattern
        if isinstance(pattern, LocalePrefixPattern):
            own = "<language>"
        elif isinstance(pattern, RoutePattern):
            own = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern))
        else:
            # As simplehistory has it, which keeps slashes out in a way that is not understood there.
            own = str(pattern).replace("([^/]+)/history/([^/]+)/", "(?P<object_id>.+)/history/(?P<version>.+)/")
            own = simplify_regex(own).removeprefix("/").replace("\\", "")
        found += routes(entry, before + own) if isinstance(entry, URLResolver) else [f"/{before}{own}"]
    return found


def people():
    """Return the keys of sessions: role -> list. Whoever is gone is made again, by one of those that ask at once."""
    found = {}
    for role, make in MAKERS.items():
        email = f"{role}@fuzz.example"
        if not User.objects.filter(email=email).exists():
            with suppress(IntegrityError):
                make(email)
        person = User.objects.get(email=email)
        found[role] = [client_of(person).session.session_key for _number in range(SESSIONS)]
    return found


def values(world):
    """Return what may stand for a placeholder: name -> texts."""
    slugs = [
        slug
        for model in (Project, Organisation, City, Theme)
        for slug in model.objects.values_list("slug", flat=True)[:4]
    ]
    return {
        "language": ["", "", "", "de/", "fr/", "ar/", "uk/"],
        "kind": ["project", "organisation"],
        "slug": [*slugs, "former", "about-us", "draft"],
        "token": [world.names[name] for name in ("waiting", "unconfirmed", "withdrawn")],
        # The sample of the page of an error answers with its status.
        "code": ["400", "403", "404"],
        "section": ["projects", "pages"],
        "extension": ["csv", "json", "geojson", "atom", "ics", "bib"],
        "year": ["2026"],
        "month": ["11"],
        "region": ["de", "europe"],
        "chart": ["themes", "years"],
        "method": ["TOTP", "FIDO2", "recovery"],
        "pk": ["1", world.names["invitation"]],
        "id": [world.names["user"]],
        "app_label": ["projects", "cluster"],
        "content_type_id": [world.names["type"]],
        "name": [world.names["image"]],
        "url": ["projects", "projects/project"],
        "path": ["logos/one.png"],
        "sesame": ["AAAA"],
        "uidb64": ["MQ"],
    }


def main():
    if sys.argv[1:] == ["people"]:
        print(json.dumps(people()))
        return
    call_command("load_shipped_data", verbosity=0)
    call_command("load_cluster", verbosity=0)
    world = make_world()
    report = {"routes": sorted(set(routes())), "values": values(world), "people": people()}
    print(json.dumps(report | {"keys": world.keys, "versions": world.versions}, default=str))


if __name__ == "__main__":
    main()
