"""What the form of an entry refuses beside its field, and keeps as it was typed."""

from http import HTTPStatus

import pytest
from django.contrib import admin
from django.urls import reverse

from projects.models import Project
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme
from tests.newsletter.making import make_issue

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def client():
    return client_of(make_group_curator("ada@example.org", name="Ada"))


def save(client, project, **typed):
    """Return the answer to the form of a project with some fields typed anew."""
    address = f"/admin/projects/project/{project.pk}/change/"
    return client.post(address, form_of(client.get(address), "project_form") | typed)


def errors(response):
    assert response.status_code == HTTPStatus.OK
    return response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("confirmed_on", "2999-01-01", "Ensure this value is less than or equal to"),
        ("confirmed_on", "1989-12-31", "Ensure this value is greater than or equal to 1990-01-01."),
        ("sources", "x" * 10_001, "Ensure this value has at most 10000 characters"),
        ("name", "\u200b", "This field is required."),
        ("name", "left\u202eright", "It has a character that cannot be stored (U+202E), after “\u2068left\u2069”."),
        ("summary", "\u2066left\u2069", "It has a character that cannot be stored (U+"),
        ("technologies", "\u202d", "It has a character that cannot be stored (U+"),
        ("website", "https://example.org/\u202egpj.exe", "It has a character that cannot be stored (U+"),
        ("source_code", "https://example.org/\u202egpj.exe", "It has a character that cannot be stored (U+"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_stays_as_typed(client, field, typed, complaint):
    project = make_project()

    response = save(client, project, **{field: typed})

    assert list(errors(response)) == [field]
    assert complaint in str(errors(response)[field])
    assert form_of(response, "project_form")[field] == [typed]
    assert Project.objects.get().revision == project.revision


def test_today_counts_in_the_time_zone_of_the_directory(client, time_machine):
    time_machine.move_to("2026-07-31T22:30:00Z")  # in Berlin it is August already
    project = make_project()

    assert errors(save(client, project, confirmed_on="2026-08-02"))
    assert save(client, project, confirmed_on="2026-08-01").status_code == HTTPStatus.FOUND


THEMES = ("arts", "education", "health", "housing", "language", "work")


@pytest.mark.parametrize(
    ("had", "chosen", "complaint"),
    [
        (1, 3, None),
        (1, 4, "Three themes at most, please: those that fit best."),
        (1, 0, "Please choose at least one theme."),
        (0, 0, None),
        (5, 5, None),
        (5, 4, None),
        (5, 6, "Three themes at most, please: those that fit best."),
    ],
)
def test_an_entry_has_up_to_three_themes_or_as_many_as_before(client, had, chosen, complaint):
    keys = [make_theme(slug).pk for slug in THEMES]
    project = make_project(themes=THEMES[:had])

    response = save(client, project, themes=keys[:chosen], summary="Other.")

    if complaint:
        assert errors(response) == {"themes": [complaint]}
    assert Project.objects.get().theme_keys == list(THEMES[: had if complaint else chosen])


MAKERS = {
    "projects.project": make_project,
    "organisations.organisation": make_organisation,
    "cluster.page": make_page,
    "cluster.event": make_event,
    "cluster.publication": make_publication,
    "cluster.fundingopportunity": make_funding,
    "newsletter.issue": make_issue,
    "taxonomy.theme": make_theme,
    "taxonomy.city": make_city,
}
WITH_A_PAGE = sorted(
    model._meta.label_lower
    for model in admin.site._registry
    if hasattr(model, "get_absolute_url") and any(field.name == "slug" for field in model._meta.fields)
)


@pytest.mark.parametrize("address", ["", "typed-but-not-saved", "no address!"])
@pytest.mark.parametrize("label", WITH_A_PAGE)
def test_an_empty_or_odd_address_beside_another_mistake_comes_back_as_typed(label, address):
    client = client_of(make_curator())
    entry = MAKERS[label]()
    change = reverse(f"admin:{label.replace('.', '_')}_change", args=[entry.pk])
    form_id = f"{entry._meta.model_name}_form"
    form = form_of(client.get(change), form_id)
    names = {name: "" for name in form if name.split("_")[0] in {"name", "title"}}

    response = client.post(change, form | names | {"slug": address})

    assert names.keys() & errors(response).keys()
    assert form_of(response, form_id).get("slug", [address]) == [address]
    assert f'href="{entry.get_absolute_url()}"' in response.content.decode() or "slug" not in form
