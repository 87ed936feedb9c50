"""An organisation without a summary: its projects speak for it, in the language of the reader, wherever it is shown."""

import csv
import io
import json
import re

import pytest
from django.utils.translation import override

from entries.actions import store_texts, withdraw
from entries.models import TextOrigin
from entries.texts import give_texts
from organisations.forms import OrganisationForm
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Role
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def behind():
    """Return a function that makes an organisation without a summary, behind projects of these names."""

    def behind(*projects, **fields):
        organisation = make_organisation("Verein", slug="verein", summary="", kind="nonprofit", **fields)
        for name in projects:
            make_project(name, organisations=[organisation])
        return organisation

    return behind


def said(organisation, language="en"):
    with override(language):
        return Organisation.objects.get(pk=organisation.pk).in_language("summary").text


@pytest.mark.parametrize(
    ("projects", "sentence"),
    [
        (["Lingo"], "The organisation behind Lingo."),
        (["Lingo", "Art"], "The organisation behind Art and Lingo."),
        (["Lingo", "Art", "Job"], "The organisation behind Art, Job and Lingo."),
        (["A", "B", "C", "D"], "The organisation behind 4 projects of this directory."),
        ([], "Non-profit, Berlin"),
    ],
)
def test_its_projects_stand_for_its_summary(behind, projects, sentence):
    assert said(behind(*projects, cities=["berlin"])) == sentence


def test_what_is_known_of_none_is_its_kind_of_entry():
    assert said(make_organisation(summary="", country="")) == "Organisation"


def test_a_project_that_is_not_public_is_not_named(behind):
    organisation = behind("Lingo", "Art")
    make_project("Secret", organisations=[organisation], published=False)

    assert said(organisation) == "The organisation behind Art and Lingo."


def test_each_reader_gets_it_in_their_language_on_every_page(client, behind):
    behind("Lingo")
    addresses = ("/organisations/", "/organisations/verein/", "/search/?q=verein")
    for code, prefix in {"en": "", "de": "/de", "ar": "/ar"}.items():
        sentence = said(Organisation.objects.get(), code)
        for address in addresses:
            page = client.get(prefix + address).content.decode()
            shown = re.sub("</?mark>", "", page)
            assert re.search(rf'lang="{code}" dir="auto">{re.escape(sentence)}<', shown), (code, address)
        page = client.get(f"{prefix}/organisations/verein/").content.decode()
        assert f'content="{sentence}"' in page
        data = json.loads(page.partition('type="application/ld+json">')[2].partition("</script>")[0])
        assert data["description"] == sentence
        assert 'class="translated"' not in page
        assert client.get(f"{prefix}/organisations/verein/card.png").status_code == 200
    assert len({said(Organisation.objects.get(), code) for code in ("en", "de", "fr", "ar", "uk")}) == 5


def test_what_is_written_or_translated_stands_before_it(behind):
    organisation = behind("Lingo")
    store_texts(organisation, {"summary": "Hilft."}, language="de", origin=TextOrigin.PERSON)

    assert (said(organisation, "de"), said(organisation)) == ("Hilft.", "The organisation behind Lingo.")


def test_exports_have_it_in_the_columns_of_the_languages(client, behind):
    organisation = behind("Lingo")
    rows = b"".join(client.get("/organisations.csv").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(rows))

    assert (row["summary"], row["summary_en"]) == ("", "The organisation behind Lingo.")
    assert row["summary_uk"] == said(organisation, "uk")


def test_a_project_renamed_withdrawn_or_given_away_changes_pages_and_search(client, behind):
    organisation = behind("Lingo")
    [project] = organisation.projects.all()

    def found(word):
        return "/organisations/verein/" in client.get("/organisations/", {"q": word}).content.decode()

    assert "behind Lingo." in client.get("/organisations/").content.decode()
    project.name = "Babylon"
    save_project(project)
    assert "behind Babylon." in client.get("/organisations/").content.decode()
    assert (found("babylon"), found("lingo")) == (True, False)
    save_project(project, partnerships=[(make_organisation("Other"), Role.LEAD)])
    assert "Non-profit, Germany" in client.get("/organisations/verein/").content.decode()
    assert not found("babylon")
    save_project(project, partnerships=[(organisation, Role.LEAD)])
    assert found("babylon")
    withdraw(project, by=None)
    assert not found("babylon")


def test_a_list_asks_once_for_the_projects_of_all_its_rows(client, behind, django_assert_num_queries):
    behind("Lingo")
    for number in range(20):
        one = make_organisation(f"Verein {number}", summary="")
        make_project(f"Project {number}", organisations=[one])
    rows = list(Organisation.objects.all())

    with django_assert_num_queries(1):
        give_texts(rows, "en")
        assert all(row.in_language("summary").text.startswith("The organisation behind") for row in rows)
    written = [make_organisation(summary="Written.")]
    with django_assert_num_queries(0):
        give_texts(written, "en")


def test_who_hands_one_in_is_asked_for_a_summary_and_who_changes_one_without_is_not(behind):
    assert OrganisationForm().fields["summary"].required
    assert not OrganisationForm(by_curator=True).fields["summary"].required
    assert not OrganisationForm(instance=behind("Lingo")).fields["summary"].required
    assert OrganisationForm(instance=make_organisation()).fields["summary"].required
