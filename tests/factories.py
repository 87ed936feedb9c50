"""Plain functions that make saved objects with valid defaults. A test names only what it is about."""

from itertools import count

from accounts.models import User
from entries.actions import publish, store_texts
from entries.models import EntryText, TextOrigin
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Project, Role
from taxonomy.models import City, Theme

_numbers = count(1)
COUNTRIES = {"paris": "FR", "london": "GB", "new-york": "US"}


def make_theme(slug="language", **fields):
    """Return the theme of this slug, made if there is none yet."""
    defaults = {"name": slug.replace("-", " ").capitalize(), "icon": slug, "hue": "teal"}
    return Theme.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_city(slug="berlin", **fields):
    """Return the city of this slug, made if there is none yet; in Germany unless COUNTRIES says otherwise."""
    defaults = {
        "name": slug.replace("-", " ").title(),
        "country": COUNTRIES.get(slug, "DE"),
        "latitude": 52.5,
        "longitude": 13.4,
    }
    return City.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_project(name=None, *, themes=("language",), cities=("berlin",), organisations=(), published=True, **fields):
    """Return a saved project; themes and cities by slug, the organisations as its leads."""
    project = Project(
        **{"name": name or f"Project {next(_numbers)}", "summary": "Helps people to arrive.", "country": "DE"} | fields
    )
    save_project(
        project,
        themes=[make_theme(slug) for slug in themes],
        cities=[make_city(slug) for slug in cities],
        partnerships=[(organisation, Role.LEAD) for organisation in organisations],
        publish=published,
    )
    return project


def make_text(entry, **fields):
    """Return a text of an entry in another language."""
    store_texts(entry, {"summary": "Вчить."}, **{"language": "uk", "origin": TextOrigin.MACHINE} | fields)
    return EntryText.objects.of_entry(entry).get()


def make_published_later(name=None, **fields):
    """Return a project whose history begins as a draft: two versions, the second of which was published."""
    return publish(make_project(name, published=False, **fields))


def make_organisation(name=None, *, themes=(), cities=(), networks=(), published=True, **fields):
    """Return a saved organisation; themes and cities by slug."""
    organisation = Organisation(
        **{"name": name or f"Organisation {next(_numbers)}", "summary": "Runs projects.", "country": "DE"} | fields
    )
    save_organisation(
        organisation,
        themes=[make_theme(slug) for slug in themes],
        cities=[make_city(slug) for slug in cities],
        networks=networks,
        publish=published,
    )
    return organisation


def make_visitor(email=None, **fields):
    return User.objects.create_user(email or f"person{next(_numbers)}@example.org", "a-long-password", **fields)


def make_curator(email=None, **fields):
    """Return a user who may do everything in the admin."""
    return make_visitor(email, **{"is_staff": True, "is_superuser": True} | fields)
