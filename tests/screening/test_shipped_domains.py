"""The list of domains: what it begins with."""

import pytest
from django.core.management import call_command

from screening.models import BlockedDomain

pytestmark = pytest.mark.django_db


@pytest.fixture
def list_of_domains(db):
    BlockedDomain.objects.all().delete()
    BlockedDomain.objects.create(domain="mailinator.com", kind="spam", note="ours")
    call_command("load_blocked_domains")


def test_the_list_begins_with_well_known_domains_and_leaves_what_curators_wrote(list_of_domains):
    assert BlockedDomain.objects.get(domain="yopmail.com").kind == "disposable"
    assert BlockedDomain.objects.get(domain="ezinearticles.com").kind == "link-farm"
    assert BlockedDomain.objects.get(domain="mailinator.com").note == "ours"


def test_what_a_curator_deletes_does_not_come_back(list_of_domains):
    BlockedDomain.objects.filter(domain="yopmail.com").delete()

    call_command("load_blocked_domains")

    assert not BlockedDomain.objects.filter(domain="yopmail.com").exists()


def test_every_shipped_domain_is_one_that_the_model_takes(list_of_domains):
    for row in BlockedDomain.objects.all():
        row.full_clean()
