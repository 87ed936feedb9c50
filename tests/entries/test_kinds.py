"""A kind of entry is one declaration, and whoever keeps a table by kind has all of them in it."""

import sys

import pytest
from django.apps import apps
from django.urls import get_resolver

from accounts.models import User
from entries.kinds import ByKind, UnknownKind, entry_of, give_both, kind_named, kind_of, kinds
from entries.models import Entry, Merger
from projects.models import Project
from submissions.kinds import HANDING_IN
from submissions.models import SubmissionKind
from submissions.models.submission import NEW_ENTRIES
from tests.factories import make_organisation, make_project


def tables():
    """Return every ByKind of our modules, under its name."""
    get_resolver().url_patterns  # noqa: B018 - imports whatever serves an address
    ours = {config.name for config in apps.get_app_configs() if "." not in config.name}
    return {
        f"{name}.{attribute}": value
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] in ours
        for attribute, value in vars(module).items()
        if isinstance(value, ByKind)
    }


def test_every_model_of_entries_is_a_kind():
    assert {kind.model for kind in kinds()} == {model for model in apps.get_models() if issubclass(model, Entry)}


def test_every_table_by_kind_has_a_row_for_every_kind():
    found, all_kinds = tables(), {kind.key for kind in kinds()}

    assert {"submissions.kinds.HANDING_IN", "cluster.models.publications.IDS_ABOUT"} <= found.keys()
    assert {name: set(table) for name, table in found.items()} == dict.fromkeys(found, all_kinds)


def test_every_kind_can_be_handed_in_as_new():
    assert {kind.key for kind in kinds()} == set(NEW_ENTRIES)
    assert set(NEW_ENTRIES) < set(SubmissionKind.values)


def test_a_kind_is_found_by_its_key_and_by_its_entry():
    assert kind_named("project") is kind_of(Project())
    assert kind_named("project").model is Project


@pytest.mark.parametrize(
    "ask",
    [
        lambda: kind_named("course"),
        lambda: kind_named(""),
        lambda: kind_of(User()),
        lambda: HANDING_IN["course"],
        lambda: entry_of("course", 1),
    ],
)
def test_an_unknown_kind_is_an_error(ask):
    with pytest.raises(UnknownKind):
        ask()


@pytest.mark.django_db
def test_rows_get_their_two_entries_with_one_query_a_kind(django_assert_num_queries):
    one, other, firm = make_project("One"), make_project("Other"), make_organisation("Firm")
    pairs = [("project", one, other.pk), ("project", other, 0), ("organisation", firm, firm.pk)]
    rows = [Merger(kind=kind, keep_id=keep.pk, duplicate_id=key) for kind, keep, key in pairs]

    with django_assert_num_queries(2):
        give_both(rows, "keep_id", "duplicate_id")

    assert [row.both for row in rows] == [[one, other], [other, None], [firm, firm]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/submit/course/", "/submit/similar/?kind=course", "/report/course/lingo/", "/claim/course/lingo/"]
)
def test_no_address_leads_to_an_unknown_kind(client, address):
    make_project("Lingo")

    assert client.get(address).status_code == 404
    assert client.get(address.replace("course", "project")).status_code == 200
