"""How fresh the knowledge of an entry is: by the clock, on every page and in the database alike."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from entries.dates import months_before
from entries.freshness import (
    Freshness,
    counted_day,
    date_in_words,
    first_day,
    freshness_in_words,
    freshness_of,
    freshness_of_rows,
    last_day,
    limits,
    sets_by_freshness,
)
from projects.models import Project, Status
from search.index import current_index
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("entries.freshness.localdate", lambda: TODAY)


def seen(written, **fields):
    return make_project(last_seen=written, last_seen_on=counted_day(written), **fields)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-05-12", date(2026, 5, 12), date(2026, 5, 12)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_date_means_all_its_days(written, first, last):
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "26", "2026-13", "2026-00", "2026-02-30", "0000", "May 2026", "2026-5", "２０２６"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):
        last_day(written)


def test_a_year_that_goes_on_counts_as_today():
    assert counted_day("2026") == TODAY


def test_months_before_the_end_of_a_month_are_those_of_the_calendar():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 3, 1)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 3, 1)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 3, 1)
    assert months_before(date(2027, 1, 31), 2) == date(2026, 12, 1)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)


@pytest.mark.parametrize(
    ("fields", "freshness", "words"),
    [
        ({"confirmed_on": date(2026, 5, 3)}, "confirmed", "Confirmed in May 2026"),
        ({"checked_on": date(2025, 11, 29)}, "confirmed", "Checked in November 2025"),
        ({"confirmed_on": date(2025, 11, 28)}, "seen", "Confirmed in November 2025"),
        ({"last_seen": "2025", "confirmed_on": date(2026, 5, 3)}, "confirmed", "Confirmed in May 2026"),
        ({"last_seen": "2025"}, "seen", "Seen in 2025"),
        ({"last_seen": "2024"}, "seen", "Seen in 2024"),
        ({"last_seen": "2024-10"}, "quiet", "Last heard of in October 2024"),
        ({"last_seen": "2022-03"}, "quiet", "Last heard of in March 2022"),
        ({"last_seen": "2021-12"}, "quiet", "Last heard of in December 2021"),
        ({"last_seen": "2021-10"}, "silent", "Not heard of since October 2021; may have ended"),
        ({"last_seen": "2016"}, "silent", "Not heard of since 2016; may have ended"),
        ({"launched": 2026}, "seen", "Launched in 2026"),
        ({"launched": 2015}, "silent", "Not heard of since 2015; may have ended"),
        ({"launched": 2015, "status": Status.ACTIVE}, "quiet", ""),
        ({"launched": 2015, "last_seen": "2025-02"}, "seen", "Seen in February 2025"),
        ({"status": Status.DISCONTINUED, "last_seen": "2026-02"}, "ended", ""),
        ({}, "quiet", ""),
    ],
)
def test_freshness_is_worked_out_from_dates(fields, freshness, words):
    if "last_seen" in fields:
        fields = fields | {"last_seen_on": counted_day(fields["last_seen"])}
    project = make_project(**fields)
    rows = Project.objects.filter(pk=project.pk)

    assert freshness_of(project) == freshness
    assert freshness_in_words(project) == words
    assert rows.values_list(freshness_of_rows(), flat=True).get() == freshness
    assert [one for one, found in sets_by_freshness(current_index(), "project").items() if found] == [freshness]


def test_the_spans_are_settings(settings):
    project = seen("2025-02")
    settings.SEEN_MONTHS = 20

    assert freshness_of(project) == Freshness.QUIET
    assert limits().seen == date(2025, 3, 29)


def test_the_next_day_nothing_has_to_be_written_for_it(monkeypatch):
    project = make_project(confirmed_on=TODAY.replace(year=2025))
    assert freshness_of(project) == Freshness.CONFIRMED

    monkeypatch.setattr("entries.freshness.localdate", lambda: date(2026, 11, 30))

    assert freshness_of(project) == Freshness.SEEN
    assert list(sets_by_freshness(current_index(), "project")[Freshness.SEEN]) == [project.pk]


def test_the_latest_of_all_dates_is_that_by_which_lists_are_ordered():
    make_project("c", checked_on=date(2026, 1, 1), last_seen="2020", last_seen_on=date(2020, 12, 31))
    make_project("b", last_seen="2026-02", last_seen_on=date(2026, 2, 28), launched=2015)
    make_project("d", launched=2012)
    make_project("g", launched=2013, status=Status.PAUSED)
    make_project("e", status=Status.DISCONTINUED, confirmed_on=date(2026, 3, 1))
    make_project("f")
    make_project("a", confirmed_on=date(2026, 4, 1))

    in_order = Project.objects.order_by("-heard_on").exclude(name__in=["f", "g"])
    assert [project.name for project in in_order] == ["a", "b", "c", "d", "e"]
    assert {project.heard_on for project in Project.objects.filter(name__in=["f", "g"])} == {None}


def test_an_organisation_without_a_date_is_not_called_anything():
    assert freshness_in_words(make_organisation(founded=1990)) == ""


def test_a_sign_without_a_day_cannot_be_stored():
    project = make_project()
    project.last_seen = "2025"
    with pytest.raises(ValidationError, match="last_sign_has_a_day"):
        project.full_clean()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "de",
            [
                "Gesehen im Februar 2025",
                "Letztes Lebenszeichen 2022",
                "Seit 2016 kein Lebenszeichen; vielleicht beendet",
            ],
        ),
        (
            "fr",
            ["Vu en février 2025", "Dernières nouvelles en 2022", "Sans nouvelles depuis 2016 ; a peut-être pris fin"],
        ),
        ("ar", ["آخر ما دلّ على استمراره: شباط/فبراير 2025", "آخر خبر: 2022", "لا أخبار منذ 2016؛ ربما انتهى النشاط"]),
        ("uk", ["Діяв: лютий 2025", "Востаннє чули: 2022", "Не чути від 2016 року; можливо, завершено"]),
    ],
)
def test_it_is_said_in_every_language(language, words):
    with translation.override(language):
        assert [freshness_in_words(seen(written)) for written in ("2025-02", "2022", "2016")] == words


@pytest.mark.parametrize(
    ("written", "words"), [("2026", "2026"), ("2026-05", "May 2026"), ("2026-05-03", "3 May 2026")]
)
def test_a_date_is_told_as_well_as_it_is_known(written, words):
    assert date_in_words(written) == words
