"""The bulk actions of the lists, each behind a page that asks first."""

from http import HTTPStatus

import pytest
from django.utils import timezone

from entries.actions import withdraw
from entries.models import DirectoryVersion
from projects.models import Project, Status
from search.models import SearchDocument
from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project, make_theme, make_visitor

pytestmark = pytest.mark.django_db

PROJECTS = "/admin/projects/project/"
ACTIONS = [
    "publish_entries",
    "withdraw_entries",
    "confirm_entries",
    "check_entries",
    "note_answers",
    "add_themes_to_entries",
    "discontinue_projects",
    "merge_entries",
]


@pytest.fixture
def curator():
    return make_group_curator("ada@example.org", name="Ada")


@pytest.fixture
def client(curator):
    return client_of(curator)


def act(client, action, *entries, address=PROJECTS, **answers):
    """Choose entries, and confirm at once where there are answers (confirmed=1 for an action that asks nothing)."""
    if answers:
        answers["confirmed"] = 1
    data = {"action": action, "_selected_action": [entry.pk for entry in entries], **answers}
    return client.post(address, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def latest(entry):
    version = entry.history.latest()
    return version.history_user, version.history_change_reason


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_asks_first_and_changes_nothing_until_then(client, action):
    first, second = make_project("First", published=False), make_project("Second")
    before = list(Project.objects.order_by("pk").values())

    page = act(client, action, first, second)

    assert page.template_name == f"admin/curating/{'merge' if action == 'merge_entries' else 'confirm_action'}.html"
    assert [entry.name for entry in page.context["entries"]] == ["First", "Second"]
    assert list(Project.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_refused_to_those_who_may_only_look(action):
    looker = make_group_curator()
    looker.groups.clear()
    looker.user_permissions.add(*permissions("view_project"))
    first, second = make_project("First", published=False), make_project("Second")
    before = list(Project.objects.order_by("pk").values())

    act(client_of(looker), action, first, second, reason="because", keep=first.pk, themes=[1])

    assert list(Project.objects.order_by("pk").values()) == before


def permissions(*codenames):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=codenames)


def test_publishing_shows_entries_to_everyone(client, curator):
    draft, gone = make_project("Draft", published=False), make_project("Gone")
    withdraw(gone, by=None)

    page = act(client, "publish_entries", draft, gone, confirmed=1)

    assert said(page) == ["Publish: 2 entries."]
    assert {project.name for project in Project.objects.published()} == {"Draft", "Gone"}
    assert latest(draft) == (curator, "")
    assert client_of(make_visitor()).get("/projects/draft/").status_code == HTTPStatus.OK


def test_what_cannot_be_changed_is_left_and_named_and_the_rest_is_done(client):
    draft, public = make_project("Draft", published=False), make_project("Public")

    page = act(client, "publish_entries", draft, public, confirmed=1)

    assert said(page) == ["Publish: 1 entry.", "Public stays as it is: published."]
    assert public.history.count() == 1


def test_withdrawing_asks_for_a_reason_and_keeps_it(client, curator):
    project = make_project("Public")

    refused = act(client, "withdraw_entries", project, reason="")
    assert refused.context["form"].errors == {"reason": ["This field is required."]}
    assert Project.objects.published().exists()
    act(client, "withdraw_entries", project, reason="A hoax")

    assert not Project.objects.published().exists()
    assert latest(project) == (curator, "A hoax")
    assert client_of(make_visitor()).get("/projects/public/").status_code == HTTPStatus.GONE
    assert not SearchDocument.objects.filter(kind="project", object_id=project.pk).exists()


def test_confirming_notes_today_and_is_no_edit(client, curator):
    project = make_project()
    edited = project.updated_at

    act(client, "confirm_entries", project, confirmed=1)

    project.refresh_from_db()
    assert project.confirmed_on == project.verified_on == timezone.localdate()
    assert project.updated_at == edited
    assert latest(project) == (curator, "Confirmed by the organisation")


def test_checking_notes_today_and_who(client, curator):
    project = make_project()

    act(client, "check_entries", project, confirmed=1)

    project.refresh_from_db()
    assert (project.checked_on, project.checked_by) == (timezone.localdate(), curator)


def test_a_website_that_answered_today_no_longer_waits_for_a_look(client, curator):
    project, bare = make_project("Has one", website="https://one.example"), make_project("Bare")
    edited, seen = project.updated_at, DirectoryVersion.current_state()[0]
    silent = f"{PROJECTS}?attention=silent"
    assert [entry.name for entry in client.get(silent).context["cl"].result_list] == ["Has one"]

    page = act(client, "note_answers", project, bare, confirmed=1)

    project.refresh_from_db()
    assert (project.answered_on, project.updated_at) == (timezone.localdate(), edited)
    assert latest(project) == (curator, "The website answered")
    assert DirectoryVersion.current_state()[0] > seen
    assert said(page) == ["Note that the website answered today: 1 entry.", "Bare: It has no website."]
    assert Project.objects.get(name="Bare").answered_on is None
    assert not client.get(silent).context["cl"].result_list


def test_discontinuing_notes_the_year_and_the_successor(client, curator):
    project, successor = make_project("Ended", status=Status.ACTIVE), make_project("Lives on")

    act(client, "discontinue_projects", project, ended=2021, successor=successor.pk)

    project.refresh_from_db()
    assert (project.status, project.ended, project.successor) == (Status.DISCONTINUED, 2021, successor)
    assert latest(project) == (curator, "Marked as discontinued")
    assert project not in Project.objects.running()


def test_discontinuing_refuses_an_end_before_the_launch_for_that_project_only(client):
    late, early = make_project("Late", launched=2020), make_project("Early", launched=2010)

    page = act(client, "discontinue_projects", late, early, ended=2015)

    assert said(page) == [
        "Mark as discontinued: 1 entry.",
        "Late: It cannot have ended before it was launched.",
    ]
    assert list(Project.objects.filter(status=Status.DISCONTINUED)) == [early]


@pytest.mark.parametrize("ended", ["1066", "abc", "2999"])
def test_discontinuing_refuses_an_impossible_year(client, ended):
    project = make_project()

    page = act(client, "discontinue_projects", project, ended=ended)

    assert "ended" in page.context["form"].errors
    assert Project.objects.running().exists()


def test_a_project_does_not_succeed_itself(client):
    project = make_project()

    page = act(client, "discontinue_projects", project, successor=project.pk)

    assert page.context["form"].errors == {"successor": ["A project cannot be its own successor."]}


def test_a_successor_that_leads_back_is_refused_for_whatever_it_leads_back_to(client):
    first, other = make_project("First"), make_project("Other")
    second = make_project("Second", successor=first)
    third = make_project("Third", successor=second)

    page = act(client, "discontinue_projects", other, first, successor=third.pk)

    assert page.context["form"].errors == {"successor": ["This successor leads back to the project itself."]}
    act(client, "discontinue_projects", other, successor=third.pk)
    assert list(Project.objects.exclude(successor=None)) == [other, second, third]


def test_themes_are_added_to_those_that_are_there(client):
    school, shelter = make_project(themes=("education",)), make_project(themes=("housing",))
    language = make_theme("language")

    act(client, "add_themes_to_entries", school, shelter, themes=[language.pk])

    school.refresh_from_db()
    assert school.theme_keys == ["education", "language"]
    assert set(Project.objects.with_theme("language")) == {school, shelter}


def test_what_has_a_theme_already_is_left_as_it_is_and_named(client):
    school, shelter = make_project("School", themes=("education",)), make_project("Shelter", themes=())
    versions, edited = school.history.count(), school.updated_at

    page = act(client, "add_themes_to_entries", school, shelter, themes=[make_theme("education").pk])

    school.refresh_from_db()
    assert said(page) == ["Add a theme: 1 entry.", "School: It has these themes already."]
    assert (school.history.count(), school.updated_at) == (versions, edited)


def test_no_more_themes_are_added_than_an_entry_may_have(client):
    full, two = make_project("Full", themes=("art", "health", "jobs")), make_project("Two", themes=("art", "jobs"))

    page = act(client, "add_themes_to_entries", full, two, themes=[make_theme("language").pk])

    assert said(page) == ["Add a theme: 1 entry.", "Full: Three themes at most, please: those that fit best."]
    assert list(Project.objects.with_theme("language")) == [two]


def test_merging_says_which_themes_had_no_room(client):
    keep = make_project("Kept", themes=("art", "jobs"))
    duplicate = make_project("Twin", themes=("art", "health", "language"))

    page = act(client, "merge_entries", keep, duplicate, keep=keep.pk)

    keep.refresh_from_db()
    assert keep.theme_keys == ["art", "health", "jobs"]
    assert said(page) == [
        "Merge two duplicates: 2 entries.",
        'If that was a mistake: <a href="/admin/entries/merger/">undo it</a>',
        "There was no room for these themes of Twin: Language.",
    ]


def test_merging_keeps_links_and_redirects_the_old_address_for_good(client, curator):
    organisation = make_organisation("Helpers")
    keep = make_project("Kept", cities=("berlin",), sources="https://one.example")
    duplicate = make_project(
        "Twin",
        cities=("paris",),
        sources="https://two.example",
        organisations=[organisation],
        website="https://t.example",
    )
    follower = make_project("Predecessor", status=Status.DISCONTINUED, successor=duplicate)

    act(client, "merge_entries", keep, duplicate, keep=keep.pk)

    keep.refresh_from_db()
    follower.refresh_from_db()
    assert keep.city_keys == ["berlin", "paris"]
    assert keep.source_list == ["https://one.example", "https://two.example"]
    assert keep.website == "https://t.example"
    assert [partnership.organisation for partnership in keep.partnerships.all()] == [organisation]
    assert follower.successor == keep
    assert list(Project.objects.published()) == [keep, follower]
    response = client_of(make_visitor()).get("/projects/twin/")
    assert (response.status_code, response.url) == (HTTPStatus.MOVED_PERMANENTLY, "/projects/kept/")
    assert latest(duplicate) == (curator, "Merged into kept")


def test_editing_the_merged_duplicate_leaves_its_redirect(client):
    keep, duplicate = make_project("Kept"), make_project("Twin")
    act(client, "merge_entries", keep, duplicate, keep=keep.pk)

    act(client, "add_themes_to_entries", duplicate, themes=[make_theme("housing").pk])

    assert client_of(make_visitor()).get("/projects/twin/").status_code == HTTPStatus.MOVED_PERMANENTLY


@pytest.mark.parametrize("count", [1, 3])
def test_only_two_entries_can_be_merged(client, count):
    projects = [make_project() for _number in range(count)]

    page = act(client, "merge_entries", *projects)

    assert said(page) == ["Choose exactly two entries to merge."]


def test_an_entry_that_is_not_among_the_two_cannot_stay(client):
    first, second, third = make_project(), make_project(), make_project()

    page = act(client, "merge_entries", first, second, keep=third.pk)

    assert "keep" in page.context["form"].errors
    assert Project.objects.published().count() == 3


@pytest.mark.parametrize("hide", [lambda entry: withdraw(entry, by=None), lambda entry: None])
def test_an_entry_that_visitors_do_not_see_cannot_stay_in_the_place_of_one_that_they_do(client, hide):
    public = make_project("Public")
    hidden = make_project("Hidden", published=False)
    hide(hidden)

    page = act(client, "merge_entries", hidden, public, keep=hidden.pk)

    assert "This one is not public" in page.context["form"].errors["keep"][0]
    assert list(Project.objects.published()) == [public]
    act(client, "merge_entries", hidden, public, keep=public.pk)
    assert latest(hidden)[1] == "Merged into public"


def test_two_drafts_can_be_merged(client):
    keep, duplicate = make_project("Kept", published=False), make_project("Twin", published=False)

    act(client, "merge_entries", keep, duplicate, keep=keep.pk)

    assert latest(duplicate)[1] == "Merged into kept"


@pytest.mark.parametrize("way", ["again", "backwards"])
def test_a_pair_that_was_merged_is_not_merged_once_more(client, way):
    keep, duplicate = make_project("Kept"), make_project("Twin")
    act(client, "merge_entries", keep, duplicate, keep=keep.pk)
    versions = Project.history.count()

    page = act(client, "merge_entries", keep, duplicate, keep={"again": keep, "backwards": duplicate}[way].pk)

    assert page.context["form"].errors["keep"][0].startswith("These two have been merged already")
    assert Project.history.count() == versions
    assert list(Project.objects.published()) == [keep]


def test_a_duplicate_that_was_published_again_can_be_merged_again(client):
    keep, duplicate = make_project("Kept"), make_project("Twin")
    act(client, "merge_entries", keep, duplicate, keep=keep.pk)
    act(client, "publish_entries", duplicate, confirmed=1)

    act(client, "merge_entries", keep, duplicate, keep=keep.pk)

    assert list(Project.objects.published()) == [keep]


def test_an_action_on_entries_that_are_gone_says_so(client):
    page = client.post(
        PROJECTS, {"action": "publish_entries", "_selected_action": ["4711"], "confirmed": 1}, follow=True
    )

    assert said(page) == ["These entries are no longer here."]


def test_organisations_have_the_shared_actions(client):
    organisation = make_organisation("Draft", published=False)

    act(client, "publish_entries", organisation, address="/admin/organisations/organisation/", confirmed=1)

    organisation.refresh_from_db()
    assert organisation.is_published


def test_an_action_that_was_started_on_an_entry_returns_to_it(client):
    project = make_project("Draft", published=False)

    asked = act(client, "publish_entries", project, from_entry=1)
    assert asked.redirect_chain == [(f"{PROJECTS}{project.pk}/change/", HTTPStatus.FOUND)]


def test_the_page_that_asks_remembers_that_it_was_reached_from_an_entry(client):
    project = make_project("Draft", published=False)

    page = client.post(PROJECTS, {"action": "publish_entries", "_selected_action": [project.pk], "from_entry": 1})

    assert '<input type="hidden" name="from_entry" value="1">' in page.content.decode()


def test_a_list_without_scripts_still_asks_about_all_that_match(client):
    """“Select all 60 projects” hands over the list as it is filtered; the page that asks names each."""
    for number in range(60):
        make_project(f"Project {number}", published=False, themes=(), cities=())

    page = client.post(
        PROJECTS,
        {
            "action": "publish_entries",
            "_selected_action": [Project.objects.first().pk],
            "select_across": "1",
            "index": "0",
        },
    )

    assert len(page.context["entries"]) == 60
