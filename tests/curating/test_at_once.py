"""Two curators who press Save at the same moment, each in a process of their own as far as the database can tell."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, connections

from submissions.models import Reply
from tests.curators import client_of, form_of
from tests.factories import make_visitor

ROUNDS = 5
pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one file lets one writer in at a time"),
    pytest.mark.django_db(transaction=True),
]


def make_replier(email):
    person = make_visitor(email, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__model="reply"))
    return client_of(person)


def save_at_once(*changes):
    """Let each of two curators open the same form, and save it with changes of their own; returns (reply, answers)."""
    reply = Reply.objects.create(use="reject", reason_en="Reason", text_en="Text.")
    address = f"/admin/submissions/reply/{reply.pk}/change/"
    clients = [make_replier(f"{number}-{reply.pk}@example.org") for number in range(2)]
    forms = [form_of(client.get(address), "reply_form") for client in clients]
    together = Barrier(2)

    def save(client, form, change):
        try:
            together.wait()
            return client.post(address, form | change).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(save, clients, forms, changes))
    return Reply.objects.get(pk=reply.pk), answers


def test_what_each_changed_alone_is_kept():
    for number in range(ROUNDS):
        reply, answers = save_at_once({"reason_en": f"Theirs {number}"}, {"text_en": f"Mine {number}"})

        assert answers == [302, 302]
        assert (reply.reason_en, reply.text_en) == (f"Theirs {number}", f"Mine {number}")


def test_of_what_both_changed_one_is_kept_and_the_other_is_asked():
    for number in range(ROUNDS):
        reply, answers = save_at_once({"reason_en": f"Theirs {number}"}, {"reason_en": f"Mine {number}"})

        assert answers == [200, 302]
        assert reply.reason_en in (f"Theirs {number}", f"Mine {number}")
