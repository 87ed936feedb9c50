"""What a project offers: where it can be used, for whom, at what cost, and what its page, its form and its data say."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from entries.actions import index_entry
from projects.filtersets import ProjectFilterSet
from projects.models import Project
from projects.wording import contacts_of, used_in, used_in_short
from submissions.payloads import form_of, payload_of_entry
from tests.factories import make_city, make_project

pytestmark = pytest.mark.django_db


def linked_data(client, project):
    html = client.get(project.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


@pytest.mark.parametrize(
    ("offer", "in_words", "in_short"),
    [
        ({}, "", ""),
        ({"delivery": "online"}, "", "Online"),
        ({"reach": "city"}, "Berlin and Paris, France", "Berlin and Paris, France"),
        ({"reach": "city", "reach_places": ["DE-BY"]}, *["Bavaria, Berlin and Paris, France"] * 2),
        ({"reach": "country", "delivery": "online"}, "Germany, country-wide", "Germany, country-wide, online"),
        ({"reach": "country", "reach_places": ["GR"]}, "Greece, country-wide", "Greece, country-wide"),
        ({"reach": "countries", "reach_places": ["PL", "UA"]}, "Poland and Ukraine", "Poland and Ukraine"),
        ({"reach": "anywhere", "delivery": "both"}, "Anywhere", "Anywhere, online"),
    ],
)
def test_where_it_can_be_used_is_told_in_words(offer, in_words, in_short):
    project = make_project(cities=["berlin", "paris"], **offer)

    assert (used_in(project), used_in_short(project)) == (in_words, in_short)


def test_without_a_city_an_offer_for_its_cities_is_somewhere_in_its_country():
    assert used_in(make_project(cities=[], reach="city")) == "Germany"
    assert used_in(make_project(cities=[], reach="city", reach_places=["DE-BY"])) == "Bavaria"


@pytest.mark.parametrize(
    ("reach", "places"),
    [
        ("city", ["FR"]),
        ("country", ["FR", "GR"]),
        ("country", ["DE-BY"]),
        ("countries", []),
        ("countries", ["DE-BY"]),
        ("anywhere", ["FR"]),
        ("", ["DE-BY"]),
        ("country", ["nowhere"]),
    ],
)
def test_places_that_do_not_go_with_the_reach_are_refused_beside_their_field(reach, places):
    payload = payload_of_entry(make_project()) | {"reach": reach, "reach_places": places}

    form = form_of("project", payload)

    assert list(form.errors) == ["reach_places"]
    assert form["reach_places"].value() == places


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("phone", "call me"),
        ("email", "somebody at example.org"),
        ("channels", "https://t.me/lingo\nhttps://example.org/"),
        ("audience", "a" * 20_000),
        ("how_to_start", "\u202eturned"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_stays_there(field, text):
    form = form_of("project", payload_of_entry(make_project()) | {field: text})

    assert list(form.errors) == [field]
    assert form[field].value() == text


def test_a_number_that_belongs_to_the_country_of_the_project_is_stored_with_its_code():
    project = make_project(country="AT", cities=[])
    form = form_of("project", payload_of_entry(project) | {"phone": "01 5880", "cities": []}, project)

    assert form.is_valid()
    assert form.save(commit=False).phone == "+43 1 5880"


def test_the_ways_to_get_in_touch_are_links_and_load_nothing(client):
    project = make_project(
        email="hello@lingo.example", phone="+49 30 901820", channels="https://t.me/lingo\nhttps://wa.me/4930901820"
    )

    assert contacts_of(project) == [
        ("E-mail", "mailto:hello@lingo.example", "hello@lingo.example"),
        ("Telephone", "tel:+49-30-901820", "+49 30 901820"),
        ("Telegram", "https://t.me/lingo", "t.me/lingo"),
        ("WhatsApp", "https://wa.me/4930901820", "wa.me/4930901820"),
    ]
    page = client.get(project.get_absolute_url()).content.decode()
    assert 'href="tel:+49-30-901820" rel="nofollow noopener" dir="ltr"' in page
    assert set(re.findall(r' src="(?:https?:)?//([^/"]*)', page)) <= {"testserver"}


def test_what_to_do_next_stands_before_the_dates_of_trust_and_not_on_a_page_of_what_has_ended(client):
    known = {"website": "https://lingo.example/", "how_to_start": "come on a Tuesday", "cost": "some"}
    page = client.get(make_project("Lingo", **known).get_absolute_url()).content.decode()
    ended = client.get(make_project("Old", status="discontinued", **known).get_absolute_url()).content.decode()

    order = ["Some of it is free", "Come on a Tuesday", "Visit the website", "How sure this is"]
    assert sorted(order, key=page.index) == order
    assert page.count("Visit the website") == 1
    assert "Come on a Tuesday" not in ended
    assert "Its former website" in ended


def test_what_is_not_known_of_an_offer_is_said_to_be_so(client):
    page = client.get(make_project().get_absolute_url()).content.decode()

    offer = page.partition('class="offer"')[2].partition("</section>")[0]
    assert offer.count("Not known") == 4  # whom it is for, where, languages, cost


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("cost=free", {"Free"}),
        ("cost=free&cost=fee", {"Free", "Fee"}),
        ("delivery=online", {"Free", "Both"}),
        ("delivery=on-site", {"Fee", "Both"}),
        ("delivery=both", {"Both"}),
        ("reach=city", {"Fee"}),
        ("reach=country", {"Free", "Both"}),
        ("reach=anywhere", {"Wide"}),
        ("cost=some&unknown=cost", {"Both", "Wide", "Silent"}),
    ],
)
def test_lists_narrow_by_cost_delivery_and_reach(client, query, names):
    make_project("Free", cost="free", delivery="online", reach="country")
    make_project("Fee", cost="fee", delivery="on-site", reach="city")
    make_project("Both", cost="some", delivery="both", reach="countries", reach_places=["PL", "UA"])
    make_project("Wide", reach="anywhere")
    make_project("Silent")

    rows = json.loads(b"".join(client.get(f"/projects.json?{query}").streaming_content))["projects"]

    assert {row["name"] for row in rows} == names
    counts = {f.name: {o.value: o.count for o in f.options} for f in client.get("/projects/").context["facets"]}
    assert counts["delivery"] == {"online": 2, "on-site": 2, "both": 1}
    assert counts["reach"] == {"country": 2, "city": 1, "anywhere": 1}


@pytest.mark.parametrize("word", ["free", "kostenlos", "مجاني", "безкоштовно", "Tuesdays", "beginners"])
def test_the_search_finds_cost_in_any_language_and_the_texts_of_the_offer(word):
    make_project("Other", cost="fee")
    project = make_project("Lingo", cost="free", audience="for beginners", how_to_start="come on Tuesdays")

    found = ProjectFilterSet(QueryDict(f"q={word}")).qs

    assert [one.pk for one in found] == [project.pk]


def test_linked_data_say_what_is_offered_in_the_words_of_schema_org(client):
    project = make_project(
        cities=["berlin"],
        reach="city",
        reach_places=["DE-BB"],
        cost="fee",
        languages=["ar", "de"],
        audience="young people",
        email="hello@lingo.example",
        phone="+49 30 901820",
        channels="https://t.me/lingo",
    )

    data = linked_data(client, project)

    assert "Service" in data["@type"]
    assert data["areaServed"] == [
        {"@type": "City", "name": "Berlin"},
        {"@type": "AdministrativeArea", "name": "Brandenburg"},
    ]
    assert data["availableLanguage"] == ["ar", "de"]
    assert data["isAccessibleForFree"] is False
    assert data["audience"] == {"@type": "Audience", "audienceType": "young people"}
    assert (data["email"], data["telephone"], data["sameAs"]) == (
        "hello@lingo.example",
        "+49 30 901820",
        ["https://t.me/lingo"],
    )


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ({"reach": "anywhere", "cost": "free"}, ("Worldwide", True)),
        ({"reach": "country"}, ([{"@type": "Country", "name": "Germany"}], None)),
        ({"cost": "some"}, (None, None)),
    ],
)
def test_linked_data_leave_out_what_is_not_known_or_not_true_of_all_of_it(client, offer, said):
    data = linked_data(client, make_project(**offer))

    assert (data.get("areaServed"), data.get("isAccessibleForFree")) == said


def test_a_card_says_where_it_can_be_used_and_that_it_is_free(client):
    make_project("Here", reach="city", cost="free", delivery="on-site")
    make_project("Everywhere", reach="anywhere", cost="fee", delivery="online")
    make_project("Unknown")

    cards = client.get("/projects/").content.decode().split('<article class="card')[1:]
    metas = {re.search("<bdi>([^<]*)", card)[1]: card.partition('class="meta"')[2] for card in cards}

    assert "Berlin" in metas["Here"]
    assert "Free" in metas["Here"]
    assert "Anywhere, online" in metas["Everywhere"]
    assert "Berlin" not in metas["Everywhere"]
    assert "fee" not in metas["Everywhere"]
    assert "Berlin" in metas["Unknown"]


def test_names_of_regions_follow_the_language():
    project = make_project(cities=[], reach="city", reach_places=["DE-BY"])

    with override("de"):
        assert used_in(project) == "Bayern"


def test_facts_of_an_offer_are_checked_in_tables_as_well():
    with pytest.raises(ValidationError) as refusal:
        Project(name="A", summary="B", country="DE", phone="none", reach="countries").full_clean(exclude=["slug"])

    assert {"phone", "reach_places"} <= refusal.value.message_dict.keys()


def test_a_city_that_changes_its_name_changes_where_an_offer_can_be_used():
    project = make_project(cities=["berlin"], reach="city")
    city = make_city("berlin")
    city.name_en = "Bärlin"
    city.save()
    index_entry(project)

    assert used_in(Project.objects.get()) == "Bärlin"
