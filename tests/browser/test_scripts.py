"""The logic of the scripts, in a real browser."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser


@pytest.fixture
def call(page):
    """call("letters", "fold", "Köln") returns what a function of a module in static/js returns."""
    page.goto("/contact/")

    def call_function(module, name, *arguments):
        return page.evaluate(
            "async ([module, name, values]) => (await import(module))[name](...values)",
            [f"{settings.STATIC_URL}js/{module}.js", name, list(arguments)],
        )

    return call_function


def test_letters_are_compared_as_the_search_does(call):
    folded = {
        "Köln": "koln",
        "Koeln": "koln",
        "KOLN": "koln",
        "Straße": "strasse",
        "Łódź": "lodz",
        "Malmø": "malmo",
        "İzmir": "izmir",
        "جمعية": "جمعيه",
        "مُبَادَرَة": "مبادره",
        "ґанок": "ганок",
        "": "",
    }
    assert {text: call("letters", "fold", text) for text in folded} == folded


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [
        (["de-AT", "en"], "de"),
        (["en-GB", "de"], "en"),  # the page's own comes first: nothing is offered
        (["tr", "AR"], "ar"),
        (["tr", "ku"], None),
        ([], None),
    ],
)
def test_the_language_that_somebody_prefers_of_those_there_are(call, preferred, chosen):
    assert call("site", "chooseLanguage", preferred, "en", ["de", "fr", "ar", "uk"]) == chosen


def field(name, value="", kind="text", **others):
    return {"name": name, "value": value, "type": kind} | others


@pytest.mark.parametrize(
    ("names", "values", "languages"),
    [
        (
            ["summary"],
            [["summary", "A"], ["summary__ar", "B"], ["audience__ar", "C"], ["summary__prs", "D"]],
            ["ar", "prs"],
        ),
        (["summary", "summary__ar"], [["summary__ar", "B"]], []),
        (["summary"], [["summary__ar", ""], ["how_to_start", "A"]], []),
        (["summary"], [["how_to_start__uk", "A"]], ["uk"]),
    ],
)
def test_the_languages_of_a_draft_that_a_form_does_not_ask_for(call, names, values, languages):
    assert call("submit", "languagesToOpen", names, values) == languages


FORM = [
    field("csrfmiddlewaretoken", "secret", "hidden"),
    field("name", "Lingo"),
    field("summary", ""),
    field("logo", "C:\\fakepath\\logo.png", "file"),
    field("subject", "typed by a robot"),
    field("themes", "language", "checkbox", checked=True),
    field("themes", "housing", "checkbox", checked=False),
    field("status", "active", "radio", checked=True),
    field("", "a button", "submit"),
]


def test_a_draft_keeps_what_somebody_typed_and_ticked(call):
    assert call("submit", "valuesOf", FORM) == [
        ["name", "Lingo"],
        ["summary", ""],
        ["themes", "language"],
        ["status", "active"],
    ]


def test_a_draft_of_what_is_there_changes_nothing(call):
    assert call("submit", "toRestore", FORM, call("submit", "valuesOf", FORM)) == []


def test_a_draft_puts_back_texts_and_ticks(call):
    draft = [["name", "Lingo Lab"], ["themes", "housing"], ["status", "active"]]
    changes = call("submit", "toRestore", FORM, draft)
    assert [(at["name"], at["value"], what, value) for at, what, value in changes] == [
        ("name", "Lingo", "value", "Lingo Lab"),
        ("themes", "language", "checked", False),
        ("themes", "housing", "checked", True),
    ]


@pytest.mark.parametrize(
    ("kept", "taken"),
    [
        ([["draft:form:own", 1], ["draft:form:gone", 9]], "draft:form:own"),
        ([["draft:form:gone", 1], ["draft:form:later", 9]], "draft:form:later"),
        ([["draft:form", 0], ["draft:other:gone", 9]], "draft:form"),
        ([["draft:other:gone", 9]], None),
        ([], None),
    ],
)
def test_a_tab_goes_on_with_its_own_draft_or_with_the_latest_that_was_left(call, kept, taken):
    assert call("submit", "draftToTake", kept, "form", "own", None) == taken


@pytest.mark.parametrize(("number", "words"), [(1, "1 left"), (0, "0 are left"), (120, "120 are left")])
def test_one_character_is_told_otherwise_than_many(call, number, words):
    assert call("submit", "wordsFor", number, {"one": "1 left", "many": "%s are left"}) == words


def test_a_zoom_leaves_the_point_under_the_pointer_where_it_is(call):
    view = {"x": 100, "y": 50, "zoom": 2}
    x, y = 180, 90
    after = call("map", "zoomed", view, 4, x, y)
    assert after["zoom"] == 4
    assert ((x - after["x"]) * 4, (y - after["y"]) * 4) == ((x - view["x"]) * 2, (y - view["y"]) * 2)


@pytest.mark.parametrize(("wanted", "got"), [(0.2, 1), (1, 1), (16, 16), (40, 16)])
def test_a_map_is_never_smaller_than_whole_nor_larger_than_sixteen_times(call, wanted, got):
    assert call("map", "zoomed", {"x": 0, "y": 0, "zoom": 1}, wanted, 0, 0)["zoom"] == got


@pytest.mark.parametrize(
    ("corner", "shown"), [((-5, -5), [0, 0]), ((30, 20), [30, 20]), ((790, 590), [400, 300]), ((400, 300), [400, 300])]
)
def test_a_view_does_not_leave_the_map(call, corner, shown):
    view = {"x": corner[0], "y": corner[1], "zoom": 2, "width": 800, "height": 600}
    assert call("map", "cornerOf", view) == shown


def test_a_name_stands_after_its_circle_or_before_it(call):
    after, before = call("map", "sidesOf", 100, 50, 10, 40)
    assert (after["anchor"], after["left"], after["right"]) == ("start", 114, 154)
    assert (before["anchor"], before["left"], before["right"]) == ("end", 46, 86)
    assert {(side["top"], side["bottom"]) for side in (after, before)} == {(41, 59)}


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ({"left": 5, "right": 15, "top": 5, "bottom": 15}, True),
        ({"left": 2, "right": 8, "top": 2, "bottom": 8}, True),  # within
        ({"left": 10, "right": 20, "top": 0, "bottom": 10}, False),  # edge to edge
        ({"left": 5, "right": 15, "top": 11, "bottom": 15}, False),
    ],
)
def test_boxes_overlap_in_both_directions_or_not_at_all(call, other, overlaps):
    box = {"left": 0, "right": 10, "top": 0, "bottom": 10}
    assert call("map", "doOverlap", box, other) is overlaps
    assert call("map", "doOverlap", other, box) is overlaps
