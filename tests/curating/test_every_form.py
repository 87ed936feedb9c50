"""Every form of the admin that writes over something merges what each changed alone, and asks about what both did."""

import pytest
from django.contrib import admin
from django.db.models import Manager

from accounts.admin.guarded import GuardedAdmin, GuardedForm
from submissions.models import Submission
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator
from tests.roles_world import make_world
from upkeep.models import LikelyPair, LinkCheck

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
# Model -> (field, what another one makes of it, what the second person makes of it, a further field and its value).
TITLES = ("title_en", "Theirs", "Mine", "summary_en", "My summary.")
FORMS = {
    "projects.project": ("name", "Theirs", "Mine", "summary", "My summary."),
    "organisations.organisation": ("name", "Theirs", "Mine", "summary", "My summary."),
    "entries.entrytext": ("text", "Theirs", "Mine", "origin", "person"),
    "taxonomy.theme": ("introduction_en", "Theirs", "Mine", "name_de", "Meins"),
    "taxonomy.city": ("introduction_en", "Theirs", "Mine", "name_de", "Meins"),
    "cluster.page": TITLES,
    "cluster.event": TITLES,
    "cluster.publication": TITLES,
    "cluster.fundingopportunity": TITLES,
    "cluster.channel": ("name", "Theirs", "Mine", "handle", "@mine@example.org"),
    "newsletter.issue": ("title_en", "Theirs", "Mine", "text_en", "My text."),
    "submissions.intake": ("contact", "theirs@example.org", "mine@example.org", "message_de", "Meins"),
    "submissions.reply": ("reason_en", "Theirs", "Mine", "text_en", "My text."),
    "screening.blockeddomain": ("note", "Theirs", "Mine", "domain", "mine.example"),
    "upkeep.contactaddress": ("origin", "Theirs", "Mine", "language", "de"),
    "upkeep.signoflife": ("source", "https://theirs.example", "https://mine.example", "note", "My note."),
    "auth.group": ("name", "Theirs", "Mine", "permissions", []),
    "accounts.user": ("name", "Theirs", "Mine", "language", "de"),
}
FOR_SUPERUSERS = {"auth.group", "accounts.user"}


@pytest.fixture
def world():
    return make_world()


def test_every_form_that_writes_over_something_is_guarded(rf):
    request = rf.get("/")
    request.user = make_curator()
    writable = {
        model._meta.label_lower: model_admin
        for model, model_admin in admin.site._registry.items()
        if model_admin.has_change_permission(request)
    }

    # Its page asks for decisions, which have a guard of their own (Submission.revision, and a state that allows them).
    del writable[Submission._meta.label_lower]
    # Those of a link and of a pair only show: what is sent is refused (tests/roles.py), and the actions of their lists
    # read in their turn what they write.
    del writable[LinkCheck._meta.label_lower], writable[LikelyPair._meta.label_lower]
    assert set(writable) == set(FORMS)
    for model_admin in writable.values():
        assert isinstance(model_admin, GuardedAdmin)
        assert issubclass(model_admin.form, GuardedForm)


def test_a_password_is_not_set_over_that_of_somebody_else_unseen():
    person = make_group_curator("new@example.org")
    one, other = (client_of(make_curator(email, name=email)) for email in ("one@example.org", "other@example.org"))
    address = f"/admin/accounts/user/{person.pk}/password/"
    first, second = (form_of(client.get(address), "user_form") for client in (one, other))
    passwords = ["tulip under seven boats", "summer garden table 12"]

    def typed(form, password):
        names = {"password1": password, "password2": password, "set-password": "1", "usable_password": "true"}
        return form | names

    assert "<b>one@example.org</b> has this open as well" in other.get(address).content.decode()
    assert one.post(address, typed(first, passwords[0])).status_code == 302
    refused = other.post(address, typed(second, passwords[1]))

    assert "Somebody else has set this password since you opened the page" in refused.content.decode()
    person.refresh_from_db()
    assert person.check_password(passwords[0])
    assert other.post(address, typed(form_of(refused, "user_form"), passwords[1])).status_code == 302
    person.refresh_from_db()
    assert person.check_password(passwords[1])


def read(model, key, name):
    value = getattr(model.objects.get(pk=key), name)
    return sorted(value.values_list("pk", flat=True)) if isinstance(value, Manager) else value


@pytest.mark.parametrize("label", FORMS)
def test_two_people_with_one_page(world, label):
    field, theirs, mine, further, value = FORMS[label]
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    make = make_curator if label in FOR_SUPERUSERS else make_group_curator
    one, other = (client_of(make(email, name=email)) for email in ("one@example.org", "other@example.org"))
    key, name = world.keys[label], f"{model._meta.model_name}_form"
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{key}/change/"
    first, second = form_of(one.get(address), name), form_of(other.get(address), name)

    assert one.post(address, first | {field: theirs}).status_code == 302
    refused = other.post(address, second | {field: mine, further: value})

    assert refused.status_code == 200
    assert [row.name for row in refused.context["adminform"].form.conflict] == [field]
    assert "Somebody else has saved this in the meantime" in refused.content.decode()
    assert "one@example.org" in refused.content.decode()
    assert read(model, key, field) == theirs
    assert other.post(address, form_of(refused, name) | {"take_theirs": field, further: value}).status_code == 302
    assert (read(model, key, field), read(model, key, further)) == (theirs, value)

    first, second = form_of(one.get(address), name), form_of(other.get(address), name)
    was = read(model, key, further)
    assert one.post(address, first | {field: mine}).status_code == 302
    assert other.post(address, second).status_code == 302
    assert (read(model, key, field), read(model, key, further)) == (mine, was)
