"""What projects can learn from each other: on their own pages and on those of their themes."""

import re

import pytest

from cluster.knowledge import MOST_OF_A_COUNTRY
from projects.models import Status
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.factories import make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def headings(html):
    return [re.sub(r"<[^>]+>", "", heading).strip() for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", html)]


def section(html, section_id):
    """Return the part of a page from the heading of a section to the end of that section."""
    start = html.index(f'aria-labelledby="{section_id}"')
    return html[start : html.index("</section>", start)]


def test_the_page_of_a_project_tells_what_was_written_and_what_its_organisations_run(client):
    school = make_organisation("School")
    project = make_project("Code", organisations=[school])
    make_publication("About code", projects=[project])
    make_publication("Draft about code", projects=[project], published=False)
    make_publication("About others", projects=[make_project("Other")])
    make_event("Open day", organiser=school)
    make_event("Foreign event", organiser=make_organisation("Others"))
    part = section(client.get("/projects/code/").content.decode(), "knowledge")
    assert re.findall(r"<bdi>(.*?)</bdi>", part) == ["Open day", "About code"]


def test_the_page_of_an_organisation_tells_what_it_wrote_and_what_was_written_about_its_projects(client):
    school = make_organisation("School")
    project = make_project("Code", organisations=[school])
    make_publication("By it", organisations=[school], year=2020)
    make_publication("About its project", projects=[project], year=2019)
    make_publication("About others", year=2021)
    make_event("Open day", organiser=school)
    part = section(client.get("/organisations/school/").content.decode(), "knowledge")
    assert re.findall(r"<bdi>(.*?)</bdi>", part) == ["Open day", "By it", "About its project"]


def test_the_page_of_a_project_leads_to_active_ones_that_do_the_same_in_other_countries(client):
    def add(name, country, city, **fields):
        defaults = {"status": Status.ACTIVE, "themes": ("coding-schools",)}
        make_project(name, cities=(city,), country=country, **defaults | fields)

    add("Here", "DE", "berlin")
    add("Next door", "DE", "hamburg")
    add("Abroad", "FR", "paris")
    add("Abroad but over", "FR", "paris", status=Status.DISCONTINUED)
    add("Abroad but other", "FR", "paris", themes=("housing",))
    add("Abroad but draft", "FR", "paris", published=False)
    part = section(client.get("/projects/here/").content.decode(), "abroad")
    assert re.findall(r'<h3 class="card__name">.*?<bdi>(.*?)</bdi>', part) == ["Abroad"]


def test_of_a_project_without_a_country_nothing_can_be_said_to_lie_abroad(client):
    make_project("Nowhere", cities=(), country="", themes=("coding-schools",))
    make_project("Abroad", country="FR", cities=("paris",), themes=("coding-schools",), status=Status.ACTIVE)
    assert 'id="abroad"' not in client.get("/projects/nowhere/").content.decode()


def test_a_page_about_which_nothing_is_known_says_nothing(client):
    make_project("Alone")
    assert "What projects can learn from each other" not in client.get("/projects/alone/").content.decode()


def test_the_page_of_a_theme_shows_its_knowledge_and_its_projects_across_countries(client):
    theme = make_theme("coding-schools")
    for name, country, city in [("A", "DE", "berlin"), ("B", "DE", "hamburg"), ("C", "FR", "paris")]:
        make_project(name, country=country, cities=(city,), themes=(theme.slug,), status=Status.ACTIVE)
    make_project("Aa, not known", country="FR", cities=("paris",), themes=(theme.slug,))
    make_project("Over", country="FR", cities=("paris",), themes=(theme.slug,), status=Status.DISCONTINUED)
    make_publication("To read", themes=(theme.slug,))
    make_event("To meet", themes=(theme.slug,))
    make_event("Was", themes=(theme.slug,), days_ahead=-7)
    make_funding("To apply", themes=(theme.slug,))
    make_funding("Closed", themes=(theme.slug,), days_ahead=-1)
    make_publication("On something else", themes=("housing",))
    html = client.get("/themes/coding-schools/").content.decode()
    assert re.findall(r"<bdi>(.*?)</bdi>", section(html, "knowledge")) == ["To meet", "To apply", "To read"]
    countries = section(html, "by-country")
    assert [name.strip() for name in re.findall(r"<h3>(.*?)<span", countries)] == ["France", "Germany"]
    assert re.findall(r"<bdi>(.*?)</bdi>", countries) == ["C", "Aa, not known", "A", "B"]
    assert countries.count("(active)") == 3


def test_many_projects_of_a_country_lead_to_their_list(client):
    make_theme("language")
    for number in range(9):
        make_project(f"Project {number}", status=Status.ACTIVE)
    make_project("Elsewhere", country="FR", cities=("paris",), status=Status.ACTIVE)
    part = section(client.get("/themes/language/").content.decode(), "by-country")
    assert len(re.findall(r"<bdi>", part)) == MOST_OF_A_COUNTRY + 1
    (address,) = re.findall(r'href="(/projects/\?[^"]+)"', part)
    assert client.get(address.replace("&amp;", "&")).context["total"] == 9


def test_countries_of_which_no_project_is_named_follow_in_one_list(client, monkeypatch):
    monkeypatch.setattr("cluster.knowledge.MOST_PROJECTS", 3)
    make_theme("language")
    for country, number in (("DE", 4), ("FR", 2), ("AT", 1)):
        for each in range(number):
            make_project(f"{country} {each}", country=country, cities=(), status=Status.ACTIVE)
    part = section(client.get("/themes/language/").content.decode(), "by-country")
    assert re.findall(r"<h3>(.*?) ?<", part) == ["Germany", "Further countries"]
    further = part[part.index("Further countries") :]
    assert re.findall(r'href="(.*?)">(.*?) <span class="muted small">(.*?)<', further) == [
        ("/projects/?theme=language&amp;country=FR", "France", "2"),
        ("/projects/?theme=language&amp;country=AT", "Austria", "1"),
    ]


@pytest.mark.parametrize("path", ["/projects/code/", "/organisations/school/", "/themes/language/"])
def test_the_number_of_queries_does_not_depend_on_how_much_is_known(client, path, django_assert_max_num_queries):
    def queries(address):
        client.get("/insights/")  # whether intake is open is asked once for each directory version
        with django_assert_max_num_queries(60) as counted:
            client.get(address)
        return len(counted)

    def know(project, school, names):
        for name in names:
            make_publication(f"Report {name}", themes=("language",), projects=[project], organisations=[school])
            make_event(f"Event {name}", themes=("language",), organiser=school)
            make_funding(f"Fund {name}", themes=("language",))
            make_project(f"Abroad {name}", country="FR", cities=("paris",), status=Status.ACTIVE)

    school = make_organisation("School")
    project = make_project("Code", organisations=[school], status=Status.ACTIVE)
    know(project, school, "ab")
    client.get(path)
    few = queries(f"{path}?again")
    know(project, school, "cdefghi")
    assert queries(f"{path}?again") == few


# One search over everything


def test_everything_is_found_by_one_search_and_no_draft(client):
    make_project("Coding school")
    make_organisation("Coding club")
    make_event("Coding day", days_ahead=-30)
    make_publication("Coding report", title_de="Programmieren")
    make_funding("Coding fund", days_ahead=-30)
    make_page("coding", title_en="Coding page")
    make_event("Coding draft", published=False)
    make_page("draft", title_en="Coding draft page", published=False)
    groups = client.get("/search/?q=coding").context["groups"]
    assert {group.id: [str(item) for item in group.found] for group in groups} == {
        "project": ["Coding school"],
        "organisation": ["Coding club"],
        "event": ["Coding day"],
        "publication": ["Coding report"],
        "fundingopportunity": ["Coding fund"],
        "page": ["Coding page"],
    }
    german = client.get("/search/?q=programmieren").context["groups"]
    assert [group.id for group in german] == ["publication"]


def test_more_than_are_shown_lead_to_their_list(client):
    for number in range(7):
        make_event(f"Meeting {number}", days_ahead=-number)
    (group,) = client.get("/search/?q=meeting").context["groups"]
    assert len(group.found) == 5
    assert client.get(group.url).context["total"] == 7


def test_projects_that_have_ended_come_last_and_say_so(client):
    make_project("Arrival", status="discontinued")
    make_project("The last arrival", status="active")
    response = client.get("/search/?q=arrival")
    (group,) = response.context["groups"]
    assert [project.name for project in group.found] == ["The last arrival", "Arrival"]
    assert "</svg>Discontinued</span>" in response.content.decode()


def test_a_mistake_is_mended_for_all_kinds_at_once_and_the_page_says_so(client):
    make_project("Coding school")
    make_event("Codes for beginners")
    response = client.get("/search/?q=schol")
    assert [group.id for group in response.context["groups"]] == ["project"]
    html = response.content.decode()
    assert "Nothing contains the word <q>schol</q>. These are the results for <b>school</b>." in html
    assert "<bdi>Coding <mark>school</mark></bdi>" in html
    exact = client.get("/search/?q=codes")
    assert [group.id for group in exact.context["groups"]] == ["event"]
    assert exact.context["corrections"] == ()


def test_what_a_single_letter_finds_is_said(client):
    assert "A single letter finds only words of one letter." in client.get("/search/?q=b").content.decode()


def test_summaries_stand_in_full_and_in_their_language(client):
    summary = "Wir helfen " + "sehr " * 40 + "beim Wohnen"
    make_project("Daheim", summary=summary, text_language="de")
    make_publication("Report", summary_en="On Wohnen")
    html = client.get("/de/search/?q=wohnen").content.decode()
    assert f'lang="de" dir="auto">{summary.removesuffix("Wohnen")}<mark>Wohnen</mark></span>' in html
    assert 'lang="en" dir="auto">On <mark>Wohnen</mark></span>' in html


@pytest.mark.parametrize("typed", ["", " ", "%00", "xyzzy", '"', "-", "a" * 3000, "<script>alert(1)</script>"])
def test_odd_searches_are_answered_too(client, typed):
    make_event("Meeting")
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_whats_on_stands_on_the_page_of_the_cluster(client):
    make_page("cluster")
    make_event("Next")
    make_event("Past", days_ahead=-5)
    make_funding("Open call")
    make_funding("Closed call", days_ahead=-5)
    make_publication("To read")
    html = client.get("/cluster/").content.decode()
    for shown in ("Next", "Open call", "To read"):
        assert f"<bdi>{shown}</bdi>" in html
    assert "Past" not in html
    assert "Closed call" not in html
    assert {"Next events", "Open funding"} <= set(headings(html))
