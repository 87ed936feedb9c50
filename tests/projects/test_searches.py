"""What people type is read as a need, a place and a language, and is answered."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.utils.translation import override

from listing.page import Listing
from projects.filtersets import ProjectFilterSet
from projects.suggestions import suggestions
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def listing(typed, **parameters):
    data = QueryDict(mutable=True)
    data["q"] = typed
    for name, value in parameters.items():
        data[name] = value
    return Listing(ProjectFilterSet(data), "/projects/")


def names(typed, **parameters):
    return [project.name for project in listing(typed, **parameters).page]


def read_as(typed):
    return [part.label for part in listing(typed).read_as]


@pytest.fixture
def directory(db):
    make_theme("housing", name_en="Housing", name_de="Wohnen", other_words_en="flat*, room*", other_words_de="Wohnung*")
    make_theme("language", name_en="Language", other_words_en="german course*, ~learn*", other_words_de="~lernen")
    make_theme("job-matching", name_en="Job matching", other_words_en="work, job*", other_words_ar="عمل, وظيفة")
    make_city("berlin", name_en="Berlin", name_ar="برلين", name_uk="Берлін")
    make_city("hamburg", name_en="Hamburg", name_fr="Hambourg")
    make_project("Roof", themes=["housing"], cities=["berlin"], languages=["ar"], status="active")
    make_project("Attic", themes=["housing"], cities=["berlin"], status="unknown")
    make_project("Harbour", themes=["housing"], cities=["hamburg"], status="active")
    make_project("Tandem", themes=["language"], cities=["berlin"], languages=["de"])
    make_project("Shifts", themes=["job-matching"], cities=["berlin"], languages=["ar"])


def test_a_sentence_is_read_as_need_and_place(directory):
    assert names("I need a flat in Berlin") == ["Roof", "Attic"]
    assert read_as("I need a flat in Berlin") == ["Housing", "Berlin"]


def test_the_very_sentence_the_directory_exists_for(directory):
    assert names("أريد عمل في برلين بالعربية") == ["Shifts"]
    with override("ar"):
        assert len(read_as("أريد عمل في برلين بالعربية")) == 3


def test_cities_are_found_in_the_forms_of_a_sentence(directory):
    assert "Harbour" not in names("у Берліні")
    assert set(names("у Берліні")) == {"Roof", "Attic", "Tandem", "Shifts"}


@pytest.mark.parametrize(
    "typed",
    ["flat near me", "Wohnung in meiner Nähe", "logement ici housing", "عمل هنا flat", "flat поруч", "Flat in my city"],
)
def test_here_is_the_city_that_the_directory_is_for_and_can_be_taken_off(typed, directory):
    assert "Berlin" in read_as(typed)


def test_here_gives_way_to_the_place_that_is_named(directory):
    make_project("Alpine", themes=["housing"], cities=[], country="AT")

    assert names("a flat in Hamburg, near me")[0] == "Harbour"
    assert read_as("a flat in Hamburg, near me") == ["Housing", "Hamburg"]
    assert read_as("flat here in Austria") == ["Housing", "Austria"]


def test_countries_and_languages_are_known_in_all_languages(directory):
    make_project("Alpine", themes=["housing"], cities=[], country="AT", languages=["fa"])

    for typed in ("Österreich", "Austria", "Autriche", "النمسا", "Австрія", "в Австрії"):
        assert names(typed) == ["Alpine"], typed
    for typed in ("Farsi", "Persisch", "en persan", "الفارسية", "перською"):
        assert names(typed) == ["Alpine"], typed


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("flat in Bavaria", "Bavaria"),
        ("Wohnung in Bayern", "Bavaria"),
        ("appartement en Bavière", "Bavaria"),
        ("سكن في بافاريا", "Bavaria"),
        ("سكن ببافاريا", "Bavaria"),
        ("квартира у Баварії", "Bavaria"),
        ("Bavraia", "Bavaria"),
        ("work in Greater Manchester", "Greater Manchester"),
        ("Tyne and Wear", "Tyne and Wear"),
        ("Arbeit NRW", "North Rhine-Westphalia"),
        ("Nordrhein-Westfalens", "North Rhine-Westphalia"),
        ("Rhénanie-du-Nord-Westphalie", "North Rhine-Westphalia"),
        ("у Північному Рейні — Вестфалії", "North Rhine-Westphalia"),
        ("у Нижній Саксонії", "Lower Saxony"),
        ("у Саксонії", "Saxony"),
        ("Sachsen-Anhalt", "Saxony-Anhalt"),
        ("إقليم كردستان", "Kurdistan Region"),
        ("Saarland, Germany", "Saarland"),
        ("here in Thuringia", "Thuringia"),
    ],
)
def test_regions_are_known_in_all_languages(directory, typed, region):
    make_city("manchester", country="GB", name_en="Manchester")

    places = [part.label for part in listing(typed).read_as if part.label not in ("Housing", "Job matching")]
    assert places == [region]


def test_a_city_says_where_better_than_its_region(directory):
    make_city("munich", name_en="Munich", region="DE-BY")

    assert read_as("Munich, Bavaria") == ["Munich"]


def test_a_region_is_given_up_like_any_place_and_its_cities_are_near(directory, client):
    make_city("munich", name_en="Munich", region="DE-BY")
    make_project("Isar", themes=["job-matching"], cities=["munich"])
    found = listing("flat in Bavaria").in_part

    assert (found.kept, found.given_up) == ("Housing", "Bavaria")
    assert listing("flat in Bavaria").read_as[1].url == "/projects/?q=flat+in"
    near = listing("xylophone in Bavaria", fresh="all").near_by
    assert near == []
    assert listing("xylophone in Bavaria").filterset.near_by["city"][0] == "munich"


def test_a_region_hides_no_name(directory):
    make_city("munich", name_en="Munich", region="DE-BY")
    make_project("Isar", cities=["munich"])
    make_project("Bavaria Meets Syria", cities=["hamburg"])

    assert sorted(names("Bavaria")) == ["Bavaria Meets Syria", "Isar"]
    assert names("Bavaria Meets")[0] == "Bavaria Meets Syria"


def test_whoever_wants_to_learn_a_language_needs_no_offer_in_it(directory):
    make_project("Silent", themes=["language"], cities=[], languages=[])

    assert set(names("learn German")) == {"Tandem", "Silent"}


def test_known_to_run_comes_first_among_equally_good(directory):
    assert names("Wohnungen Berlin") == ["Roof", "Attic"]


def test_a_name_is_a_name_before_it_is_anything_else(directory):
    make_project("Flat Berlin", themes=["job-matching"], cities=["hamburg"])

    assert names("flat berlin")[0] == "Flat Berlin"


def test_where_nothing_fits_all_of_it_the_rest_is_shown_and_the_lack_is_said(directory):
    found = listing("job in Hamburg in Arabic")

    assert [project.name for project in found.page] == ["Shifts"]
    assert (found.in_part.kept, found.in_part.given_up) == ("Job matching and Arabic", "Hamburg")


def test_a_language_is_given_up_before_a_place(directory):
    found = listing("flat in Hamburg in Arabic")

    assert [project.name for project in found.page] == ["Harbour"]
    assert (found.in_part.kept, found.in_part.given_up) == ("Housing and Hamburg", "Arabic")


def test_each_part_can_be_taken_off(directory):
    urls = {part.label: part.url for part in listing("flat in Berlin").read_as}

    assert urls == {"Housing": "/projects/?q=in+Berlin", "Berlin": "/projects/?q=flat+in"}


def test_a_search_can_be_taken_word_by_word(directory):
    assert names("flat", read="words") == []
    assert listing("flat", read="words").read_as == []
    assert listing("flat").word_by_word_url == "/projects/?q=flat&read=words"


def test_filters_go_on_narrowing_what_was_read(directory):
    assert names("flat", city="hamburg") == ["Harbour"]
    assert listing("flat", city="hamburg").total == 1


def test_words_that_were_not_read_have_to_be_there(directory):
    make_project("Garden", themes=["housing"], cities=["berlin"], summary="A flat with a garden.")

    assert names("flat with garden in Berlin") == ["Garden"]


def test_a_typing_mistake_in_a_name_is_shown(directory):
    (part,) = listing("Hambourgg").read_as

    assert (part.label, part.typed) == ("Hamburg", "Hambourgg")


def test_a_word_of_a_name_is_no_name(directory):
    make_project("Works of art", themes=["language"], cities=["berlin"])

    assert names("I am looking for work")[0] == "Shifts"
    assert names("works of art")[0] == "Works of art"


def test_what_offers_both_comes_before_what_offers_one(directory):
    make_project("Zebra", themes=["housing", "job-matching"], cities=["berlin"])

    assert names("a flat and a job")[0] == "Zebra"


def test_of_two_things_the_one_said_first_comes_first(directory):
    make_project("Apprentices", themes=["job-matching"], cities=["berlin"])
    make_project("Zimmer", themes=["housing"], cities=["berlin"])
    flats, jobs = (
        [name for name in names(query) if name in {"Apprentices", "Zimmer"}]
        for query in ("a flat and a job in Berlin", "a job and a flat in Berlin")
    )
    assert (flats, jobs) == (["Zimmer", "Apprentices"], ["Apprentices", "Zimmer"])


def test_whom_the_whole_directory_is_for_goes_without_saying(directory):
    assert names("flats for refugees in Berlin") == ["Roof", "Attic"]
    assert read_as("flats for refugees in Berlin") == ["Housing", "Berlin"]
    assert names("refugees") == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Volunteer Planner", "volunteerplanner"),
        ("Flat Phrasebook", "flat phrase book"),
        ("Bureaucrazy", "bureau crazy"),
        ("Berlin4Ukraine", "berlin 4 ukraine"),
        ("Jobs4Refugees", "jobs for refugees"),
        ("Room for Refugees", "room4refugees"),
    ],
)
def test_a_name_is_found_with_its_words_written_as_one_or_apart(name, typed, directory):
    make_theme("volunteering", name_en="Volunteering", other_words_en="volunteer*")
    make_project("Helpers", themes=["volunteering"], cities=["berlin"])
    make_project(name, themes=["language"], cities=[])

    assert names(typed)[0] == name


def test_a_name_of_which_words_were_read_is_found_with_a_typing_mistake(directory):
    make_theme("community", name_en="Community", other_words_en="friend*", other_words_de="freund*")
    make_project("Neighbours", themes=["community"], cities=["hamburg"])
    make_project("Start with a Friend Hamburg", themes=["language"], cities=["hamburg"])

    assert names("start with a freind hamburg")[0] == "Start with a Friend Hamburg"


def test_words_in_passing_are_no_answer_where_all_of_the_search_was_read(directory):
    make_project("Stories", themes=["language"], cities=["berlin"], summary="A job in Hamburg, and other stories.")
    make_project("Board", themes=["job-matching"], cities=["berlin"], summary="A job in Hamburg or elsewhere.")
    make_project("Quay", themes=["job-matching"], cities=["hamburg"])

    assert names("job in Hamburg") == ["Quay", "Board"]
    assert "Stories" in names("job in Hamburg", read="words")


def test_a_language_counts_within_a_phrase(directory):
    make_theme("arts-media", name_en="Media", other_words_en="news, arabic news", other_words_ar="جريدة")
    make_project("Gazette", themes=["arts-media"], cities=["berlin"], languages=["ar"])
    make_project("Courier", themes=["arts-media"], cities=["berlin"], languages=["de"])

    assert names("arabic news") == ["Gazette"]
    assert names("جريدة عربية") == ["Gazette"]


def test_an_unlikely_correction_is_offered_and_not_carried_out(directory, client):
    make_project("Integreat")

    found = listing("ntegreat")
    assert (list(found.page), found.offers) == ([], [("integreat", "/projects/?q=integreat")])
    assert names("integriat") == ["Integreat"]
    html = client.get("/projects/", {"q": "ntegreat"}).content.decode()
    assert "Did you mean" in html
    assert 'href="/projects/?q=integreat"' in html


def test_where_nothing_fits_at_all_what_is_near_is_offered_with_counts(directory, client):
    found = {(way.label, way.count, way.url) for way in listing("Hambrok xyzzyx").near_by}

    assert ("Hamburg", 1, "/projects/?city=hamburg") in found
    assert ("Housing", 3, "/projects/?theme=housing") in found
    assert listing("flat").near_by == []
    assert "Perhaps one of these helps" in client.get("/projects/", {"q": "xyzzyx"}).content.decode()


def test_kinds_and_sizes_of_organisations_are_read_in_their_list(client, directory):
    make_organisation("Helpers", kind="nonprofit", cities=["berlin"])
    make_organisation("Builders", kind="company", cities=["berlin"])
    make_organisation("Giant", kind="nonprofit", size="over-1000", cities=["hamburg"])

    for typed in ("NGO in Berlin", "Vereine in Berlin", "associations à Berlin", "جمعيات في برلين", "фонди у Берліні"):
        html = client.get("/organisations/", {"q": typed}).content.decode()
        assert ("Helpers" in html, "Builders" in html, "Giant" in html) == (True, False, False), typed
    html = client.get("/organisations/", {"q": "large organisations"}).content.decode()
    assert ("Helpers" in html, "Giant" in html) == (False, True)


def test_the_search_over_everything_reads_like_the_lists(client, directory):
    make_organisation("Landlords", kind="nonprofit", themes=["housing"], cities=["berlin"])

    html = client.get("/search/", {"q": "I need a flat in Berlin"}).content.decode()
    assert all(name in html for name in ("Roof", "Attic", "Landlords"))
    assert "Harbour" not in html
    assert 'href="/search/?q=I+need+a+in+Berlin"' in html
    assert "Roof" not in client.get("/search/", {"q": "I need a flat in Berlin", "read": "words"}).content.decode()


def test_the_search_over_everything_shows_parts_only_where_nothing_fits_all(client, directory):
    make_organisation("Landlords", kind="nonprofit", themes=["housing"], cities=["hamburg"])

    html = client.get("/search/", {"q": "flat in Berlin"}).content.decode()
    assert "Landlords" not in html
    html = client.get("/search/", {"q": "flat in Hamburg in Arabic"}).content.decode()
    assert "Landlords" in html
    assert "Harbour" in html
    assert "Nothing matches your whole search." in html


def test_suggestions_read_a_sentence(directory):
    (row,) = suggestions("I need a flat in Berlin in Arabic")

    assert (row.label, row.url) == ("Housing · Berlin · Arabic", "/projects/?theme=housing&city=berlin&language=ar")


def test_suggestions_know_regions_and_countries(directory):
    make_city("munich", name_en="Munich", region="DE-BY")
    make_project("Isar", themes=["housing"], cities=["munich"])

    assert [(row.kind, row.label, row.url) for row in suggestions("Bay")] == [
        ("region", "Bavaria", "/projects/?region=DE-BY")
    ]
    (row,) = suggestions("flats in Bayern")
    assert (row.label, row.url) == ("Housing · Bavaria", "/projects/?theme=housing&region=DE-BY")
    (row,) = suggestions("flats in Germany")
    assert (row.label, row.url) == ("Housing · Germany", "/projects/?theme=housing&country=DE")
    (row,) = suggestions("something in Arabic")
    assert (row.kind, row.kind_label, row.label) == ("language", "Language of the offer", "Arabic")
    assert suggestions("Hesse") == []


def test_map_and_feed_read_a_search_the_same_way(client, directory):
    feed = client.get("/projects.atom", {"q": "flat in Berlin"})
    feed = b"".join(feed.streaming_content) if feed.streaming else feed.content

    assert all(name in feed.decode() for name in ("Roof", "Attic"))
    assert "Harbour" not in feed.decode()
    html = client.get("/map/", {"q": "flat in Berlin"}).content.decode()
    assert "Your search was read as" in html or "Berlin" in html
    assert "Harbour" not in html


def test_the_page_says_how_a_search_was_read(client, directory):
    html = client.get("/projects/", {"q": "flat in Hamburg in Arabic"}).content.decode()

    assert "Your search was read as" in html
    assert "in Arabic" in html
    assert "What you see here matches “Housing and Hamburg”, but not “Arabic”." in html


def test_exports_and_feeds_read_a_search_the_same_way(client, directory):
    lines = b"".join(client.get("/projects.csv", {"q": "flat Berlin"}).streaming_content).decode().splitlines()

    assert [line.split(",")[0] for line in lines[1:]] == ["Roof", "Attic"]


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "flat " * 400, "in in in", "мобыла", '"flat', "-flat", "flat -Berlin", "ﷺ", "a\u202eb"]
)
def test_nothing_that_is_typed_breaks_the_list(client, directory, typed):
    assert client.get("/projects/", {"q": typed}).status_code == 200


def test_the_report_names_what_is_missed_and_the_share(directory, tmp_path, capsys):
    file = tmp_path / "searches.csv"
    file.write_text("query,interface,themes,place,language,name\nflat,en,housing,,,\nzebra,en,housing,,,\n")

    call_command("search_report", file)

    assert capsys.readouterr().out.splitlines() == [
        "en  zebra: nothing found",
        "1 of 2 are answered (50%).",
    ]


@pytest.mark.parametrize("content", [b"", b"query\nflat\n", b"\xff\xfe"])
def test_a_file_that_is_no_list_of_searches_is_refused(tmp_path, content):
    file = tmp_path / "searches.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("search_report", file)


def test_what_was_not_heard_of_for_long_is_shown_where_nothing_else_fits(directory):
    make_project("Faded", themes=["housing"], cities=["hamburg"], country="DE", confirmed_on=date(2001, 1, 1))
    make_project("Long Quiet Song", themes=["language"], cities=["berlin"], confirmed_on=date(2001, 1, 1))

    assert "Faded" not in names("flat in Hamburg")
    assert names("long quiet song") == ["Long Quiet Song"]
    assert names("long quiet song", city="berlin") == []
