"""Two curators with one entry open: the second is refused, sees both versions and loses nothing."""

import pytest
from django.utils.timezone import localdate

from entries.actions import check, save_entry, withdraw
from entries.concurrency import MOST_TOLD
from organisations.models import Organisation
from projects.actions import merge_projects, save_project
from projects.models import Project, Role
from tests.curating import client_of, form_of, make_group_curator
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


def meantime(response):
    """Return (who, why, field -> (before, after)) of what was saved since the form was opened, the newest first."""
    return [
        (
            str(saved.version.history_user),
            saved.version.history_change_reason,
            {str(change.label): (change.before, change.after) for change in saved.changes},
        )
        for saved in response.context["adminform"].form.meantime
    ]


def test_what_somebody_else_has_saved_is_not_written_over(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    edit(project, other, summary="Grace’s summary.")

    response = client.post(change_address(project), typed)

    project.refresh_from_db()
    assert (project.name, project.summary) == ("Common name", "Grace’s summary.")
    assert project.history.count() == 3
    assert "Somebody else has saved this in the meantime." in response.content.decode()


def test_both_versions_are_shown_with_who_saved_the_other(client, other, project):
    typed = opened(client, project) | {"name": "My name", "themes": [make_theme("housing").pk]}
    edit(project, other, summary="Grace’s summary.", website="https://grace.example")

    response = client.post(change_address(project), typed)

    assert differences(response) == {
        "Name": ("Common name", "My name"),
        "Summary": ("Grace’s summary.", "As it was."),
        "Website": ("https://grace.example", ""),
        "Themes": ("Language", "Housing"),
    }
    assert "Saved in the meantime by Grace" in response.content.decode()


def test_what_was_saved_since_is_told_with_its_reason_even_where_no_field_of_the_form_changed(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    withdraw(project, by=other, reason="Is an advert")
    check(project, by=other, on=localdate())

    response = client.post(change_address(project), typed)

    assert differences(response) == {"Name": ("Common name", "My name")}
    checked, withdrawn = meantime(response)
    assert checked[:2] == ("Grace", "Checked by a curator")
    assert withdrawn == ("Grace", "Is an advert", {"publication": ("published", "withdrawn")})
    assert "Is an advert" in response.content.decode()


def test_a_merger_since_is_told(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    merge_projects(keep=make_project("Twin"), duplicate=project, by=other)

    (merged,) = meantime(client.post(change_address(project), typed))

    assert merged == ("Grace", "Merged into twin", {"publication": ("published", "withdrawn")})


def test_where_both_versions_are_the_same_the_page_says_so(client, other, project):
    typed = opened(client, project)
    check(project, by=other, on=localdate())

    response = client.post(change_address(project), typed)

    html = response.content.decode()
    assert [reason for _who, reason, _changes in meantime(response)] == ["Checked by a curator"]
    assert "What you typed is the same as what is stored." in html
    assert "Theirs, as stored now" not in html


def test_of_many_saved_since_the_newest_are_told_and_the_history_is_named(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    for number in range(MOST_TOLD + 1):
        edit(project, other, summary=f"Summary {number}")

    response = client.post(change_address(project), typed)

    assert len(meantime(response)) == MOST_TOLD
    assert meantime(response)[0][2]["summary"][1] == f"Summary {MOST_TOLD}"
    assert "Earlier ones stand in the history." in response.content.decode()


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
    edit(project, other, summary="Grace’s summary.")

    kept = form_of(client.post(change_address(project), typed), "project_form")

    unimportant = {"csrfmiddlewaretoken", "seen_revision"}
    assert {name: [*values] for name, values in kept.items() if name not in unimportant} == {
        name: values if isinstance(values, list) else [values]
        for name, values in typed.items()
        if name not in unimportant
    }


def test_after_both_versions_were_seen_saving_again_goes_through(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    edit(project, other, summary="Grace’s summary.")
    refused = client.post(change_address(project), typed)

    client.post(change_address(project), form_of(refused, "project_form"))

    project.refresh_from_db()
    assert (project.name, project.summary) == ("My name", "As it was.")
    assert [version.summary for version in project.history.all()][1] == "Grace’s summary."


def test_a_third_edit_after_the_refusal_is_refused_again(client, other, project):
    typed = opened(client, project) | {"name": "My name"}
    edit(project, other, summary="Grace’s summary.")
    refused = client.post(change_address(project), typed)
    edit(project, other, summary="Grace’s second thought.")

    again = client.post(change_address(project), form_of(refused, "project_form"))

    assert differences(again)["Summary"] == ("Grace’s second thought.", "As it was.")
    assert Project.objects.get(pk=project.pk).name == "Common name"


def test_organisations_that_were_changed_meanwhile_are_part_of_both_versions(client, other):
    mine, theirs = make_organisation("Mine"), make_organisation("Theirs")
    project = make_project(organisations=[make_organisation("Former")])
    typed = opened(client, project) | {"partnerships-0-organisation": mine.pk}
    save_project(Project.objects.get(pk=project.pk), by=other, partnerships=[(theirs, Role.LEAD)])

    response = client.post(change_address(project), typed)

    assert differences(response) == {"Organisations": ("Theirs (Lead)", "Mine (Lead)")}
    client.post(change_address(project), form_of(response, "project_form"))
    assert [p.organisation for p in project.partnerships.all()] == [mine]


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


def test_a_confirmation_in_the_meantime_counts_as_a_change_too(client, other, project):
    typed = opened(client, project) | {"confirmed_on": "2020-01-01"}
    edit(project, other)

    response = client.post(change_address(project), typed)

    assert response.context["adminform"].form.is_refused
    assert differences(response) == {"Confirmed by the organisation": ("", "2020-01-01")}


def test_a_form_without_its_revision_is_refused(client, project):
    typed = opened(client, project) | {"name": "My name"}
    del typed["seen_revision"]

    client.post(change_address(project), typed)

    assert Project.objects.get().name == "Common name"


def test_organisations_are_guarded_as_well(client, other):
    network = make_organisation("Network", kind="grassroots")
    organisation = make_organisation("Common name")
    typed = opened(client, organisation) | {"networks": [network.pk]}
    edit(organisation, other, kind="company")

    response = client.post(change_address(organisation), typed)

    assert differences(response) == {"Kind": ("Company", ""), "Networks": ("", "Network")}
    assert not Organisation.objects.get(pk=organisation.pk).networks.exists()
