"""The mails of the intake: in the language of the form, as text and HTML, whatever people type."""

import re

import pytest
from django.conf import settings
from post_office.models import Email

from accounts.models import User
from submissions import emails
from submissions.actions import (
    approve,
    ask_to_be_told,
    confirm_submission,
    invite,
    reject,
    return_with_question,
    set_intake,
    sign_in_link,
)
from submissions.models import ReopeningRequest
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import seen
from tests.submissions.reviewing import make_change

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EVIL = "Lingo\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> & <a href='x'>"
DECISIONS = ["held", "taken_up", "approved_entry", "approved_change", "approved_claim", "approved_report", "returned"]


def all_mails(waiting, language, name="Lingo Lab", message="Which one?"):
    """Queue one of each; returns them."""
    submission = waiting(name=name, visit=seen(language=language))
    entry = make_project(name.replace("\r\n", " ")[:80])
    person = make_visitor("known@example.org", language=language)
    Email.objects.all().delete()
    emails.send_confirmation_link(submission)
    for decision in [*DECISIONS, "rejected"]:
        emails.send_decision(submission, decision, message, entry, is_in_part=True)
    sign_in_link(email=person.email, language=language)
    person.caretakings.create(target_kind="project", target_id=entry.pk)
    invite(entry, email="second@example.org", by=person, language=language)
    emails.send_reopening(ReopeningRequest(email="told@example.org", language=language))
    return list(Email.objects.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_has_a_subject_a_text_and_the_same_as_html_in_every_language(waiting, language):
    mails = all_mails(waiting, language)
    assert len(mails) == 12
    for mail in mails:
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in mail.html_message
        assert mail.subject in mail.html_message or "&" in mail.html_message
        assert mail.message.rstrip().endswith(settings.SITE_URL)
        assert not re.search(r"\n\n\n|{{|{%|None", mail.message), mail.message
        for link in re.findall(r"https?://\S+", mail.message):
            assert f'href="{link}"' in mail.html_message


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_mail_stays_english(waiting, language):
    english = {mail.subject for mail in all_mails(waiting, "en")}
    Email.objects.all().delete()
    User.objects.all().delete()
    assert not english & {mail.subject for mail in all_mails(waiting, language)}


def test_what_people_type_stays_text_in_the_html_and_one_line_in_the_subject(waiting):
    for mail in all_mails(waiting, "en", name=EVIL, message="<img src=x onerror=alert(1)>\nSecond line."):
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
        assert "<script" not in mail.html_message
        assert "<img" not in mail.html_message
        assert "href='x'" not in mail.html_message
        headers = mail.email_message().message()
        assert headers["Bcc"] is None
        assert headers.get_all("To") == [mail.to[0]]


def test_templates_in_what_people_type_are_not_run(waiting, curator):
    submission = waiting(name="{{ 7|add:7 }} {% now 'Y' %}")
    return_with_question(submission, by=curator, message="{{ settings.SECRET_KEY }} and 100 %")
    mail = Email.objects.order_by("-pk").first()
    assert "{{ 7|add:7 }} {% now 'Y' %}" in mail.email_message().subject
    assert "{{ settings.SECRET_KEY }} and 100 %" in mail.email_message().body


def test_an_address_that_a_stranger_types_as_a_title_reaches_nobody_with_the_link_to_confirm(handed_in):
    handed_in(name="Win at bit.ly/x, https://win.example/ (www.win.example) or me@win.example: Tür an Tür e.V. 2.0")
    (mail,) = Email.objects.all()
    assert mail.subject == "Please confirm: new project"
    assert "“Win at … … … or … Tür an Tür e.V. 2.0”" in mail.message
    assert "win.example" not in mail.html_message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_conversation_stays_in_the_language_of_the_form(handed_in, curator, language):
    """Whatever language the curator works in, and whatever language the person signs in with later."""
    submission = handed_in(visit=seen(language=language))
    prefix = "" if language == "en" else f"/{language}"
    reject(confirm_submission(submission, by=submission.submitter), by=curator, message="No.")
    for mail in Email.objects.filter(to=submission.email):
        assert f'lang="{language}"' in mail.html_message
        assert f"{settings.SITE_URL}{prefix}/" in mail.message


def test_a_mail_about_a_change_says_which_entry_and_that_it_stays(curator):
    entry = make_project("Lingo")
    reject(make_change(entry, summary="New."), by=curator, message="Please say where this is known from.")
    mail = Email.objects.get()
    assert mail.subject == "Your change to “Lingo” was not accepted"
    assert "The entry stays as it was." in mail.message
    assert "Please say where this is known from." in mail.message
    approve(make_change(entry, email="other@example.org", summary="Newer."), by=curator)
    assert Email.objects.order_by("-pk").first().subject == "Your change to “Lingo” is published"


def test_the_one_mail_of_the_reopening_goes_once_and_in_the_language_it_was_asked_in():
    set_intake(state="paused")
    ask_to_be_told(email="Ada@example.org", language="ar")
    ask_to_be_told(email="ada@example.org", language="ar")
    set_intake(state="open")
    set_intake(state="open")
    mail = Email.objects.get()
    assert (mail.to, 'lang="ar" dir="rtl"' in mail.html_message) == (["ada@example.org"], True)
    assert not ReopeningRequest.objects.exists()
