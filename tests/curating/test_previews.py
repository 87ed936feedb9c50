"""A file waits in a folder of the site between its preview and its import, and no longer than a day."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from curating.tables.imports import TableAdmin
from curating.tables.previews import FolderStorage, SharedStorage, delete_old_previews
from curating.terms import PREVIEWS_FOR
from projects.models import Project
from tests.curating.test_imports import confirm, preview
from tests.curators import client_of, make_group_curator

pytestmark = pytest.mark.django_db

NEW = "slug,name,summary,country,status\n,Lingo,Words for all,DE,active\n"


@pytest.fixture
def client():
    return client_of(make_group_curator("ada@example.org"))


@pytest.fixture(autouse=True)
def one_host(monkeypatch):
    """Where the hosts of a site share a cache, a file waits there."""
    monkeypatch.setattr(TableAdmin, "get_tmp_storage_class", lambda admin: FolderStorage)


def kept(settings):
    return list(Path(settings.VAR_DIR, "previews").glob("*"))


def test_a_file_waits_in_a_folder_that_only_the_site_reads_and_goes_with_its_import(client, settings):
    page = preview(client, NEW)
    [file] = kept(settings)
    assert file.read_bytes() == NEW.encode()
    assert file.parent.stat().st_mode & 0o077 == 0
    confirm(client, page)
    assert Project.objects.filter(name="Lingo").exists()
    assert kept(settings) == []


def test_what_nobody_confirms_goes_after_its_term_and_what_came_later_stays(client, settings):
    for _number in range(2):
        preview(client, NEW)
    old, new = kept(settings)
    long_ago = (timezone.now() - PREVIEWS_FOR - timedelta(minutes=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    call_command("delete_old_submissions")
    assert kept(settings) == [new]


def test_without_a_preview_there_is_nothing_to_delete():
    assert delete_old_previews() == 0


def test_several_hosts_keep_it_as_long():
    assert PREVIEWS_FOR.total_seconds() == SharedStorage.CACHE_LIFETIME
