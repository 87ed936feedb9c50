"""What visitors read of links that lead nowhere, and what curators see and do about them."""

import shutil
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from entries.actions import note_answer, save_entry
from operations.moving.databases import connected, settings_of
from projects.models import Project, Status
from tests.cluster.making import make_event, make_funding, make_publication
from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor
from tests.upkeep.making import make_check, make_sign
from upkeep.actions import note_looks
from upkeep.models import LinkCheck, LinkVerdict

pytestmark = pytest.mark.django_db

LINGO = "https://lingo.example/"
LINKS = "/admin/upkeep/linkcheck/"
NOTICE = "The website did not answer on"


@pytest.fixture
def desk():
    return client_of(make_group_curator("ada@example.org"))


def html_of(client, item):
    return client.get(item.get_absolute_url()).content.decode()


def lines(client):
    """Return label -> Waiting of the lines of the start page about links."""
    waiting = client.get("/admin/").context["waiting"]
    return {str(item.label): item for item in waiting if item.kind == "addresses of others"}


def test_visitors_read_of_a_link_that_is_certainly_gone_with_a_copy_beside_it(client, time_machine):
    time_machine.move_to("2026-11-29 12:00+00:00", tick=False)
    project = make_project(website=f"{LINGO}?a=1&b=ä")
    make_sign(project, when="2019-05-12")
    make_check(project.website, days_ago=3)

    html = html_of(client, project)

    assert "The website did not answer on 26 November 2026." in html
    copy = "https://web.archive.org/web/20190512/https://lingo.example/?a=1&amp;b=%C3%A4"
    assert f'<a href="{copy}" rel="nofollow noopener">See a copy in the Internet Archive</a>' in html
    assert Project.objects.get().status == Status.UNKNOWN


@pytest.mark.parametrize("verdict", [one for one in LinkVerdict if one != LinkVerdict.GONE])
def test_visitors_read_nothing_of_what_is_less_than_certain(client, verdict):
    project = make_project(website=LINGO)
    make_check(LINGO, verdict, failing_since=timezone.now() if verdict == LinkVerdict.UNSURE else None)

    html = html_of(client, project)

    assert NOTICE not in html
    assert "for sale" not in html
    assert "new.example" not in html


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_organisation(website=LINGO),
        lambda: make_project(website=LINGO, status=Status.DISCONTINUED),
        lambda: make_publication(url=LINGO),
        lambda: make_funding(url=LINGO),
        lambda: make_event(registration_url=LINGO),
        lambda: make_event(online_url=LINGO),
    ],
)
def test_every_page_with_a_watched_link_says_so_once_in_every_language(client, make):
    item = make()
    assert "web.archive.org" not in html_of(client, item)
    make_check(LINGO)
    note_looks([])  # Pages are kept until something is noted.

    address = item.get_absolute_url()
    pages = [client.get(f"{prefix}{address}").content.decode() for prefix in ("", "/de", "/fr", "/ar", "/uk")]
    assert [html.count("https://web.archive.org/web/") for html in pages] == [1] * 5
    assert [NOTICE in html for html in pages] == [True, False, False, False, False]


def test_what_a_curator_saw_answering_since_is_not_said_to_be_gone(client):
    project = make_project(website=LINGO)
    make_check(LINGO, days_ago=1)
    note_answer(project, by=None, on=timezone.localdate() - timedelta(days=10))
    assert NOTICE in html_of(client, project)
    note_answer(project, by=None, on=timezone.localdate())

    assert NOTICE not in html_of(client, project)


def test_curators_find_each_kind_of_link_on_the_start_page_with_what_leads_there(desk):
    verdicts = {
        "Links that lead nowhere any more": ("gone", LinkVerdict.GONE, {}),
        "Links that have moved": ("moved", LinkVerdict.MOVED, {}),
        "Links that lead to another site": ("else", LinkVerdict.MOVED, {"is_same_site": False}),
        "Links whose domain seems to be for sale": ("parked", LinkVerdict.PARKED, {}),
    }
    for name, verdict, fields in verdicts.values():
        make_project(f"Of {name}", website=f"https://{name}.example/")
        make_check(f"https://{name}.example/", verdict, **fields)
    found = lines(desk)

    assert {label: item.count for label, item in found.items()} == dict.fromkeys(verdicts, 1)
    for label, (name, _verdict, _fields) in verdicts.items():
        listed = desk.get(found[label].address)
        assert [check.address for check in listed.context["cl"].result_list] == [f"https://{name}.example/"]
        assert [one.name for one in found[label].named] == [f"Of {name}"]
        assert found[label].named[0].address.endswith("/change/#id_website")
        assert f"Of {name}" in listed.content.decode()


def test_a_line_is_gone_as_soon_as_what_led_there_leads_elsewhere(desk):
    project = make_project(website=LINGO)
    make_check(LINGO)
    assert "Links that lead nowhere any more" in lines(desk)
    project.website = ""
    save_entry(project, by=None)

    assert lines(desk) == {}


def do(client, action, *checks):
    data = {"action": action, "_selected_action": [check.pk for check in checks]}
    return client.post(LINKS, data, follow=True).content.decode()


def test_curators_take_the_new_addresses_of_several_at_once_but_of_no_other_site(desk):
    moved = make_project(website="https://one.example/")
    other = make_project(website="https://two.example/")
    checks = [
        make_check("https://one.example/", LinkVerdict.MOVED, new_address="https://www.one.example/"),
        make_check("https://two.example/", LinkVerdict.MOVED, is_same_site=False),
    ]

    html = do(desk, "take_new_addresses", *checks)

    assert "1 link leads to its new address." in html
    assert [Project.objects.get(pk=one.pk).website for one in (moved, other)] == [
        "https://www.one.example/",
        "https://two.example/",
    ]


def test_what_is_left_as_it_is_leaves_the_start_page(desk):
    make_project(website=LINGO)
    check = make_check(LINGO)

    assert "stays as it is until" in do(desk, "settle_links", check)
    check.refresh_from_db()
    assert (lines(desk), check.settled_by.email) == ({}, "ada@example.org")


def test_one_is_looked_at_again_when_somebody_asks_for_it(desk):
    check = make_check(LINGO)

    assert "1 address is looked at again." in do(desk, "look_at_them_again", check)
    assert list(LinkCheck.objects.due()) == [check]


def test_who_may_not_change_what_leads_there_takes_no_new_address():
    person = make_visitor(is_staff=True)
    person.user_permissions.add(*Permission.objects.filter(content_type__model="linkcheck"))
    person.user_permissions.add(Permission.objects.get(codename="change_organisation"))
    project, organisation = make_project(website=LINGO), make_organisation(website="https://two.example/")
    checks = [make_check(one.website, LinkVerdict.MOVED) for one in (project, organisation)]

    html = do(client_of(person), "take_new_addresses", *checks)

    for one in (project, organisation):
        one.refresh_from_db()
    assert (project.website, organisation.website) == (LINGO, "https://new.example/")
    assert "as you may not change what leads there" in html


def test_who_may_only_look_acts_on_nothing():
    person = make_visitor(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_linkcheck"))
    make_project(website=LINGO)
    check = make_check(LINGO)
    before = check.next_at

    for action in ("take_new_addresses", "settle_links", "look_at_them_again"):
        do(client_of(person), action, check)

    check.refresh_from_db()
    assert (check.settled_at, check.next_at) == (None, before)


def test_nobody_writes_by_hand_what_was_found_by_looking(desk):
    check = make_check(LINGO)
    page = f"{LINKS}{check.pk}/change/"

    assert desk.get(page).status_code == 200
    for address in (page, f"{LINKS}add/", f"{LINKS}{check.pk}/delete/"):
        assert desk.post(address, {"verdict": "answered"}).status_code == 403
    check.refresh_from_db()
    assert check.verdict == LinkVerdict.GONE


def test_the_list_takes_as_many_queries_for_two_rows_as_for_ten(desk, django_assert_max_num_queries):
    def make(number):
        make_project(website=f"https://host{number}.example/")
        make_check(f"https://host{number}.example/")

    make(0)
    make(1)
    desk.get(LINKS)
    with django_assert_max_num_queries(40) as few:
        desk.get(LINKS)
    for number in range(2, 10):
        make(number)
    with django_assert_max_num_queries(40) as many:
        desk.get(LINKS)

    assert len(many) == len(few)


def test_what_leads_to_an_address_is_looked_up_by_an_index(migrated_file, tmp_path):
    """Asked in a file of its own: figures that another test had counted of its few rows would make a scan cheaper."""
    file = shutil.copy(migrated_file, tmp_path)
    with connected(settings_of(f"sqlite:///{file}")) as alias:
        plan = LinkCheck.objects.using(alias).to_mend(LinkVerdict.GONE).explain()
    assert "projects_by_website" in plan
    assert "organisations_by_website" in plan
