"""How pages of others are looked at, against a server on this machine that plays each behaviour."""

import asyncio
import time
from itertools import pairwise

import pytest

from tests.upkeep.town import PATIENCE, SAFE, certificate, drip, hang, look, make_looker, page, redirect, status, town  # noqa: F401 - fixtures
from upkeep.looking import LONGEST_REST, MOST_OF_A_PAGE, MOST_REDIRECTS, Looker
from upkeep.models import LinkOutcome

FOR_SALE = '<a href="https://www.sedo.com/search">lingo.example</a> This domain is for sale.'


def outcome(look, *args, **options):  # noqa: F811
    return look(*args, **options).outcome


def test_a_page_that_answers_has_answered(town, look):  # noqa: F811
    town.hosts["lingo.example"] = page()

    found = look("http://lingo.example/")

    assert (found.outcome, found.status, found.has_answered) == (LinkOutcome.ANSWERED, 200, True)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (204, LinkOutcome.ANSWERED),
        (404, LinkOutcome.NOT_FOUND),
        (410, LinkOutcome.NOT_FOUND),
        (401, LinkOutcome.REFUSED),
        (403, LinkOutcome.REFUSED),
        (429, LinkOutcome.REFUSED),
        (400, LinkOutcome.FAULT),
        (451, LinkOutcome.FAULT),
        (500, LinkOutcome.FAULT),
        (503, LinkOutcome.FAULT),
        (304, LinkOutcome.FAULT),
        (302, LinkOutcome.FAULT),  # without saying where to
    ],
)
def test_each_status_means_what_it_means(town, look, number, expected):  # noqa: F811
    town.hosts["lingo.example"] = status(number)

    found = look("http://lingo.example/")

    assert (found.outcome, found.status) == (expected, number)


def test_a_name_that_does_not_exist_is_told_from_one_that_nobody_could_look_up(town, look):  # noqa: F811
    town.unknown, town.without_answer = {"gone.example"}, {"later.example"}

    assert outcome(look, "http://gone.example/") == LinkOutcome.NO_NAME
    assert outcome(look, "http://later.example/") == LinkOutcome.UNREACHABLE


def test_a_slow_page_is_waited_for_no_longer_than_patience_lasts(town, look):  # noqa: F811
    town.hosts["slow.example"] = hang
    begun = time.monotonic()

    assert outcome(look, "http://slow.example/") == LinkOutcome.TIMEOUT
    assert time.monotonic() - begun < PATIENCE * 5


def test_one_that_answers_at_once_and_then_goes_on_for_ever_has_answered(town, look):  # noqa: F811
    town.hosts["drip.example"] = drip

    assert outcome(look, "http://drip.example/") == LinkOutcome.ANSWERED


def test_of_a_huge_page_no_more_is_read_than_the_limit(town, look):  # noqa: F811
    town.hosts["huge.example"] = town.pour

    assert outcome(look, "http://huge.example/") == LinkOutcome.ANSWERED
    # What the buffers of both sides hold has been sent as well.
    assert town.sent < 200 * MOST_OF_A_PAGE


def test_a_packed_page_is_not_asked_for_and_not_unpacked(town, look):  # noqa: F811
    town.hosts["packed.example"] = status(200, "not packed at all", **{"Content-Encoding": "gzip"})

    assert outcome(look, "http://packed.example/") == LinkOutcome.ANSWERED
    assert town.asked[-1][2]["Accept-Encoding"] == "identity"


def test_what_is_no_http_and_nobody_at_the_door_are_both_nobody_reached(town, look):  # noqa: F811
    town.broken = {"broken.example"}
    assert outcome(look, "http://broken.example/") == LinkOutcome.UNREACHABLE
    town.ports[80] = 1
    assert outcome(look, "http://closed.example/") == LinkOutcome.UNREACHABLE


def test_a_certificate_of_somebody_else_or_of_nobody_is_no_secure_connection(town, look):  # noqa: F811
    town.hosts[SAFE] = town.hosts["other.example"] = page()

    assert outcome(look, f"https://{SAFE}/") == LinkOutcome.ANSWERED
    assert outcome(look, "https://other.example/") == LinkOutcome.TLS
    assert outcome(look, f"https://{SAFE}/", tls=True) == LinkOutcome.TLS


# Redirects


def test_a_permanent_redirect_of_the_same_site_offers_the_new_address(town, look):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://www.lingo.example/", 308)
    town.hosts["www.lingo.example"] = page()

    found = look("http://lingo.example/")

    assert (found.outcome, found.moved_to) == (LinkOutcome.MOVED, "http://www.lingo.example/")
    assert (found.is_same_site, found.has_answered) == (True, True)


@pytest.mark.parametrize("number", [302, 303, 307])
def test_a_redirect_for_now_moves_nothing(town, look, number):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://elsewhere.example/", number)
    town.hosts["elsewhere.example"] = page()

    assert outcome(look, "http://lingo.example/") == LinkOutcome.ANSWERED


def test_only_what_is_permanent_of_several_redirects_is_the_new_address(town, look):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://www.lingo.example/new")
    town.hosts["www.lingo.example"] = {"/new": redirect("/today", 302), "/today": page()}

    assert look("http://lingo.example/").moved_to == "http://www.lingo.example/new"


def test_the_first_page_of_a_site_is_where_it_is_wherever_it_leads_within_the_site(town, look):  # noqa: F811
    town.hosts["lingo.example"] = {"/": redirect("/en/"), "/en/": page(), "/old": redirect("/new"), "/new": page()}

    assert outcome(look, "http://lingo.example") == LinkOutcome.ANSWERED
    assert look("http://lingo.example/old").moved_to == "http://lingo.example/new"


def test_another_site_is_the_same_where_its_title_has_the_name_of_what_is_listed(town, look):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://school.example/lingo")
    town.hosts["school.example"] = page(title="Lingo Lab &ndash; learn German")

    assert look("http://lingo.example/", ["Lingo-Lab"]).is_same_site
    for names in ([], ["Lingua"], ["Lab"], ["ingo"]):
        found = look("http://lingo.example/", names)
        assert (found.outcome, found.is_same_site, found.has_answered) == (LinkOutcome.MOVED, False, False)


def test_a_redirect_to_what_does_not_answer_moves_nothing(town, look):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://www.lingo.example/")
    town.hosts["www.lingo.example"] = status(503)

    assert outcome(look, "http://lingo.example/") == LinkOutcome.FAULT


def test_circles_end_and_as_many_redirects_as_allowed_are_followed(town, look):  # noqa: F811
    town.hosts["loop.example"] = {"/a": redirect("/b"), "/b": redirect("/a")}
    steps = {f"/{number}": redirect(f"/{number + 1}") for number in range(MOST_REDIRECTS)}
    town.hosts["long.example"] = steps | {f"/{MOST_REDIRECTS}": page()}

    assert outcome(look, "http://loop.example/a") == LinkOutcome.LOOP
    assert outcome(look, "http://long.example/0") == LinkOutcome.MOVED
    town.hosts["long.example"] = steps | {f"/{MOST_REDIRECTS}": redirect("/end"), "/end": page()}
    assert outcome(look, "http://long.example/0") == LinkOutcome.LOOP


def test_cookies_are_neither_kept_nor_sent_back(town, look):  # noqa: F811
    def only_with_cookie(request):
        return page()(request) if request.cookies else redirect("/", 302)(request)

    town.hosts["cookies.example"] = page(headers={"Set-Cookie": "id=1; Path=/"})
    assert outcome(look, "http://cookies.example/") == LinkOutcome.ANSWERED
    town.hosts["cookies.example"] = only_with_cookie
    assert outcome(look, "http://cookies.example/") == LinkOutcome.LOOP
    assert not any("Cookie" in headers for _host, _path, headers, _at in town.asked)


# Only what is public


def test_a_name_that_leads_to_this_machine_is_not_connected_to(town, look):  # noqa: F811
    town.hosts["inside.example"], town.private = page(), {"inside.example"}

    assert outcome(look, "http://inside.example/") == LinkOutcome.NOT_PUBLIC
    assert town.asked == []


def test_no_redirect_leads_to_this_machine_by_a_name_or_by_a_number(town, look):  # noqa: F811
    town.private = {"inside.example"}
    for to in ("http://inside.example/", "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"):
        town.hosts["lingo.example"] = redirect(to)
        assert outcome(look, "http://lingo.example/") == LinkOutcome.NOT_PUBLIC, to
    assert set(town.paths_of("inside.example")) == set()


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/"),
        *("http://[::1]/", "http://[fd00::1]/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/"),
    ],
)
def test_addresses_of_this_machine_and_its_network_are_refused_as_they_stand(address):
    async def run():
        async with Looker() as looker:
            return await looker.look_at(address)

    assert asyncio.run(run()).outcome == LinkOutcome.NOT_PUBLIC


@pytest.mark.parametrize(
    "address", ["http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://017700000001/"]
)
def test_odd_spellings_of_numbers_lead_nowhere(address):
    async def run():
        async with Looker(patience=PATIENCE) as looker:
            return await looker.look_at(address)

    assert not asyncio.run(run()).has_reached


def test_a_name_that_changes_between_two_questions_is_connected_to_as_it_was_checked(town, make_looker):  # noqa: F811
    town.hosts["turning.example"] = page()

    async def run():
        async with make_looker() as looker:
            first = await looker.look_at("http://turning.example/")
            town.private = {"turning.example"}
            looker.session.connector.clear_dns_cache()
            return first.outcome, (await looker.look_at("http://turning.example/")).outcome

    assert asyncio.run(run()) == (LinkOutcome.ANSWERED, LinkOutcome.NOT_PUBLIC)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://lingo.example/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[", "http:///path"),
        *("http://me:secret@lingo.example/", "http://me@lingo.example/", "http://lingo.example:8080/"),
        *("https://lingo.example:80/", "http://lingo.example:22/", "http://lingo.example:99999/", "lingo.example", ""),
    ],
)
def test_credentials_odd_ports_and_what_is_no_web_address_are_not_asked(town, look, address):  # noqa: F811
    town.hosts["lingo.example"] = page()
    assert outcome(look, address) == LinkOutcome.NO_ADDRESS
    town.hosts["leading.example"] = redirect(address or "http://")
    assert outcome(look, "http://leading.example/") in (LinkOutcome.NO_ADDRESS, LinkOutcome.NOT_FOUND, LinkOutcome.LOOP)
    assert town.paths_of("lingo.example") == []


# Politely


def test_who_asks_and_how_to_stop_it_is_told_with_each_request(town, look, settings):  # noqa: F811
    settings.SITE_URL = "https://directory.example"
    town.hosts["lingo.example"] = page()
    look("http://lingo.example/")

    agents = {headers["User-Agent"] for _host, _path, headers, _at in town.asked}
    assert agents == {
        "dsi-link-check/1 (+https://directory.example/; to stop it: User-agent: dsi-link-check in robots.txt)"
    }


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("User-agent: *\nDisallow: /", LinkOutcome.NOT_ALLOWED),
        ("User-agent: dsi-link-check\nDisallow: /", LinkOutcome.NOT_ALLOWED),
        ("User-agent: dsi-link-check\nDisallow: /page", LinkOutcome.NOT_ALLOWED),
        ("User-agent: dsi-link-check\nDisallow: /*ge$", LinkOutcome.NOT_ALLOWED),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dsi-link-check\nAllow: /", LinkOutcome.ANSWERED),
        ("User-agent: *\nDisallow: /other", LinkOutcome.ANSWERED),
        ("User-agent: *\nDisallow: /\nAllow: /page", LinkOutcome.ANSWERED),
        (f"User-agent: *\nCrawl-delay: {LONGEST_REST + 1}", LinkOutcome.NOT_ALLOWED),
        ("<html>No such page</html>", LinkOutcome.ANSWERED),
        ("\0\ufeff\n:::", LinkOutcome.ANSWERED),
        ("", LinkOutcome.ANSWERED),
    ],
)
def test_what_a_robots_txt_says_is_kept_to(town, look, rules, expected):  # noqa: F811
    town.hosts["lingo.example"], town.robots["lingo.example"] = page(), status(200, rules)

    assert outcome(look, "http://lingo.example/page") == expected
    assert ("/page" in town.paths_of("lingo.example")) == (expected == LinkOutcome.ANSWERED)


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        (status(404), LinkOutcome.ANSWERED),
        (status(401), LinkOutcome.ANSWERED),
        (status(429), LinkOutcome.REFUSED),
        (status(503), LinkOutcome.FAULT),
        (hang, LinkOutcome.TIMEOUT),
        (redirect("/other.txt"), LinkOutcome.ANSWERED),
        (redirect("http://gone.example/"), LinkOutcome.NO_NAME),
    ],
)
def test_where_nobody_can_say_what_a_robots_txt_says_nothing_else_is_asked(town, look, robots, expected):  # noqa: F811
    town.hosts["lingo.example"] = {"/page": page(), "/other.txt": status(200, "User-agent: *\nDisallow: /private")}
    town.robots["lingo.example"], town.unknown = robots, {"gone.example"}

    assert outcome(look, "http://lingo.example/page") == expected


def test_a_redirect_leads_only_where_the_other_host_allows_it(town, look):  # noqa: F811
    town.hosts["lingo.example"] = redirect("http://closed.example/")
    town.hosts["closed.example"], town.robots["closed.example"] = page(), status(200, "User-agent: *\nDisallow: /")

    assert outcome(look, "http://lingo.example/") == LinkOutcome.NOT_ALLOWED
    assert town.paths_of("closed.example") == ["/robots.txt"]


def test_one_host_is_asked_one_thing_at_a_time_with_a_rest_and_others_meanwhile(town, make_looker):  # noqa: F811
    rest = 0.3
    town.hosts |= {"one.example": page(), "other.example": page()}
    addresses = ["http://one.example/a", "http://one.example/b", "http://other.example/"]

    async def run():
        async with make_looker(rest=rest) as looker:
            return await looker.look_at_all(dict.fromkeys(addresses, ()), time.monotonic() + 60)

    assert {found.outcome for found in asyncio.run(run())} == {LinkOutcome.ANSWERED}
    times = [at for host, _path, _headers, at in town.asked if host == "one.example"]
    assert town.paths_of("one.example").count("/robots.txt") == 1
    assert all(later - earlier > rest * 0.9 for earlier, later in pairwise(times))
    assert town.asked[0][3] <= min(at for host, *_rest, at in town.asked if host == "other.example") < times[1]


def test_a_host_that_asks_for_a_longer_rest_gets_it(town, look):  # noqa: F811
    town.hosts["lingo.example"], town.robots["lingo.example"] = page(), status(200, "User-agent: *\nCrawl-delay: 0.5")
    town.hosts["lingo.example"] = {"/": redirect("/page", 302), "/page": page()}

    look("http://lingo.example/")

    *_robots, first, second = (at for _host, _path, _headers, at in town.asked)
    assert second - first > 0.45


def test_nothing_begins_after_the_time_is_over(town, make_looker):  # noqa: F811
    town.hosts["lingo.example"] = page()

    async def run():
        async with make_looker() as looker:
            return await looker.look_at_all({"http://lingo.example/": ()}, time.monotonic() - 1)

    assert asyncio.run(run()) == []
    assert town.asked == []


# Parked


def test_a_parked_page_is_no_answer_wherever_it_stands(town, look):  # noqa: F811
    town.hosts["lingo.example"] = page(FOR_SALE, title="lingo.example")
    found = look("http://lingo.example/")
    assert (found.outcome, found.has_answered) == (LinkOutcome.PARKED, False)
    assert set(found.signs) == {"sold by", "for sale", "named like its host", "hardly a word"}

    town.hosts["lingo.example"] = redirect("http://www.hugedomains.com/profile?d=lingo", 302)
    town.hosts["www.hugedomains.com"] = page("Buy this domain today.")
    assert outcome(look, "http://lingo.example/") == LinkOutcome.PARKED


def test_what_is_no_html_is_not_read_for_signs(town, look):  # noqa: F811
    town.hosts["lingo.example"] = status(200, FOR_SALE)

    assert look("http://lingo.example/").outcome == LinkOutcome.ANSWERED
