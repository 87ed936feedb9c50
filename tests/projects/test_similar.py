"""Which projects count as doing the same, in which order, and how many are looked through for it."""

import pytest

from projects import similar as module
from projects.models import Status
from projects.similar import similar
from tests.factories import make_city, make_project, make_theme

pytestmark = pytest.mark.django_db


def names(projects):
    return [project.name for project in projects]


def test_first_those_with_most_in_common_then_active_ones_then_by_name():
    project = make_project(themes=("language", "housing"))
    for name, themes, status in (
        ("Österreich", ("language",), Status.ACTIVE),
        ("alpha", ("language",), Status.UNKNOWN),
        ("Zulu", ("housing",), Status.ACTIVE),
        ("Beside other things", ("language", "health", "mentoring"), Status.ACTIVE),
        ("The very same", ("housing", "language"), Status.PAUSED),
    ):
        make_project(name, themes=themes, cities=("hamburg",), status=status)

    at_home, _abroad = similar(project, at_home=4, abroad=4)

    assert names(at_home) == ["The very same", "Österreich", "Zulu", "alpha"]


def test_one_nearby_comes_before_one_with_a_little_more_in_common():
    project = make_project(themes=("language", "housing"))
    make_project("Far, half", themes=("language",), cities=("hamburg",))
    make_project("Far, the same", themes=("language", "housing"), cities=("hamburg",))
    make_project("Near, half", themes=("language",))
    make_project("Near, a third", themes=("language", "health"))

    at_home, _abroad = similar(project, at_home=4, abroad=4)

    assert names(at_home) == ["Far, the same", "Near, half", "Near, a third", "Far, half"]


def test_abroad_those_with_most_in_common_come_first():
    project = make_project(themes=("language", "housing"))
    abroad = {"cities": ("paris",), "country": "FR", "status": Status.ACTIVE}
    make_project("A little", themes=("language", "health"), **abroad)
    make_project("Both", themes=("language", "housing"), **abroad)

    assert names(similar(project, at_home=4, abroad=4)[1]) == ["Both", "A little"]


def test_of_each_theme_and_city_the_latest_are_looked_through(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(module, "CANDIDATES", 2)
    project = make_project(themes=("language", "housing"))
    for place in ("hamburg", "bremen", "cologne"):
        for theme in project.theme_keys:
            make_project(f"{theme}, {place}", themes=(theme,), cities=(place,))
    make_project("Health", themes=("health",))

    with django_assert_num_queries(2):
        at_home, abroad = similar(project, at_home=10, abroad=10)

    assert names(at_home) == ["housing, bremen", "housing, cologne", "language, bremen", "language, cologne"]
    assert abroad == []


def test_one_in_its_city_is_found_however_many_share_its_themes(monkeypatch):
    monkeypatch.setattr(module, "CANDIDATES", 2)
    project = make_project()
    make_project("Neighbour")
    for number in range(3):
        make_project(f"Elsewhere {number}", cities=("hamburg",))

    at_home, _abroad = similar(project, at_home=10, abroad=10)

    assert names(at_home) == ["Neighbour", "Elsewhere 1", "Elsewhere 2"]


def test_without_tags_nothing_is_similar(django_assert_num_queries):
    make_theme(), make_city()
    make_project("Other")
    bare = make_project(themes=(), cities=())

    with django_assert_num_queries(0):
        assert similar(bare, at_home=6, abroad=4) == [[], []]
