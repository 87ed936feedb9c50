"""Redis that is away, full or slow takes no page down."""

import logging
import socket
from inspect import isfunction

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import OutOfMemoryError

from dsi_directory.caches import ForgivingRedisCache
from tests.factories import make_curator, make_project


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(ForgivingRedisCache, "asleep_until", 0.0)
    monkeypatch.setattr(ForgivingRedisCache, "silent_until", 0.0)


@pytest.fixture
def address():
    """Return an address at which no server is any more."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


@pytest.fixture(autouse=True)
def lost(settings, address):
    settings.CACHES = {"default": {"BACKEND": "dsi_directory.caches.ForgivingRedisCache", "LOCATION": address}}


def test_nothing_is_found_and_nothing_kept():
    assert cache.get("a", "nothing") == "nothing"
    assert cache.set("a", 1) is None
    assert cache.add("a", 1) is False
    assert cache.incr("a", 5) == 5
    assert cache.delete("a") is False
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.delete_many(["a"]) is None
    assert cache.touch("a") is False
    assert cache.has_key("a") is False
    assert cache.clear() is False


def test_everything_that_asks_the_server_may_fail():
    """Whatever is not forgiving by itself is made of what is, as get_or_set() of get() and add()."""
    asking_nobody = {"__init__", "get_backend_timeout"}
    assert {name for name in vars(RedisCache) if isfunction(vars(RedisCache)[name])} - asking_nobody <= set(
        vars(ForgivingRedisCache)
    )


def test_no_request_waits_for_one_that_hangs():
    connection = cache._cache._get_connection_pool(write=True).connection_kwargs
    assert connection["socket_timeout"] <= 1
    assert connection["socket_connect_timeout"] <= 1
    assert connection["retry"].get_retries() == 0


def test_after_one_failure_it_is_left_alone_for_a_while_and_the_log_has_one_line(monkeypatch, caplog):
    asked = []
    get = RedisCacheClient.get

    def note(*args, **kwargs):
        asked.append(args)
        return get(*args, **kwargs)

    monkeypatch.setattr(RedisCacheClient, "get", note)
    for _time in range(5):
        assert cache.get("a") is None
    assert len(asked) == 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_one_that_is_full_is_still_asked_for_what_it_has(monkeypatch):
    def full(*args, **kwargs):
        raise OutOfMemoryError("command not allowed when used memory > 'maxmemory'.")

    monkeypatch.setattr(RedisCacheClient, "set", full)
    monkeypatch.setattr(RedisCacheClient, "get", lambda *args, **kwargs: "there")
    cache.set("a", 1)
    assert cache.get("a") == "there"


@pytest.mark.django_db
def test_pages_come_from_the_database_and_people_stay_signed_in(client):
    make_project("Here")
    for _time in range(2):
        response = client.get("/projects/")
        assert response.status_code == 200
        assert b"Here" in response.content
    client.force_login(make_curator())
    assert client.get("/admin/").status_code == 200
    client.logout()
    assert client.get("/admin/").status_code == 302
