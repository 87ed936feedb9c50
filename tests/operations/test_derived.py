"""What is derived is compared with its source every night, and derived anew by a command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import prefetch_related_objects

from entries.actions import confirm_entry, save_entry
from operations.deriving import compare_derived
from operations.scheduling import JobError
from organisations.models import Organisation
from projects.models import Project
from search.models import SearchDocument
from taxonomy.models import Theme
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def project_of_helpers():
    return make_project("Lingo", organisations=[make_organisation("Helpers")])


def forget_a_document():
    SearchDocument.objects.filter(kind="project").delete()


def keep_a_document_too_many():
    SearchDocument.objects.create(kind="organisation", object_id=999_999, name="gone")


SPOILED = {
    "theme_keys": (lambda: Project.objects.update(theme_keys=["housing"]), "key columns: project lingo"),
    "sort_name": (lambda: Project.objects.update(sort_name="aaa"), "names to sort by: project lingo"),
    "organisations": (
        lambda: Project.objects.update(organisation_keys=[]),
        "organisations of projects: project lingo",
    ),
    "renamed past its action": (
        lambda: Theme.objects.update(name_en="Tongues"),
        "documents of the search: project lingo",
    ),
    "no document": (forget_a_document, "documents of the search: project lingo"),
    "a document too many": (keep_a_document_too_many, "documents of the search: organisation 999999, which is gone"),
    "a page": (
        lambda: SearchDocument.objects.filter(kind="page").update(name="other"),
        "documents of the search: page rules",
    ),
}


@pytest.mark.parametrize("what", SPOILED)
def test_the_nightly_comparison_names_what_differs_and_reindex_mends_it(what):
    project_of_helpers()
    make_page("rules")
    make_event("Meetup")
    assert compare_derived().startswith("As it should be: ")
    versions = Project.history.count()
    spoil, sentence = SPOILED[what]

    spoil()

    with pytest.raises(JobError) as told:
        compare_derived()
    assert sentence in str(told.value)
    with pytest.raises(CommandError):
        call_command("reindex", check=True, stdout=StringIO())
    call_command("reindex", stdout=StringIO())
    assert compare_derived().startswith("As it should be: ")
    assert Project.history.count() == versions


def test_who_read_an_entry_before_somebody_renamed_it_derives_nothing_from_the_old_name():
    project_of_helpers()
    read_before = Organisation.objects.get()
    save_entry_under(Organisation.objects.get(), "Friends")

    confirm_entry(read_before, by=None, on=read_before.created_at.date())

    stored = Organisation.objects.get()
    assert (stored.name, stored.history.latest().name, stored.revision) == ("Friends", "Friends", 2)
    assert compare_derived().startswith("As it should be: ")


def save_entry_under(entry, name):
    entry.name = name
    save_entry(entry)


@pytest.mark.parametrize("make", [make_project, make_organisation, make_event, make_publication, make_funding])
def test_documents_are_the_same_in_whichever_order_the_rows_were_found(make):
    """What is fetched for many at once has no order but that of the database's plan."""
    item = make("Lingo")
    item.themes.set([make_theme(slug) for slug in ("work", "art", "law")])
    item.cities.set([make_city(slug) for slug in ("wien", "aachen", "lyon")])
    item = type(item).objects.get(pk=item.pk)
    prefetch_related_objects([item], *item.SEARCH_PREFETCH)
    found = item.search_texts()
    for name in ("themes", "cities"):
        getattr(item, name).all()._result_cache.reverse()

    assert item.search_texts() == found
    assert {"Wien", "Aachen", "Lyon"} <= set(found["cities"].split())
