"""Who looked at what is stored about people is noted, once, and goes after a while."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import EmailField
from django.utils import timezone
from post_office.models import Email

from accounts.kept import KeptByAddress
from accounts.looks import LOOKS_FOR, ONE_LOOK, LoggedMixin, delete_old_looks
from accounts.mail import queue_mail
from accounts.models import Look, User
from newsletter.actions import subscribe
from newsletter.models import Subscriber
from projects.models import Project
from submissions.models import Intake, Submission
from tests.curators import client_of, make_group_curator
from tests.factories import make_curator, make_visitor

pytestmark = pytest.mark.django_db


def looks():
    return [(row.user, row.kind.model, row.key) for row in Look.objects.order_by("pk")]


@pytest.fixture
def curator():
    return make_group_curator()


@pytest.fixture
def subscriber():
    subscribe(email="ada@lingo-lab.example", language="en", network="")
    return Subscriber.objects.get()


def test_opening_a_list_and_a_page_is_noted_once(curator, subscriber):
    desk = client_of(curator)
    page = f"/admin/newsletter/subscriber/{subscriber.pk}/change/"

    for address in ("/admin/newsletter/subscriber/", page, page):
        assert desk.get(address).status_code == 200

    assert looks() == [(curator, "subscriber", ""), (curator, "subscriber", str(subscriber.pk))]


def test_what_is_refused_is_no_look(curator):
    desk = client_of(curator)

    for address in ("/admin/accounts/user/", f"/admin/accounts/user/{make_visitor().pk}/change/"):
        assert desk.get(address).status_code == 403

    assert looks() == []


def test_a_superuser_who_opens_a_person_or_a_mail_is_noted():
    superuser, visitor = make_curator(), make_visitor()
    mail = queue_mail("password_changed", visitor.email, "en")
    desk = client_of(superuser)

    desk.get(f"/admin/accounts/user/{visitor.pk}/change/")
    desk.get(f"/admin/post_office/email/{mail.pk}/change/")

    assert looks() == [(superuser, "user", str(visitor.pk)), (superuser, "email", str(mail.pk))]


def test_nobody_is_listed_by_what_completes_a_field():
    desk = client_of(make_curator())
    about_people = [model for model, shown in admin.site._registry.items() if isinstance(shown, LoggedMixin)]
    leading_there = {
        (field.model._meta, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in about_people
    }

    assert len(leading_there) > 10
    for meta, name in leading_there:
        query = {"app_label": meta.app_label, "model_name": meta.model_name, "field_name": name, "term": "a"}
        assert desk.get("/admin/autocomplete/", query).status_code == 404, (meta.label, name)
    assert looks() == []


def is_about_people(model):
    fields = model._meta.concrete_fields
    names_one = any(field.name == "user" and field.related_model is User for field in fields if field.is_relation)
    return (
        names_one or issubclass(model, KeptByAddress | Email) or any(isinstance(field, EmailField) for field in fields)
    )


def test_every_page_about_people_is_among_them():
    # The address of the intake is the site's own, that of a project is public; a log of looks at the log would have no
    # end.
    about_people = {model for model in admin.site._registry if is_about_people(model)} - {Look, Intake, Project}

    assert {Subscriber, Submission, User, Email} < about_people
    assert [model for model in about_people if not isinstance(admin.site._registry[model], LoggedMixin)] == []


def test_superusers_alone_see_the_log_and_nobody_writes_it(curator, subscriber):
    superuser = client_of(make_curator())
    client_of(curator).get("/admin/newsletter/subscriber/")
    look = Look.objects.get()

    assert client_of(curator).get("/admin/accounts/look/").status_code == 403
    assert superuser.get("/admin/accounts/look/").status_code == 200
    assert superuser.post(f"/admin/accounts/look/{look.pk}/delete/", {"post": "yes"}).status_code == 403
    assert superuser.post("/admin/accounts/look/add/").status_code == 403


def test_looks_go_after_their_term(curator, subscriber):
    desk = client_of(curator)
    desk.get("/admin/newsletter/subscriber/")
    Look.objects.update(at=timezone.now() - ONE_LOOK)
    desk.get("/admin/newsletter/subscriber/")
    assert Look.objects.count() == 2
    Look.objects.filter(pk=Look.objects.earliest("pk").pk).update(at=timezone.now() - LOOKS_FOR)

    assert delete_old_looks() == 1
    assert Look.objects.count() == 1
