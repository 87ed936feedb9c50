"""The list of domains: what it begins with."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from screening.models import BlockedDomain

pytestmark = pytest.mark.django_db

known_domains = import_module("submissions.migrations.0004_known_domains")
EDITOR = SimpleNamespace(connection=connection)
# The model was the submissions' when that migration was written.
APPS = SimpleNamespace(get_model=lambda _app, _name: BlockedDomain)


@pytest.fixture
def list_of_domains(db):
    BlockedDomain.objects.all().delete()
    BlockedDomain.objects.create(domain="mailinator.com", kind="spam", note="ours")
    known_domains.add(APPS, EDITOR)


def test_the_list_begins_with_well_known_domains_and_leaves_what_curators_wrote(list_of_domains):
    assert BlockedDomain.objects.get(domain="yopmail.com").kind == "disposable"
    assert BlockedDomain.objects.get(domain="ezinearticles.com").kind == "link-farm"
    assert BlockedDomain.objects.get(domain="mailinator.com").note == "ours"


def test_the_list_can_be_taken_back_but_for_what_curators_wrote(list_of_domains):
    known_domains.remove(APPS, EDITOR)
    assert list(BlockedDomain.objects.values_list("domain", flat=True)) == ["mailinator.com"]


def test_every_shipped_domain_is_one_that_the_model_takes(list_of_domains):
    for row in BlockedDomain.objects.all():
        row.full_clean()
