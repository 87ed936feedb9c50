import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries.actions import save_entry, withdraw
from listing.page import LeftOutRows
from projects.actions import discontinue, merge_projects, save_project
from projects.models import Role
from tests.factories import make_curator, make_organisation, make_project

pytestmark = pytest.mark.django_db

PAGES = ["/", "/projects/", "/organisations/", "/themes/", "/cities/", "/themes/language/", "/cities/berlin/"]


def names(response):
    return [entry.name for entry in response.context["page_obj"]]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefix", ["", "/de", "/fr", "/ar", "/uk"])
def test_every_public_page_answers_in_every_language(client, page, prefix):
    make_project(organisations=[make_organisation(themes=("language",), cities=("berlin",))])
    response = client.get(prefix + page)
    assert response.status_code == 200
    assert f'lang="{prefix.strip("/") or "en"}"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("theme=housing", ["Bed"]),
        ("theme=housing&theme=health", ["Doc", "Bed"]),
        ("theme=housing&city=berlin", []),
        ("city=paris", ["Doc", "Bed"]),
        ("country=FR", ["Doc", "Bed"]),
        ("where=berlin", ["Lingo"]),
        ("where=europe", ["Doc", "Bed"]),
        ("status=discontinued", ["Gone"]),
        ("status=all", ["Lingo", "Doc", "Bed", "Gone"]),
        ("status=active", ["Lingo"]),
        ("language=ar", ["Lingo"]),
        ("newcomer_led=yes", ["Doc"]),
        ("focus=emergency", ["Bed"]),
        ("seeking=funding", ["Doc"]),
        ("organisation=helpers", ["Lingo"]),
        ("launched_from=2016", ["Doc"]),
        ("launched_to=2015", ["Lingo", "Bed"]),
        ("q=doctors", ["Doc"]),
        ("q=doctors&theme=housing", []),
        ("sort=launched", ["Doc", "Lingo", "Bed"]),
        ("sort=fresh", ["Lingo", "Doc", "Bed"]),
        ("sort=name", ["Bed", "Doc", "Lingo"]),
        ("", ["Lingo", "Doc", "Bed"]),
    ],
)
def test_each_parameter_narrows_or_orders_the_list(client, query, expected):
    make_project(
        "Lingo",
        status="active",
        languages=["ar", "de"],
        launched=2015,
        confirmed_on="2026-01-01",
        organisations=[make_organisation("Helpers")],
    )
    make_project("Bed", themes=("housing",), cities=("paris",), country="FR", focus="emergency", launched=2014)
    make_project(
        "Doc",
        themes=("health",),
        cities=("paris",),
        country="FR",
        newcomer_led="yes",
        seeking=["funding"],
        launched=2016,
        summary="Finds doctors.",
    )
    make_project("Gone", status="discontinued", ended=2018)
    make_project("Draft", published=False)
    assert names(client.get(f"/projects/?fresh=all&{query}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=company", ["Firm"]),
        ("size=0-5", ["Firm"]),
        ("network=net", ["Firm"]),
        ("where=europe", ["Net"]),
        ("", ["Firm", "Net"]),
    ],
)
def test_each_parameter_narrows_the_organisations(client, query, expected):
    net = make_organisation("Net", kind="grassroots", country="FR")
    make_organisation("Firm", kind="company", size="0-5", networks=[net])
    make_organisation("Draft", kind="company", published=False)
    assert names(client.get(f"/organisations/?{query}")) == expected


def test_what_ended_is_left_out_with_a_line_that_says_so(client):
    make_project("Gone", status="discontinued")
    make_project("Here")
    context = client.get("/projects/?theme=language").context
    assert context["left_out"] == [
        LeftOutRows(1, "1 that has ended is not shown.", "/projects/?theme=language&status=all")
    ]


def test_a_value_that_does_not_exist_is_named_and_left_out(client):
    make_project("Here")
    response = client.get("/projects/?theme=nonsense&theme=language&colour=red")
    assert names(response) == ["Here"]
    assert any("nonsense" in notice for notice in response.context["notices"])
    assert not any("colour" in notice for notice in response.context["notices"])
    assert "colour" not in response.context["chips"][0].url


def test_nothing_found_names_the_filter_whose_removal_helps_most(client):
    make_project(themes=("housing",), cities=("hamburg",))
    make_project(themes=("language",), cities=("berlin",))
    make_project(themes=("language",), cities=("berlin",))
    suggestion = client.get("/projects/?theme=housing&city=berlin").context["suggestion"]
    assert (suggestion.label, suggestion.count, suggestion.url) == ("Housing", 2, "/projects/?city=berlin")


@pytest.mark.parametrize(
    ("query", "label", "url"),
    [
        ("q=asylum+in+law+tandem", "law", "/projects/?q=asylum+in+tandem"),
        ("q=asylim+nonsense", "nonsense", "/projects/?q=asylim"),
        ("q=asylim+law+kitchen", "kitchen", "/projects/?q=asylim+law"),
        ("q=asylim+kitchen", "asylim", "/projects/?q=kitchen"),
        ("q=asylim&theme=housing", "asylim", "/projects/?theme=housing"),
        ("q=asylum+law&city=hamburg", "Hamburg", "/projects/?q=asylum+law"),
        ('q=asylum+"job+fair"', "job fair", "/projects/?q=asylum"),
        ("q=asylum+-tandem+-asylum", "-asylum", "/projects/?q=asylum+-tandem"),
        ("q=nonsense+more-nonsense", "nonsense more-nonsense", "/projects/"),
    ],
)
def test_nothing_found_names_the_word_whose_removal_helps_most(client, query, label, url):
    make_project("Asylum tandem")
    make_project("Asylum help", cities=("berlin",))
    make_project("Law of asylum", cities=("paris",))
    make_project("Kitchen", cities=("hamburg",), themes=("housing",))
    response = client.get(f"/projects/?{query}")
    suggestion = response.context["suggestion"]
    assert (suggestion.label, suggestion.url) == (label, url)
    assert client.get(url).context["total"] == suggestion.count > 0
    assert f"Without “{label}”" in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_words_that_find_nothing(client):
    def queries(text):
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/projects/", {"q": text, "theme": "language", "where": "berlin"})
        assert response.context["total"] == 0
        return len(captured)

    make_project("Asylum")
    client.get("/insights/")  # whether intake is open is asked once for each directory version
    many = "asylum " + " ".join(f"word{letter}" for letter in "abcdefghijk")
    assert queries(many) <= queries("asylum lawx") <= 14


@pytest.mark.parametrize(
    ("typed", "is_said"), [("b", True), ("C++", True), ("b box", False), ("7", False), ("bo", False)]
)
def test_what_a_single_letter_finds_is_said(client, typed, is_said):
    notices = client.get("/projects/", {"q": typed}).context["notices"]
    assert notices == ["A single letter finds only words of one letter."] * is_said


def test_a_correction_that_finds_nothing_promises_no_results(client):
    make_project("Hack the future")
    corrected = client.get("/projects/?q=futrue").content.decode()
    assert "Nothing contains the word <q>futrue</q>. These are the results for <b>future</b>." in corrected
    empty = client.get("/projects/?q=futrue&theme=language&where=europe").content.decode()
    assert "Nothing contains the word <q>futrue</q>." in empty
    assert "These are the results" not in empty


def test_what_would_be_found_without_a_status_leaves_out_what_ended_as_the_list_does(client):
    make_project("Gone", themes=("housing",), status="discontinued")
    make_project("Here", themes=("language",))
    suggestion = client.get("/projects/?theme=housing&status=paused").context["suggestion"]
    assert suggestion is None


@pytest.mark.parametrize(
    ("query", "number", "said"),
    [
        ("page=-1", 1, "“-1”"),
        ("page=0", 1, "“0”"),
        ("page=many", 1, "“many”"),
        ("page=999999999999", 2, "“999999999999”"),
        ("per_page=7", 1, "“7”"),
        ("q=" + "helps+" * 2000, 1, "long"),
    ],
)
def test_what_cannot_be_shown_as_asked_is_said(client, query, number, said):
    for _number in range(25):
        make_project()
    context = client.get(f"/projects/?{query}").context
    assert context["page_obj"].number == number
    assert [notice for notice in context["notices"] if said in notice] == context["notices"] != []


@pytest.mark.parametrize("number", ["2", "%2B2", "02", "٢", "%202"])
def test_a_page_is_known_by_its_number_however_that_is_written(client, number):
    for _number in range(25):
        make_project()
    context = client.get(f"/projects/?page={number}").context
    assert (context["page_obj"].number, context["notices"]) == (2, [])


def test_a_soft_hyphen_does_not_part_a_word_that_is_looked_for(client):
    make_project("Integration desk")
    assert names(client.get("/projects/", {"q": "integra\u00adtion"})) == ["Integration desk"]


def test_a_page_number_beyond_the_last_shows_the_last(client):
    for _number in range(13):
        make_project()
    page = client.get("/projects/?per_page=12&page=999999999999").context["page_obj"]
    assert (page.number, len(page)) == (2, 1)


def test_chips_remove_one_value_each_and_drop_the_page(client):
    make_project()
    chips = client.get("/projects/?theme=language&city=berlin&page=2").context["chips"]
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Language", "/projects/?city=berlin"),
        ("Berlin", "/projects/?theme=language"),
    ]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/projects/?theme=language&where=berlin&city=berlin&country=DE",
            ["Language", "Where: Berlin", "Berlin", "Germany"],
        ),
        (
            "/projects/?language=ar&focus=emergency&seeking=funding",
            ["Arabic", "Emergency assistance", "Looking for: Funding"],
        ),
        ("/projects/?status=unknown&newcomer_led=yes", ["Status: Not known", "Led by newcomers"]),
        ("/projects/?launched_from=2015&launched_to=2019", ["since 2015", "until 2019"]),
        ("/projects/?q=berlin&organisation=helpers", ["Search: berlin", "Organisation: Helpers"]),
        ("/organisations/?kind=company&size=0-5&network=net", ["Company", "up to 5 people", "Network: Net"]),
        (
            "/de/projects/?where=berlin&status=unknown&launched_from=2015",
            ["Wo: Berlin", "Status: Nicht bekannt", "seit 2015"],
        ),
        ("/events/?kind=other&time=past", ["Past", "Kind: Other"]),
        ("/funding/?stage=open&applicants=person", ["Stage: Open", "Who may apply: Individuals"]),
    ],
)
def test_chips_say_what_they_are(client, address, said):
    helpers = make_organisation("Helpers")
    make_organisation("Firm", networks=[make_organisation("Net", kind="grassroots")])
    make_project(organisations=[helpers])
    response = client.get(address)
    assert [chip.label for chip in response.context["chips"]] == said
    assert response.context["listing"].words == " · ".join(said)
    named = re.findall(r'class="chip" [^>]*aria-label="([^"]+)"', response.content.decode())
    # Whoever speaks to the page names a chip by what it shows.
    assert [label in name for label, name in zip(said, named, strict=True)] == [True] * len(said)


@pytest.mark.parametrize(
    ("query", "last"),
    [
        ("launched_from=2015&launched_from=2019&launched_from=2015&launched_from=2019", "2019"),
        ("launched_to=2019&launched_to=2015", "2015"),
        ("q=berlin&q=paris", "paris"),
        ("sort=name&sort=newest", "newest"),
        ("per_page=24&per_page=12", "12"),
        ("page=1&page=2", "2"),
    ],
)
def test_of_a_parameter_that_has_one_value_the_last_counts_and_the_others_are_named(client, query, last):
    for _number in range(13):
        make_project(summary="Helps in Paris.", launched=2015, status="active")
    name, first = query.split("&")[0].split("=")
    context = client.get(f"/projects/?per_page=12&{query}").context
    assert context["filterset"].data.getlist(name) == [last]
    assert len(context["chips"]) == (name not in ("sort", "per_page", "page"))
    notices = [notice for notice in context["notices"] if f"“{first}”" in notice]
    assert notices == [f"Too many values for “{name}”: “{first}” was left out."]
    refused = client.get(f"/projects.json?{query}")
    assert (refused.status_code, refused.content.decode()) == (400, f"Too many values:\n{name}={first}\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("founded_from=2016", "launched_from=2016"),
        ("founded_to=2015&theme=housing", "launched_to=2015&theme=housing"),
        ("sort=founded&q=helps", "sort=launched&q=helps"),
        ("founded_from=1999&launched_from=2016", "launched_from=2016"),
        ("founded_from=abc", "launched_from=abc"),
        ("page=2&per_page=12&founded_from=2001", "page=2&per_page=12&launched_from=2001"),
    ],
)
@pytest.mark.parametrize("path", ["/projects/", "/de/projects/", "/map/germany/"])
def test_an_address_of_old_leads_to_the_one_of_today(client, path, old, new):
    make_project(launched=2016, status="active")

    response = client.get(f"{path}?{old}")

    assert (response.status_code, response.url) == (302, f"{path}?{new}")


def test_what_organisations_call_founded_goes_on_being_called_so(client):
    make_organisation("Old", founded=1990)
    make_organisation("New", founded=2020)

    response = client.get("/organisations/?sort=founded")

    assert [one.name for one in response.context["page_obj"]] == ["New", "Old"]


def test_a_value_that_is_there_twice_counts_once(client):
    make_project()
    context = client.get("/projects/?theme=language&theme=language&launched_from=2015&launched_from=2015").context
    assert len(context["chips"]) == 2
    assert context["notices"] == []


STRANGE = st.text(max_size=60) | st.sampled_from(
    [
        "\0",
        "-1",
        "999999999999",
        "' OR 1=1 --",
        "<script>",
        '"',
        '"open',
        "-",
        "a" * 10_000,
        "%",
        "_",
        "\ufffd",
        "|",
    ]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "q",
                    "theme",
                    "city",
                    "country",
                    "where",
                    "status",
                    "language",
                    "newcomer_led",
                    "focus",
                    "seeking",
                    "organisation",
                    "launched_from",
                    "launched_to",
                    "sort",
                    "page",
                    "per_page",
                    "network",
                    "nonsense",
                ]
            ),
            STRANGE,
        ),
        max_size=6,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_strange_input_gives_a_sound_page(client, parameters):
    query = "&".join(f"{name}={quote_bytes(value)}" for name, value in parameters)
    assert client.get(f"/projects/?{query}", follow=True).status_code == 200
    assert client.get(f"/organisations/?{query}", follow=True).status_code == 200
    assert client.get(f"/projects.json?{query}").status_code in (200, 400)


def quote_bytes(text):
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def test_invalid_utf_8_gives_a_sound_page(client):
    assert client.get("/projects/?q=%ff%fe&theme=%c3%28").status_code == 200


@pytest.mark.parametrize("rows", [2, 30])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=helps&sort=relevance",
        "q=hepls+people",
        "theme=language&city=berlin&where=berlin&status=all&language=de&seeking=funding&focus=emergency&newcomer_led=yes"
        "&country=DE&launched_from=2000&organisation=helpers&q=helps",
        "theme=language&city=hamburg&q=nothing-like-this",
    ],
)
def test_a_list_page_takes_at_most_fourteen_queries(client, django_assert_max_num_queries, query, rows):
    organisation = make_organisation("Helpers")
    for _number in range(rows):
        make_project(
            languages=["de"],
            seeking=["funding"],
            focus="emergency",
            newcomer_led="yes",
            launched=2015,
            status="active",
            organisations=[organisation],
        )
    client.get("/insights/")  # whether intake is open is asked once for each directory version
    with django_assert_max_num_queries(14):
        client.get(f"/projects/?{query}")


def test_a_draft_is_a_preview_for_a_curator_and_unknown_to_a_visitor(client):
    draft = make_project("Draft", published=False)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(make_curator())
    response = client.get(draft.get_absolute_url())
    assert response.status_code == 200
    assert response.context["is_preview"]


def test_an_old_address_redirects_after_a_rename(client):
    project = make_project("Old name")
    project.slug = "new-name"
    save_entry(project)
    response = client.get("/projects/old-name/")
    assert (response.status_code, response["Location"]) == (301, "/projects/new-name/")


def test_the_address_of_a_merged_duplicate_leads_to_the_one_that_stays(client):
    keep, duplicate = make_project("Keep"), make_project("Duplicate")
    merge_projects(keep=keep, duplicate=duplicate, by=make_curator())
    assert client.get("/projects/duplicate/")["Location"] == "/projects/keep/"


def test_no_address_leads_to_something_withdrawn_and_each_says_that_it_is_gone(client):
    project = make_project("Old name")
    project.slug = "new-name"
    save_entry(project)
    withdraw(project, by=None)
    assert client.get("/projects/old-name/").status_code == 410
    assert client.get("/projects/new-name/").status_code == 410


def test_an_old_address_of_a_draft_is_not_known(client):
    project = make_project("Old name", published=False)
    project.slug = "new-name"
    save_entry(project)
    assert client.get("/projects/old-name/").status_code == 404


def test_a_discontinued_project_points_to_active_ones_nearby(client):
    ended = make_project("Ended", themes=("housing",))
    discontinue(ended, by=None, ended=2019)
    make_project("Near", themes=("housing",), status="active")
    make_project("Unknown", themes=("housing",))
    make_project("Far", themes=("housing",), cities=("paris",), status="active")
    make_project("Different", themes=("health",), status="active")
    context = client.get("/projects/ended/").context
    assert [project.name for project in context["related"]] == ["Near", "Far"]


def test_a_project_names_the_published_organisations_behind_it_the_lead_first(client):
    funder, lead, partner = (make_organisation(name) for name in ("Alpha Fund", "Beta Lead", "Gamma Partner"))
    draft = make_organisation("Delta Draft", published=False)
    project = make_project()
    pairs = [(funder, Role.FUNDER), (lead, Role.LEAD), (partner, Role.PARTNER), (draft, Role.LEAD)]
    save_project(project, partnerships=pairs)
    assert client.get(project.get_absolute_url()).context["organisers"] == [lead, partner, funder]


def test_an_organisation_shows_its_published_projects_and_partners(client):
    one, two = make_organisation("One"), make_organisation("Two")
    make_project("Shared", organisations=[one, two])
    make_project("Draft", organisations=[one, make_organisation("Three")], published=False)
    context = client.get("/organisations/one/").context
    assert [project.name for project in context["related"]] == ["Shared"]
    assert [partner.name for partner in context["partners"]] == ["Two"]


def title_of(response):
    (title,) = re.findall(r"<title>(.*?)</title>", response.content.decode(), re.S)
    return title.strip()


@pytest.mark.anywhere
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/projects/", "Projects"),
        ("/projects/?page=2", "Projects (page 2)"),
        ("/projects/?theme=language&where=berlin", "Projects: Language · Where: Berlin"),
        ("/projects/?theme=language&launched_from=2015&page=2", "Projects: Language · since 2015 (page 2)"),
        ("/de/projects/?theme=language&page=2", "Projekte: Language (Seite 2)"),
        ("/organisations/?kind=company", "Organisations: Company"),
        ("/events/?time=past", "Events: Past"),
    ],
)
def test_a_list_is_called_what_it_was_asked_for(client, settings, headers, address, title):
    for _number in range(25):
        make_project(launched=2016, status="active")
    assert title_of(client.get(address, headers=headers)) == f"{title} – {settings.SITE_NAME}"


def test_a_list_that_was_asked_for_much_has_a_title_of_bounded_length(client, settings):
    response = client.get("/projects/", {"q": "word " * 200})
    assert title_of(response).startswith("Projects: Search: word word ")
    assert title_of(response).endswith(f"… – {settings.SITE_NAME}")
    assert len(title_of(response)) < 160
    assert len(response.context["listing"].words) > 900


def test_htmx_gets_the_results_alone(client):
    make_project("Here")
    html = client.get("/projects/", headers={"HX-Request": "true"}).content.decode()
    assert "Here" in html
    assert "<html" not in html


@pytest.mark.django_db
def test_a_search_too_long_to_be_led_to_its_settled_address_is_answered_where_it_was_asked(client):
    page = client.get("/projects/?q=&q=" + "a" * 20_000)
    assert page.status_code == 200
    assert "too long" in page.content.decode()
