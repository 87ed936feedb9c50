"""The contact form: what reaches the curators, what does not, and that nothing typed is ever lost."""

import re
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.kept import delete_kept
from accounts.stamps import stamp
from cluster.contact import LIMITS, release_message, send_message, signals_of
from cluster.models import Message
from screening import proof
from screening.facts import Visit
from screening.labels import LABELS
from screening.models import BlockedDomain
from screening.verdict import Verdict, verdict
from tests.cluster.making import make_page
from tests.curators import client_of, make_group_curator
from tests.factories import make_visitor
from tests.screening.proving import new_solution

pytestmark = pytest.mark.django_db

TYPED = {"name": "Amina", "email": "Amina@Example.org", "text": "An event is missing:\nthe one in Lyon."}


@pytest.fixture(autouse=True)
def on_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    return time_machine


@pytest.fixture
def opened(on_a_day):
    """A function that returns the stamp of a form that has been open for some seconds."""

    def open_form(seconds=60):
        made = stamp()
        on_a_day.shift(timedelta(seconds=seconds))
        return made

    return open_form


def test_a_message_is_stored_and_mailed_to_every_curator_in_their_language(client, opened):
    make_group_curator("ada@example.org")
    make_group_curator("berta@example.org", language="de")
    make_visitor("nobody@example.org")
    response = client.post("/fr/contact/", TYPED | {"opened": opened()}, follow=True)
    assert response.redirect_chain == [("/fr/contact/", 302)]
    message = Message.objects.get()
    assert (message.email, message.language, message.name) == ("amina@example.org", "fr", "Amina")
    mails = Email.objects.order_by("pk")
    assert {tuple(mail.to) for mail in mails} == {("ada@example.org",), ("berta@example.org",)}
    for mail in mails:
        assert mail.headers["Reply-To"] == "amina@example.org"
        assert "the one in Lyon." in mail.message
        assert "Amina" in mail.subject
        assert f"/admin/cluster/message/{message.pk}/change/" in mail.message


def test_the_thanks_are_seen_once(client, opened):
    response = client.post("/contact/", TYPED | {"opened": opened()}, follow=True)
    assert "Your message has reached the curators" in response.content.decode()
    assert "Your message has reached the curators" not in client.get("/contact/").content.decode()


def test_a_form_sent_twice_is_one_message(client, opened):
    make_group_curator()
    form = TYPED | {"opened": opened()}
    client.post("/contact/", form)
    client.post("/contact/", form)
    assert (Message.objects.count(), Email.objects.count()) == (1, 1)


def test_what_is_written_after_going_back_is_another_message(client, opened):
    form = TYPED | {"opened": opened()}
    client.post("/contact/", form)
    client.post("/contact/", form | {"text": "And the one in Paris."})
    assert [message.text for message in Message.objects.all()] == [TYPED["text"], "And the one in Paris."]


@pytest.mark.parametrize("seconds", [1, 15 * 24 * 3600])
def test_a_form_filled_too_quickly_or_opened_too_long_ago_comes_back_as_it_was(client, opened, seconds):
    response = client.post("/contact/", TYPED | {"opened": opened(seconds)})
    html = response.content.decode()
    assert "send it again" in html
    assert "the one in Lyon." in html
    assert not Message.objects.exists()


@pytest.mark.parametrize("came", ["", "forged", "a:b:c", "\0", "x" * 5000])
def test_a_forged_stamp_comes_back_with_a_sound_one(client, on_a_day, came):
    html = client.post("/contact/", TYPED | {"opened": came}).content.decode()
    on_a_day.shift(timedelta(seconds=60))
    sound = re.search(r'name="opened" value="([^"]+)"', html)[1]
    client.post("/contact/", TYPED | {"opened": sound})
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "no address"}, "Enter a valid e-mail address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid e-mail address."),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 5001}, "at most 5000 characters"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"text": "nul\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_at_the_top(client, opened, changes, complaint):
    response = client.post("/contact/", TYPED | changes | {"opened": opened()})
    html = response.content.decode()
    assert html.count(complaint) == 2
    assert "Something has to be corrected" in html
    for name in set(TYPED) - set(changes):
        assert TYPED[name].split("\n", maxsplit=1)[0] in html
    assert not Message.objects.exists()


def test_a_name_with_a_line_break_forges_no_header(client, opened):
    make_group_curator()
    response = client.post("/contact/", TYPED | {"name": "Amina\r\nBcc: b@example.org", "opened": opened()})
    assert "Please write it on one line." in response.content.decode()
    assert not Email.objects.exists()


def test_template_code_in_a_message_is_only_text(client, opened):
    make_group_curator()
    client.post("/contact/", TYPED | {"text": "{{ SITE_URL }} <b>{% now 'Y' %}</b>", "opened": opened()})
    mail = Email.objects.get()
    assert "{{ SITE_URL }} <b>{% now 'Y' %}</b>" in mail.message
    assert "&lt;b&gt;" in mail.html_message


def test_too_many_from_one_address_are_refused_without_losing_what_was_typed(client, opened):
    most = LIMITS["address"][0][0]
    for _number in range(most):
        client.post("/contact/", TYPED | {"opened": opened()})
    response = client.post("/contact/", TYPED | {"opened": opened()})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "the one in Lyon." in response.content.decode()
    assert "A lot has been sent from this e-mail address" in response.content.decode()
    assert Message.objects.count() == most


def test_a_form_that_lay_open_too_long_for_its_safety_check_comes_back_filled(opened):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/contact/", TYPED | {"opened": opened()})
    assert "the one in Lyon." in response.content.decode()
    assert not Message.objects.exists()


def test_the_page_is_never_kept(client):
    assert "no-store" in client.get("/contact/")["Cache-Control"]


def test_the_curators_text_stands_above_the_form_and_without_one_there_is_the_form(client):
    assert 'name="text"' in client.get("/contact/").content.decode()
    make_page("contact", text_en="Write to us.")
    html = client.get("/contact/").content.decode()
    assert "Write to us." in html
    assert html.count("<h1") == 1


def test_answering_deletes_the_message_and_the_mails_that_carried_it(client, opened):
    curator = make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened()})
    client.post("/contact/", TYPED | {"text": "Another one.", "opened": opened()})
    answered, other = Message.objects.all()
    admin = client_of(curator)
    page = "/admin/cluster/message/"
    assert "Answered: delete" in admin.get(page).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [answered.pk]}
    assert "Are you sure" in admin.post(page, chosen).content.decode()
    assert Message.objects.count() == 2
    admin.post(page, chosen | {"post": "yes"})
    assert Message.objects.get() == other
    assert Email.objects.get().headers["X-Message-Token"] == str(other.token)
    log = " ".join(LogEntry.objects.values_list("object_repr", flat=True))
    assert "Amina" not in log
    assert "Lyon" not in log


def test_deleting_what_is_kept_of_an_address_deletes_the_mails_that_carried_it_too(client, opened):
    make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened()})
    assert Email.objects.get().status == STATUS.queued
    delete_kept(Message.objects.get().email)
    assert not Email.objects.exists()
    assert not Message.objects.exists()


def test_messages_wait_on_the_start_page_of_the_admin_and_cannot_be_changed(client, opened):
    curator = make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened()})
    admin = client_of(curator)
    waiting = [(str(row.label), row.count) for row in admin.get("/admin/").context["waiting"]]
    assert ("Messages to answer", 1) in waiting
    page = f"/admin/cluster/message/{Message.objects.get().pk}/change/"
    assert "the one in Lyon." in admin.get(page).content.decode()
    assert admin.post(page, {"text": "Changed"}).status_code == 403
    assert client_of(make_visitor(is_staff=True)).get(page).status_code == 403


# The screen against spam

ADVERT = "SEO services, high quality backlinks, affordable: we bring you to the first page of Google. Get a free quote."
PAGE = "/admin/cluster/message/"


@pytest.fixture
def proven(monkeypatch):
    """What a browser with JavaScript adds to the form."""
    monkeypatch.setattr(proof, "HARDNESS", 50)
    return lambda: {"altcha": new_solution()}


@pytest.fixture
def spam(db):
    """spam(…) stores a message that a script has sent."""

    def make(text=ADVERT, email="seo@rank.example"):
        return send_message(visit=Visit(opened_at=timezone.now(), honeypot="x"), name="", email=email, text=text)

    return make


def test_a_form_sent_without_javascript_waits_like_any_other(client, opened, proven):
    client.post("/contact/", TYPED | {"opened": opened()})
    client.post("/contact/", TYPED | {"text": "Another one.", "opened": opened()} | proven())
    without, with_proof = Message.objects.all()
    assert [row["name"] for row in without.signals] == ["no-proof-of-work"]
    assert with_proof.signals == []
    assert {without.verdict, with_proof.verdict} == {Verdict.WAITING}


def test_what_a_browser_fills_into_the_hidden_field_is_suspicious_and_reaches_the_curators(client, opened, proven):
    make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened(), "subject": "Berlin"} | proven())
    message = Message.objects.get()
    assert message.verdict == Verdict.SUSPICIOUS
    mail = Email.objects.get()
    assert mail.subject == "Message from Amina (suspicious)"
    assert "finds this suspicious" in mail.message
    assert "the one in Lyon." in mail.message


def test_what_a_script_fills_in_is_stored_mails_nobody_and_tells_it_nothing(client, opened):
    make_group_curator()
    response = client.post("/contact/", TYPED | {"opened": opened(), "subject": "Buy\0now"}, follow=True)
    assert "Your message has reached the curators" in response.content.decode()
    message = Message.objects.get()
    assert message.verdict == Verdict.SPAM
    assert {row["name"] for row in message.signals} == {"honeypot", "no-proof-of-work"}
    assert message.text == TYPED["text"]
    assert not Email.objects.exists()


def test_a_proof_counts_for_one_message(client, opened, proven):
    used = proven()
    client.post("/contact/", TYPED | {"opened": opened()} | used)
    client.post("/contact/", TYPED | {"text": "Another one.", "opened": opened()} | used)
    assert [len(message.signals) for message in Message.objects.all()] == [0, 1]


def test_a_plain_advert_is_spam_though_its_sender_took_their_time(client, opened, proven):
    client.post("/contact/", TYPED | {"text": ADVERT, "opened": opened()} | proven())
    assert Message.objects.get().verdict == Verdict.SPAM


HONEST = [
    "Could you please correct our phone number? It is outdated.",
    "I came from Syria one month ago and look for a flat in Berlin for my family. Can you help me please?",
    "There is spam on your site: the entry Unblocked Games leads to a casino.",
    "We are researchers. Which licence applies to your data? See https://uni.example/a and https://doi.org/10.1/x",
    "Dear team, we offer a free service for newcomers and would like to invite you to our event. Best regards",
    "Ihre Seite lädt bei mir sehr langsam. Woran kann das liegen?",
    "Wir beraten Geflüchtete kostenlos, die in Kreditfallen geraten sind. Können Sie uns aufnehmen?",
    "Bonjour, votre lien vers notre association ne marche plus, voici le nouveau : https://asso.example. Cordialement",
    "السلام عليكم، أنا لاجئ في برلين وأبحث عن عمل. هل يمكنكم مساعدتي؟",
    "Дякую за вашу роботу! Посилання на нашу організацію не працює.",
    "OK",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_messages_wait_whatever_they_are_about_and_are_no_spam_without_javascript(db, text):
    visit = Visit(opened_at=timezone.now() - timedelta(minutes=2), has_proof=True)
    found = signals_of(visit=visit, name="Sam", email="sam@gmail.com", text=text)
    assert verdict(found) == Verdict.WAITING, found
    without = signals_of(visit=replace(visit, has_proof=False), name="Sam", email="sam@gmail.com", text=text)
    assert verdict(without) != Verdict.SPAM, without


@pytest.mark.parametrize(
    "text",
    [
        "Do you need an urgent loan? We offer loans at 2 % interest, no credit check. Apply now!",
        "Earn a lot with bitcoin! Passive income guaranteed: https://bit.ly/crypto",
        "Buy cheap viagra online without prescription at https://pills.example",
        "Привіт! Найкраще онлайн казино, ігрові автомати, бонус: https://casino.example",
        "Je propose un article sponsorisé avec un lien dofollow. Contactez-nous, tarif pas cher !",
    ],
)
def test_what_contact_forms_get_is_suspicious_at_least(db, text):
    visit = Visit(opened_at=timezone.now() - timedelta(minutes=2), has_proof=True)
    assert verdict(signals_of(visit=visit, name="Sam", email="sam@gmail.com", text=text)) != Verdict.WAITING


def test_the_same_text_from_another_address_is_named_and_a_person_may_repeat_themselves(spam):
    text = "An event is missing in your calendar: the one in Lyon in June."
    visit = Visit(opened_at=timezone.now() - timedelta(minutes=2), has_proof=True)
    typed = {"visit": visit, "name": "", "text": text}
    send_message(email="a@example.org", **typed)
    assert signals_of(email="a@example.org", **typed) == []
    assert [signal.name for signal in signals_of(email="b@example.org", **typed)] == ["same-text-before"]


def test_a_domain_on_the_curators_list_counts_and_the_sender_earns_no_credit(db):
    BlockedDomain.objects.create(domain="farm.example")
    visit = Visit(opened_at=timezone.now() - timedelta(minutes=2), has_proof=True)
    found = signals_of(visit=visit, name="", email="a@mail.farm.example", text="See https://mail.farm.example")
    assert [signal.name for signal in found] == ["blocked-mail-domain"]


def test_spam_is_hidden_unless_asked_for(client, opened, spam):
    unwanted = spam()
    client.post("/contact/", TYPED | {"opened": opened()})
    admin = client_of(make_group_curator())
    assert "the one in Lyon." in admin.get(PAGE).content.decode()
    assert "SEO services" not in admin.get(PAGE).content.decode()
    assert list(admin.get(f"{PAGE}?verdict=spam").context["cl"].result_list) == [unwanted]
    waiting = {str(row.label): row.count for row in admin.get("/admin/").context["waiting"]}
    assert waiting["Messages to answer"] == 1


def test_what_is_no_spam_is_mailed_on_and_stands_with_the_others(spam):
    curator = make_group_curator("ada@example.org")
    message, other = spam(), spam(text="Another advert.")
    admin = client_of(curator)
    chosen = {"action": "release_messages", "index": 0, "_selected_action": [message.pk]}
    response = admin.post(f"{PAGE}?verdict=spam", chosen, follow=True)
    assert "1 message is no longer spam" in response.content.decode()
    assert list(Message.objects.unanswered()) == [message]
    assert list(Message.objects.spam()) == [other]
    mail = Email.objects.get()
    assert (mail.to, mail.headers["Reply-To"]) == (["ada@example.org"], "seo@rank.example")
    admin.post(f"{PAGE}?verdict=spam", chosen)
    assert not release_message(message, by=curator)
    assert Email.objects.count() == 1


def test_taking_a_message_out_of_the_spam_needs_the_permission(spam):
    message = spam()
    reader = make_visitor(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_message", content_type__app_label="cluster"))
    admin = client_of(reader)
    assert "Not spam" not in admin.get(f"{PAGE}?verdict=spam").content.decode()
    assert "Not spam" not in admin.get(f"{PAGE}{message.pk}/change/").content.decode()
    admin.post(f"{PAGE}?verdict=spam", {"action": "release_messages", "index": 0, "_selected_action": [message.pk]})
    with pytest.raises(PermissionDenied):
        release_message(message, by=reader)
    assert list(Message.objects.spam()) == [message]
    assert not Email.objects.exists()


def test_the_signals_stand_beside_the_message_and_spam_can_be_mailed_on_from_there(spam):
    message = spam()
    html = client_of(make_group_curator()).get(f"{PAGE}{message.pk}/change/").content.decode()
    assert str(LABELS["honeypot"]) in html
    assert "<bdi>backlinks</bdi>" in html
    assert "suspicious from 4, spam from 8" in html
    assert 'name="action" value="release_messages"' in html


def test_spam_is_deleted_after_30_days_and_nothing_else_is(on_a_day, spam, client, opened):
    client.post("/contact/", TYPED | {"opened": opened()})
    released, old = spam(), spam(text="Another advert.")
    release_message(released, by=make_group_curator())
    on_a_day.shift(timedelta(days=29))
    young = spam(text="One more advert.")
    on_a_day.shift(timedelta(days=1, seconds=1))
    out = StringIO()
    call_command("delete_old_messages", stdout=out)
    assert out.getvalue() == "Deleted: 0 answered, 1 spam.\n"
    assert set(Message.objects.spam()) == {young}
    assert released in Message.objects.unanswered()
    assert not Message.objects.filter(pk=old.pk).exists()
    assert Message.objects.count() == 3


def test_the_form_hands_the_proof_of_work_to_the_script(client):
    html = client.get("/contact/").content.decode()
    assert 'name="altcha" data-challenge="{' in html
    assert "js/proof.js" in html
