"""Counts that workers share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from accounts.counting import count
from accounts.models import Count

THREADS, TIMES = 4, 10


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one file lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_each_of_those_who_count_at_once_gets_a_number_of_its_own():
    def many(_thread):
        try:
            return [count("key", 60) for _time in range(TIMES)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        numbers = [number for counted in pool.map(many, range(THREADS)) for number in counted]

    assert sorted(numbers) == [*range(1, THREADS * TIMES + 1)]


@pytest.mark.django_db
def test_what_is_over_is_forgotten(time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    assert [count("short", 60), count("short", 60), count("long", 7200)] == [1, 2, 1]
    time_machine.shift(3600)
    assert count("other", 60) == 1
    assert set(Count.objects.values_list("pk", flat=True)) == {"long", "other"}


@pytest.mark.django_db
def test_it_counts_with_a_cache_that_fails(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert [count("key", 60), count("key", 60)] == [1, 2]
