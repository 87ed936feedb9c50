"""Two curators with one entry open: what only one of them changed is merged, what both changed is asked about."""

from unittest.mock import patch

import pytest
from django.utils.timezone import localdate

from accounts.admin.guarded import MOST_TOLD
from curating.vocabularies import ThemeAdmin
from entries.actions import check, delete_tag, save_entry, withdraw
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import merge_projects, save_project
from projects.models import Project, Role
from taxonomy.models import Theme
from tests.cluster.making import make_page
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(make_group_curator("ada@example.org", name="Ada"))


@pytest.fixture
def other():
    return make_group_curator("grace@example.org", name="Grace")


@pytest.fixture
def project():
    return make_project("Common name", summary="As it was.", themes=("language",), cities=("berlin",))


def change_address(entry):
    return f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"


def opened(client, entry):
    """Return the fields of an entry's form as they stand when it is opened."""
    return form_of(client.get(change_address(entry)), f"{entry._meta.model_name}_form")


def edit(entry, by, **fields):
    stored = type(entry).objects.get(pk=entry.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    save_entry(stored, by=by)


def differences(response):
    return {str(row.label): (row.theirs, row.yours) for row in response.context["adminform"].form.conflict}


def merged(response):
    return {str(row.label): (row.opened, row.theirs) for row in response.context["adminform"].form.merged}


def meantime(response):
    """Return (who, why, field -> (before, after)) of what was saved since the form was opened, the newest first."""
    return [
        (str(saved.who), saved.why, {str(change.label): (change.before, change.after) for change in saved.changes})
        for saved in response.context["adminform"].form.meantime
    ]


def said(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


def test_what_each_changed_alone_is_merged_and_told(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    edit(project, other, summary="Grace’s summary.", website="https://grace.example")

    response = client.post(change_address(project), typed)

    project.refresh_from_db()
    assert response.status_code == 302
    assert (project.name, project.summary) == ("My name", "Grace’s summary.")
    assert project.website == "https://grace.example"
    assert "Grace had saved this while you had it open. What only they changed is kept: Summary, Website." in said(
        response
    )


def test_what_both_changed_is_not_written_over_and_nothing_else_is_asked_about(client, other, project):
    typed = opened(client, project) | {"name": "My name", "website": "https://mine.example"}
    edit(project, other, name="Grace’s name", summary="Grace’s summary.")

    response = client.post(change_address(project), typed)

    project.refresh_from_db()
    assert (project.name, project.website) == ("Grace’s name", "")
    html = response.content.decode()
    assert differences(response) == {"Name": ("Grace’s name", "My name")}
    assert merged(response) == {"Summary": ("As it was.", "Grace’s summary.")}
    assert "Somebody else has saved this in the meantime, so yours was not saved." in html
    assert "Saved in the meantime by Grace" in html
    assert response.context["adminform"].form.errors["name"] == ["Both of you changed this."]


def test_saving_again_replaces_what_both_changed_and_nothing_of_what_only_they_did(client, other, project):
    typed = opened(client, project) | {"name": "My name", "themes": [make_theme("housing").pk]}
    edit(project, other, name="Grace’s name", summary="Grace’s summary.")
    refused = client.post(change_address(project), typed)

    client.post(change_address(project), form_of(refused, "project_form"))

    project.refresh_from_db()
    assert (project.name, project.summary) == ("My name", "Grace’s summary.")
    assert [theme.slug for theme in project.themes.all()] == ["housing"]
    assert [version.name for version in project.history.all()][1] == "Grace’s name"


def test_a_field_that_is_ticked_stays_theirs(client, other, project):
    typed = opened(client, project) | {"name": "My name", "summary": "My summary."}
    edit(project, other, name="Grace’s name", summary="Grace’s summary.")
    refused = client.post(change_address(project), typed)

    client.post(change_address(project), form_of(refused, "project_form") | {"take_theirs": ["name"]})

    project.refresh_from_db()
    assert (project.name, project.summary) == ("Grace’s name", "My summary.")


def test_both_typed_the_same_and_nobody_is_asked(client, other, project):
    typed = opened(client, project) | {"name": "One name"}
    edit(project, other, name="One name")

    response = client.post(change_address(project), typed)

    assert response.status_code == 302
    assert "had saved this" not in said(response)


def test_spaces_that_saving_drops_are_nobodys_change(client, other):
    page = make_page("about", text_en="As a file brought it.\n")
    address = f"/admin/cluster/page/{page.pk}/change/"
    first, mine = (form_of(by.get(address), "page_form") for by in (client_of(other), client))
    client_of(other).post(address, first | {"title_en": "Theirs"})

    response = client.post(address, mine | {"text_en": "Mine."})

    assert response.status_code == 302
    assert "What only they changed is kept: Title [en]." in said(response)
    page.refresh_from_db()
    assert (page.title_en, page.text_en) == ("Theirs", "Mine.")


def test_tags_that_each_changed_alone_are_merged(client, other, project):
    paris = make_city("paris")
    typed = opened(client, project) | {"cities": [paris.pk]}
    save_entry(Project.objects.get(pk=project.pk), by=other, themes=[make_theme("housing")])

    client.post(change_address(project), typed)

    project.refresh_from_db()
    assert (project.theme_keys, project.city_keys) == (["housing"], ["paris"])


def test_a_withdrawal_since_is_told_with_its_reason_before_anything_is_saved(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    withdraw(project, by=other, reason="Is an advert")
    check(project, by=other, on=localdate())

    response = client.post(change_address(project), typed)

    assert differences(response) == {}
    checked, withdrawn = meantime(response)
    assert checked[:2] == ("Grace", "Checked by a curator")
    assert withdrawn == ("Grace", "Is an advert", {"publication": ("published", "withdrawn")})
    assert "Is an advert" in response.content.decode()
    client.post(change_address(project), form_of(response, "project_form"))
    project.refresh_from_db()
    assert (project.name, project.publication) == ("My name", "withdrawn")


def test_a_merger_since_is_told(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    merge_projects(keep=make_project("Twin"), duplicate=project, by=other)

    (merger,) = meantime(client.post(change_address(project), typed))

    assert merger == ("Grace", "Merged into twin", {"publication": ("published", "withdrawn")})


def test_a_check_in_the_meantime_stops_nobody_and_stays(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    check(project, by=other, on=localdate())

    response = client.post(change_address(project), typed)

    project.refresh_from_db()
    assert response.status_code == 302
    assert (project.name, project.checked_by) == ("My name", other)


def test_of_many_saved_since_the_newest_are_told_and_the_history_is_named(client, other, project):
    typed = opened(client, project) | {"summary": "My summary."}
    for number in range(MOST_TOLD + 1):
        edit(project, other, summary=f"Summary {number}")

    response = client.post(change_address(project), typed)

    assert len(meantime(response)) == MOST_TOLD
    assert meantime(response)[0][2]["summary"][1] == f"Summary {MOST_TOLD}"
    assert "Earlier ones are in the history." in response.content.decode()


def test_nothing_that_was_typed_is_lost(client, other, project):
    paris, organisation = make_city("paris"), make_organisation("Helpers")
    typed = opened(client, project) | {
        "name": "My name",
        "description": "Two\nlines",
        "cities": [str(paris.pk)],
        "languages": ["ar", "de"],
        "ended": "no year at all",
        "reason": "Mine",
        "partnerships-0-organisation": str(organisation.pk),
        "partnerships-0-role": "funder",
    }
    edit(project, other, name="Grace’s name", summary="Grace’s summary.")

    kept = form_of(client.post(change_address(project), typed), "project_form")

    unimportant = {"csrfmiddlewaretoken", "opened"}
    assert {name: [*values] for name, values in kept.items() if name not in unimportant} == {
        name: values if isinstance(values, list) else [values]
        for name, values in (typed | {"summary": "Grace’s summary."}).items()
        if name not in unimportant
    }


def test_a_third_edit_after_the_refusal_is_refused_again(client, other, project):
    typed = opened(client, project) | {"summary": "My summary."}
    edit(project, other, summary="Grace’s summary.")
    refused = client.post(change_address(project), typed)
    edit(project, other, summary="Grace’s second thought.")

    again = client.post(change_address(project), form_of(refused, "project_form"))

    assert differences(again)["Summary"] == ("Grace’s second thought.", "My summary.")
    assert Project.objects.get(pk=project.pk).summary == "Grace’s second thought."


def test_a_form_with_a_mistake_knows_what_it_took_over(client, other, project):
    typed = opened(client, project) | {"ended": "no year at all"}
    edit(project, other, summary="Grace’s summary.")
    wrong = client.post(change_address(project), typed)

    assert merged(wrong) == {"Summary": ("As it was.", "Grace’s summary.")}
    client.post(change_address(project), form_of(wrong, "project_form") | {"ended": "", "name": "My name"})

    project.refresh_from_db()
    assert (project.name, project.summary) == ("My name", "Grace’s summary.")


def test_organisations_that_both_changed_are_asked_about(client, other):
    mine, theirs = make_organisation("Mine"), make_organisation("Theirs")
    project = make_project(organisations=[make_organisation("Former")])
    typed = opened(client, project) | {"partnerships-0-organisation": mine.pk}
    save_project(Project.objects.get(pk=project.pk), by=other, partnerships=[(theirs, Role.LEAD)])

    response = client.post(change_address(project), typed)

    assert differences(response) == {"Organisations": ("Theirs (Lead)", "Mine (Lead)")}
    client.post(change_address(project), form_of(response, "project_form"))
    assert [p.organisation for p in project.partnerships.all()] == [mine]


@pytest.mark.parametrize("mistake", [{}, {"ended": "no year at all"}])
def test_organisations_that_only_they_changed_stay_theirs(client, other, mistake):
    theirs = make_organisation("Theirs")
    project = make_project(organisations=[make_organisation("Former"), make_organisation("Second")])
    typed = opened(client, project) | {"name": "My name"} | mistake
    save_project(Project.objects.get(pk=project.pk), by=other, partnerships=[(theirs, Role.FUNDER)])

    response = client.post(change_address(project), typed)
    if mistake:
        client.post(change_address(project), form_of(response, "project_form") | {"ended": ""})

    project.refresh_from_db()
    assert project.name == "My name"
    assert [(p.organisation, p.role) for p in project.partnerships.all()] == [(theirs, "funder")]


def test_organisations_that_are_ticked_stay_theirs(client, other):
    mine, theirs = make_organisation("Mine"), make_organisation("Theirs")
    project = make_project(organisations=[make_organisation("Former")])
    typed = opened(client, project) | {"partnerships-0-organisation": mine.pk}
    save_project(Project.objects.get(pk=project.pk), by=other, partnerships=[(theirs, Role.LEAD)])
    refused = client.post(change_address(project), typed)

    client.post(change_address(project), form_of(refused, "project_form") | {"take_theirs": ["partnerships"]})

    assert [p.organisation for p in project.partnerships.all()] == [theirs]


def test_rows_of_organisations_that_were_removed_meanwhile_stay_as_typed(client, other):
    former, mine = make_organisation("Former"), make_organisation("Mine")
    project = make_project(organisations=[former, make_organisation("Other")])
    typed = opened(client, project) | {
        "partnerships-0-organisation": str(mine.pk),
        "partnerships-1-DELETE": "on",
        "partnerships-2-organisation": str(former.pk),
        "partnerships-2-role": "funder",
    }
    save_project(Project.objects.get(pk=project.pk), by=other, partnerships=[])

    response = client.post(change_address(project), typed)
    client.post(change_address(project), form_of(response, "project_form"))

    assert {(str(p.organisation), p.role) for p in project.partnerships.all()} == {
        ("Mine", "lead"),
        ("Former", "funder"),
    }


@pytest.mark.parametrize("knew", [None, "", "forged", "of another"])
def test_a_form_that_does_not_say_what_it_knew_is_asked_about_all_that_differs(client, project, knew):
    typed = opened(client, project) | {"name": "My name"}
    del typed["opened"]
    if knew is not None:
        typed["opened"] = opened(client, make_project("Another"))["opened"] if knew == "of another" else knew

    response = client.post(change_address(project), typed)

    assert differences(response) == {"Name": ("Common name", "My name")}
    assert Project.objects.get(pk=project.pk).name == "Common name"


def test_organisations_are_guarded_as_well(client, other):
    network, theirs = make_organisation("Network", kind="grassroots"), make_organisation("Theirs", kind="grassroots")
    organisation = make_organisation("Common name")
    typed = opened(client, organisation) | {"networks": [network.pk]}
    save_organisation(Organisation.objects.get(pk=organisation.pk), by=other, networks=[theirs])

    response = client.post(change_address(organisation), typed)

    assert differences(response) == {"Networks": ("Theirs", "Network")}
    assert list(organisation.networks.all()) == [theirs]


def test_what_is_deleted_meanwhile_is_not_brought_back_by_saving(client, other):
    theme = make_theme("housing")
    typed = opened(client, theme) | {"name_en": "Homes"}
    with patch.object(ThemeAdmin, "get_object", return_value=Theme.objects.get()):
        delete_tag(theme, by=other)
        response = client.post(change_address(theme), typed)

    assert "Somebody has deleted this in the meantime." in response.content.decode()
    assert not Theme.objects.exists()
