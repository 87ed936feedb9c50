"""Accounts to follow in the admin: two editors at once, versions, and going back to one."""

import pytest

from cluster.actions import save_channel
from cluster.models import Channel
from entries.models import DirectoryVersion
from tests.curators import client_of, form_of, go_back, make_group_curator

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

CHANNELS = "/admin/cluster/channel/"


@pytest.fixture
def client():
    return client_of(make_group_curator("dan@example.org", name="Dan"))


@pytest.fixture
def channel():
    return save_channel(Channel(name="Mastodon", handle="@dsi@example.org", url="https://example.org/@dsi"))


def address(channel, tail="change/"):
    return f"{CHANNELS}{channel.pk}/{tail}"


def opened(client, channel):
    """Return the fields of an account's form as they stand when it is opened."""
    return form_of(client.get(address(channel)), "channel_form")


def test_a_colleagues_edit_is_not_written_over_and_shown_beside_what_was_typed(client, channel):
    typed = opened(client, channel) | {"position": "3", "name": "Mine"}
    channel.handle, channel.name = "@theirs@example.org", "Theirs"
    save_channel(channel, by=make_group_curator(name="Cara"))

    refused = client.post(address(channel), typed)

    channel.refresh_from_db()
    assert (channel.handle, channel.position) == ("@theirs@example.org", 100)
    assert "Saved in the meantime by Cara" in refused.content.decode()
    assert {str(row.label): (row.theirs, row.yours) for row in refused.context["adminform"].form.conflict} == {
        "Name of the site": ("Theirs", "Mine"),
    }
    client.post(address(channel), form_of(refused, "channel_form"))
    channel.refresh_from_db()
    assert (channel.name, channel.handle, channel.position) == ("Mine", "@theirs@example.org", 3)


def test_the_history_says_who_and_why_and_a_version_comes_back(client, channel):
    client.post(address(channel), opened(client, channel) | {"name": "Fediverse", "reason": "It is more than one site"})
    newest, first = client.get(address(channel, "history/")).context["rows"]
    assert (str(newest["version"].history_user), newest["version"].history_change_reason) == (
        "Dan",
        "It is more than one site",
    )
    assert [(change.before, change.after) for change in newest["changes"]] == [("Mastodon", "Fediverse")]
    before = DirectoryVersion.current_state()[0]

    go_back(client, address(channel, f"history/{first['version'].pk}/"))

    channel.refresh_from_db()
    assert (channel.name, channel.history.count()) == ("Mastodon", 3)
    assert DirectoryVersion.current_state()[0] > before


def test_who_added_and_who_deleted_an_account_stays_known(client):
    typed = form_of(client.get(f"{CHANNELS}add/"), "channel_form")
    client.post(f"{CHANNELS}add/", typed | {"name": "Blog", "handle": "dsi", "url": "https://example.org/"})
    channel = Channel.objects.get()

    client.post(address(channel, "delete/"), {"post": "yes"})

    assert [(version.history_type, str(version.history_user)) for version in Channel.history.all()] == [
        ("-", "Dan"),
        ("+", "Dan"),
    ]
