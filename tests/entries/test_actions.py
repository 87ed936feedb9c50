"""What a merger does to those who look after an entry, and to what they have handed in about it."""

import pytest

from organisations.actions import merge_organisations
from projects.actions import merge_projects
from submissions.models import Caretaker, Submission
from tests.factories import make_organisation, make_project, make_visitor

pytestmark = pytest.mark.django_db


def look_after(entry, *people):
    for person in people:
        Caretaker.objects.create(user=person, target_kind=entry._meta.model_name, target_id=entry.pk)


@pytest.mark.parametrize(("make", "merge"), [(make_project, merge_projects), (make_organisation, merge_organisations)])
def test_those_who_look_after_a_duplicate_look_after_the_entry_that_stays_each_once(make, merge):
    keep, duplicate, other = make("Kept"), make("Twin"), make("Other")
    ada, berta, carla = make_visitor(), make_visitor(), make_visitor()
    look_after(keep, ada)
    look_after(duplicate, ada, berta)
    look_after(other, carla)

    merge(keep=keep, duplicate=duplicate, by=None)

    assert {care.user for care in Caretaker.objects.of_entry(keep)} == {ada, berta}
    assert {care.user for care in Caretaker.objects.of_entry(other)} == {carla}
    assert not Caretaker.objects.of_entry(duplicate).filter(user=berta).exists()


def test_a_change_that_waits_for_a_duplicate_waits_for_the_entry_that_stays():
    keep, duplicate = make_project("Kept"), make_project("Twin")
    change = Submission.objects.create(
        kind="change", target_kind="project", target_id=duplicate.pk, payload={"name": "New"}, email="a@example.org"
    )
    merge_projects(keep=keep, duplicate=duplicate, by=None)
    change.refresh_from_db()
    assert change.target == keep
