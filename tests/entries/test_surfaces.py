"""Each field of a kind has the part in each surface that it declares, and none where it gives a reason for that.

A field that a model has and nobody declared, one that is declared for a surface which does not have it, and one that a
surface has without a declaration: each fails here, by name.
"""

import json
import re
from datetime import date, datetime
from html import unescape

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django_countries.fields import CountryField

from curating.tables.files import Line, Sheet
from curating.tables.formats import RowsOfTable
from entries.fields import KeysField
from entries.kinds import kinds
from entries.surfaces import AS_TEXT, IN_A_ROW, INLINE, SURFACES, EntryField, EntryFields, LeftOut, only
from entries.wording import short_address
from projects.models import Project, Status
from projects.wording import used_in
from submissions.admin.review import Review
from submissions.models import State, Submission
from submissions.payloads import payload_of_entry
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme
from tests.upkeep.making import make_sign

pytestmark = pytest.mark.django_db
MAKERS = {"project": make_project, "organisation": make_organisation}


def fields_of(model):
    """Return the fields that a model has of its own, relations and tags among them."""
    return [
        field
        for field in model._meta.get_fields()
        if not (field.auto_created and not field.concrete) and field.name != "tagged_items"
    ]


# What a plain field gets that no other field has, by its type; the first that fits counts.
TYPED = (
    (KeysField, lambda field, _number: [key for key, _label in field.flatchoices[-1:]]),
    (models.URLField, lambda field, _number: f"https://example.org/{field.name}"),
    (models.EmailField, lambda field, _number: f"{field.name}@example.org"),
    (models.DateField, lambda _field, number: date(2011, 1, 1 + number % 28)),
    (models.IntegerField, lambda _field, number: 1990 + number % 36),
    (models.Field, lambda field, _number: field.flatchoices[-2][0] if field.choices else f"Words of {field.name}"),
)
OF_A_FORM_OF_THEIR_OWN = {"slug": "quite-another-place", "country": "IS", "text_language": "fr"}
OF_A_PROJECT = {
    "reach": "countries",
    "reach_places": ["FJ"],
    "cost": "free",
    "phone": "+49 30 901820",
    "channels": "https://t.me/emerald",
}


def typed_values(model):
    """Return a value for every plain field that is written by hand, name -> value."""
    by_hand = [
        (number, field)
        for number, field in enumerate(model._meta.concrete_fields)
        if field.editable and not field.is_relation and not isinstance(field, models.AutoField | models.ImageField)
    ]
    made = {
        field.name: next(make(field, number) for kind, make in TYPED if isinstance(field, kind))
        for number, field in by_hand
    }
    return made | OF_A_FORM_OF_THEIR_OWN | (OF_A_PROJECT if model is Project else {})


def filled(kind, **own):
    """Return a published entry of a kind that has something in every field."""
    make_theme("zither", name="Strings")
    make_city("emerald-city", name="Oz")
    partner = make_organisation("The people behind it", kind="grassroots")
    relations = {"project": {"organisations": [partner]}, "organisation": {"networks": [partner]}}[kind.key]
    entry = MAKERS[kind.key](themes=["zither"], cities=["emerald-city"], **typed_values(kind.model) | relations | own)
    make_sign(entry, "2009")
    # What actions set, so that none of it looks like anything else on a page.
    kind.model.objects.filter(pk=entry.pk).update(
        created_at=make_aware(datetime(2001, 2, 3, 12)),
        updated_at=make_aware(datetime(2002, 3, 4, 12)),
        published_at=make_aware(datetime(2003, 4, 5, 12)),
        edited_at=make_aware(datetime(2004, 5, 6, 12)),
        revision=765432,
        logo="logos/of-it.webp",
        checked_by=make_curator(),
    )
    return kind.model.objects.get(pk=entry.pk)


@pytest.fixture(params=kinds(), ids=lambda kind: kind.key)
def kind(request):
    return request.param


@pytest.fixture
def entries(kind):
    """Filled entries of a kind: of projects one that runs, and one that has ended and has a successor."""
    if kind.key != "project":
        return [filled(kind)]
    running = filled(kind, name="The one that runs", slug="the-runner", status=Status.ACTIVE, ended=None)
    return [running, filled(kind, status=Status.DISCONTINUED, launched=1991, ended=2026, successor=running)]


# How a reader sees what is in a field, by its type or else as its text.
SHOWN = (
    (models.ImageField, lambda _field, value: value.url),
    (KeysField, lambda field, value: ", ".join(str(dict(field.flatchoices).get(key, key)) for key in value)),
    (models.DateField, lambda _field, value: date_format(value, "DATE_FORMAT")),
    (models.URLField, lambda _field, value: short_address(value)),
    (CountryField, lambda _field, value: value.name),
)


# The same of fields whose type does not tell.
SHOWN_OF = {
    "reach": used_in,
    "channels": lambda entry: short_address(entry.channels),
}


def told(entry, name):
    """Return what a reader sees of a field of an entry, "" where it has nothing in it."""
    if name in SHOWN_OF:
        return SHOWN_OF[name](entry)
    field, value = entry._meta.get_field(name), getattr(entry, name)
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all()))
    show = next((show for kind, show in SHOWN if isinstance(field, kind)), None)
    if show is None:
        value = entry._get_FIELD_display(field) if field.choices else value
    return str(show(field, value) if show and value else value or "")


def pieces(html):
    """Return what stands between and in the tags of the middle of a page."""
    middle = html.partition("<main")[2].partition("</main>")[0] or html
    texts = re.split(r"<[^>]*>", middle) + re.findall(r' src="([^"]*)"', middle)
    return [" ".join(unescape(text).split()) for text in texts if text.strip()]


# What each surface really has: functions of (kind, entries, client) that return the names of fields.


def on_form(kind, entries, client):
    asked = kind.form.base_fields
    return {field.name for field in kind.fields if form_name(field) in asked}


def form_name(field):
    """Return what the field is called that asks for it in the form."""
    return field.form if isinstance(field.form, str) else field.name


def on_facet(kind, entries, client):
    """A field has the filters that go by its column, all of them or it counts as none."""
    going_by = {}
    for name, each in kind.filterset.base_filters.items():
        column = getattr(each, "column", None) or getattr(each, "path", None) or each.field_name
        going_by.setdefault(column, set()).add(name)
    found = {field: going_by.get(field.name, set()) for field in kind.fields}
    return {
        field.name for field, names in found.items() if names and (not field.facet or names == {*field.facet.split()})
    }


def on_admin(kind, entries, client):
    page = admin.site._registry[kind.model]
    shown = {name for _title, options in page.fieldsets for name in options["fields"]}
    through = {inline.model for inline in page.inlines}
    return {
        field.name
        for field in fields_of(kind.model)
        if field.name in shown or (field.many_to_many and getattr(field.remote_field, "through", None) in through)
    }


def on_table(kind, entries, client):
    resource = admin.site._registry[kind.model].resource_classes[0]()
    rows = resource.export(kind.model.objects.filter(pk__in=[entry.pk for entry in entries])).dict
    return {name for name in rows[0] if any(row[name] for row in rows)}


def on_export(kind, entries, client):
    response = client.get(f"/{kind.namespace}.json?{'&'.join(f'{k}={v}' for k, v in kind.everything.items())}")
    rows = json.loads(b"".join(response.streaming_content))[kind.namespace]
    columns = {name for name in rows[0] if any(row[name] for row in rows)}
    declared = {field.export.name: field.name for field in kind.fields if field.export}
    further = {
        f"{field.name}_{code}" for field in kind.fields if field.in_languages for code in dict(settings.LANGUAGES)
    }
    return {declared.get(column, column) for column in columns - further}


def on_review(kind, entries, client):
    payload = payload_of_entry(entries[-1]) | {"organisation": "The people behind it"}
    review = Review(Submission(kind=kind.key, payload=payload, state=State.WAITING))
    rows = {row.name for row in review.facts}
    assert review.problems == []
    preview = pieces(render_to_string("admin/submissions/submission/_preview.html", {"review": review}))
    as_text = {
        field.name
        for field in kind.fields
        if field.review == AS_TEXT and any(told(entries[-1], field.name) in piece for piece in preview)
    }
    return as_text | {field.name for field in kind.fields if field.review != AS_TEXT and form_name(field) in rows}


def on_merge(kind, entries, client):
    source = entries[-1]
    kind.model.objects.filter(pk=source.pk).update(publication="draft", published_at=None)
    source.refresh_from_db()
    keep = MAKERS[kind.key](themes=[], cities=[], country="", summary="")
    before = {field.name: stored(source, field.name) for field in kind.fields}
    kind.merge(keep=keep, duplicate=source, by=None)
    kept = kind.model.objects.get(pk=keep.pk)
    return {name for name, value in before.items() if value and has_kept(stored(kept, name), value)}


def has_kept(now, value):
    """A text of lines may have got further ones."""
    lines = [set(text.splitlines()) if isinstance(text, str) else None for text in (value, now)]
    return now == value or (None not in lines and lines[0] < lines[1])


def stored(entry, name):
    value = getattr(entry, name)
    return set(value.all()) if hasattr(value, "all") else value


def on_page(kind, entries, client):
    shown = [(entry, pieces(client.get(entry.get_absolute_url()).content.decode())) for entry in entries]
    found = set()
    for field in kind.fields:
        for entry, texts in shown:
            text = told(entry, field.name)
            if text and any(text in piece for piece in texts) and not told_by_another(kind, entry, field, text):
                found.add(field.name)
    return found


def told_by_another(kind, entry, field, text):
    """Say whether the page has that text because of another field."""
    return not field.page and any(other.page and text in told(entry, other.name) for other in kind.fields)


def on_linked_data(kind, entries, client):
    said = {}
    for entry in entries:
        html = client.get(entry.get_absolute_url()).content.decode()
        said |= json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    declared = {field.linked_data.name: field.name for field in kind.fields if field.linked_data}
    return {declared.get(name, name) for name in said if name not in ("@context", "@type")}


REALLY_ON = {
    "form": on_form,
    "facet": on_facet,
    "admin": on_admin,
    "table": on_table,
    "export": on_export,
    "review": on_review,
    "merge": on_merge,
    "page": on_page,
    "linked_data": on_linked_data,
}


@pytest.mark.parametrize("surface", SURFACES)
def test_each_field_is_where_it_is_declared_to_be_and_nowhere_else(kind, surface, entries, client):
    assert REALLY_ON[surface](kind, entries, client) == {field.name for field in kind.fields if getattr(field, surface)}


def test_every_field_of_the_model_is_declared_once(kind):
    declared, there = [field.name for field in kind.fields], [field.name for field in fields_of(kind.model)]

    assert set(there) - set(declared) == set()
    assert set(declared) - set(there) == set()
    assert len(declared) == len(set(declared))


def test_what_a_table_takes_out_it_brings_in(kind, entries):
    """All but what names the entry and its edit, and what no table may do."""
    resource = admin.site._registry[kind.model].resource_classes[0]
    source = entries[-1]
    table = resource().export(kind.model.objects.filter(pk=source.pk))
    row = table.dict[0] | {"slug": "", "revision": ""}

    result = resource().import_data(RowsOfTable(Sheet(list(row), [Line(2, row)])), raise_errors=True)

    copy = kind.model.objects.get(pk=result.rows[0].object_id)
    names = set(kind.fields.names("table")) - {"slug", "revision", "publication"}
    assert {name: stored(copy, name) for name in names} == {name: stored(source, name) for name in names}
    assert not copy.is_published


def test_every_reason_is_given_in_words(kind):
    reasons = {
        (field.name, surface): value.reason
        for field in kind.fields
        for surface in SURFACES
        if isinstance(value := getattr(field, surface), LeftOut)
    }

    assert len(reasons) > 50
    assert {key: reason for key, reason in reasons.items() if not re.fullmatch(r"[A-Z].{12,}\.", reason)} == {}


def test_a_field_that_forgets_a_surface_is_refused_by_the_name_of_the_surface():
    with pytest.raises(TypeError, match="'export' and 'linked_data'"):
        EntryField("cost", form=True, facet="cost", admin="offer", table=True, review=IN_A_ROW, merge=print, page=True)


def test_what_comes_first_on_a_surface_does_so_and_the_rest_keeps_its_order():
    declared = EntryFields(*(only(name, "", table=True) for name in "abcd"), first={"table": ("c", "a", "x")})

    assert declared.names("table") == ["c", "a", "b", "d"]
    assert declared.names("form") == []


def test_the_inline_is_no_section(kind):
    sections = {field.admin for field in kind.fields.on("admin")} - {INLINE}
    page = admin.site._registry[kind.model]

    assert len(page.fieldsets) == len(sections) + 1  # for what a change says of itself
