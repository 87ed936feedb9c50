"""What events, publications and funding say of entries stays true when those are renamed, withdrawn or merged."""

import pytest

from cluster.models import Event, FundingOpportunity, Publication
from entries.actions import publish, save_entry, save_tag, withdraw
from organisations.actions import merge_organisations
from projects.actions import merge_projects
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db

KINDS = {"events": Event, "publications": Publication, "funding": FundingOpportunity}


def found(client, word, kinds=KINDS):
    """Return the titles that a word finds in the lists of all kinds."""
    lists = [client.get(f"/{kind}/", {"q": word}).context["page_obj"] for kind in kinds]
    return {item.title for page in lists for item in page}


def name_in_all(organisation):
    make_event("Event", organiser=organisation)
    make_publication("Report", organisations=[organisation])
    make_funding("Fund", funder=organisation)
    return {"Event", "Report", "Fund"}


def test_an_organisation_that_is_renamed_finds_all_by_its_new_name(client):
    school = make_organisation("Oldschool")
    titles = name_in_all(school)
    make_project("Project", organisations=[school])
    assert found(client, "oldschool") == titles
    school.name = "Newplace"
    save_entry(school)
    assert found(client, "newplace") == titles
    assert found(client, "oldschool") == set()
    assert [entry.name for entry in client.get("/projects/?q=newplace").context["page_obj"]] == ["Project"]


def test_an_organisation_that_is_withdrawn_is_named_and_found_nowhere_until_it_comes_back(client):
    school = make_organisation("Oldschool")
    titles = name_in_all(school)
    make_project("Project", organisations=[school])
    withdraw(school, by=None)
    assert found(client, "oldschool") == set()
    assert not client.get("/projects/?q=oldschool").context["total"]
    paths = [f"/{kind}{end}" for kind in KINDS for end in ("/", ".csv", ".json", ".atom")]
    paths += ["/events/event/", "/publications/report/", "/funding/fund/", "/events.ics", "/publications.bib"]
    paths += ["/projects/project/", "/projects.json", "/search/?q=report", "/cluster/"]
    for path in paths:
        html = client.get(path).getvalue()
        assert b"Oldschool" not in html, path
    publish(school)
    assert found(client, "oldschool") == titles


def test_a_project_that_is_renamed_or_withdrawn_changes_what_finds_its_publications(client):
    project = make_project("Oldname")
    make_publication("Report", projects=[project])
    project.name = "Newname"
    save_entry(project)
    assert found(client, "newname") == {"Report"}
    assert found(client, "oldname") == set()
    withdraw(project, by=None)
    assert found(client, "newname") == set()
    assert b"Newname" not in client.get("/publications/report/").content


@pytest.mark.parametrize(("make_tag", "relation"), [(make_theme, "themes"), (make_city, "cities")])
def test_a_tag_that_is_renamed_finds_all_by_its_new_name(client, make_tag, relation):
    tag = make_tag("oldtown")
    for make, title in ((make_event, "Event"), (make_publication, "Report"), (make_funding, "Fund")):
        make(title, **{relation: [tag.slug]})
    tag.name_en = "Newville"
    save_tag(tag)
    assert found(client, "newville") == {"Event", "Report", "Fund"}
    assert found(client, "oldtown") == set()


def test_merging_organisations_moves_what_names_the_duplicate(client):
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    name_in_all(duplicate)
    make_event("Draft", organiser=duplicate, published=False)
    make_event("Foreign", organiser=make_organisation("Others"))
    make_publication("By both", organisations=[keep, duplicate])

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    assert {event.title: event.organiser.name for event in Event.objects.all()} == {
        "Event": "Kept",
        "Draft": "Kept",
        "Foreign": "Others",
    }
    assert FundingOpportunity.objects.get().funder == keep
    for publication in Publication.objects.all():
        assert list(publication.organisations.all()) == [keep]
    assert found(client, "kept") == {"Event", "By both", "Report", "Fund"}
    assert found(client, "twin") == set()


def test_merging_projects_moves_what_was_written_about_the_duplicate(client):
    keep, duplicate = make_project("Kept"), make_project("Twin")
    make_publication("Report", projects=[duplicate])
    make_publication("About both", projects=[keep, duplicate])
    merge_projects(keep=keep, duplicate=duplicate, by=None)
    for publication in Publication.objects.all():
        assert list(publication.projects.all()) == [keep]
    assert found(client, "kept") == {"About both", "Report"}
    assert "/publications/report/" in client.get("/projects/kept/").content.decode()


def test_a_merger_is_one_version_of_each_that_says_why():
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    name_in_all(duplicate)
    before = {model: model.objects.get().history.count() for model in KINDS.values()}
    merge_organisations(keep=keep, duplicate=duplicate, by=None)
    for model, count in before.items():
        item = model.objects.get()
        assert item.history.count() == count + 1
        assert item.history.latest().history_change_reason == "twin was merged into kept"
    version = Publication.objects.get().history.latest()
    assert [row.organisation_id for row in version.organisations.all()] == [keep.pk]


def test_what_the_duplicate_named_of_no_one_else_is_left_as_it_was():
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    event = make_event("Foreign", organiser=make_organisation("Others"))
    merge_organisations(keep=keep, duplicate=duplicate, by=None)
    assert Event.objects.get().revision == event.revision
