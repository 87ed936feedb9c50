"""The pages of the intake, as strangers, submitters and scripts meet them."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from projects.models import Project
from submissions.actions import approve, return_with_question, set_intake
from submissions.limits import LIMITS
from submissions.models import Caretaker, Intake, Invitation, ReopeningRequest, State, Submission
from tests.factories import make_city, make_organisation, make_project, make_visitor
from tests.submissions.conftest import link_in, mails, stamp_of

pytestmark = pytest.mark.django_db


def text_of(response):
    """Return a page without the line breaks that a template has between tags and texts."""
    return unescape(re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", response.content.decode()))


def send(client, typed, kind="project", **fields):
    return client.post(f"/submit/{kind}/", typed(**fields))


def confirm_by_mail(client, address="ada@lingo-lab.example"):
    """Follow the link of the latest mail and press its button."""
    link = link_in(mails(address)[-1])
    assert client.get(link).status_code == 200
    return client.post(link)


def change_of_lingo(client, **fields):
    """Return the form of a change to /projects/lingo/ as it is now, with some fields changed, as a browser sends it."""
    page = client.get("/mine/project/lingo/change/")
    form = dict(page.context["form"].initial) | {"base": page.context["base"], "opened": stamp_of(minutes_ago=1)}
    return {name: "" if value is None else getattr(value, "code", value) for name, value in form.items()} | fields


@pytest.fixture
def owner(client, vocabulary):
    """A signed-in person who looks after the published project at /projects/lingo/."""
    project = make_project("Lingo", website="https://lingo.example")
    person = make_visitor("owner@lingo.example")
    Caretaker.objects.create(user=person, target_kind="project", target_id=project.pk)
    client.force_login(person)
    return person


# Handing in


@pytest.mark.parametrize("page", ["/submit/", "/submit/project/", "/submit/organisation/", "/mine/sign-in/"])
@pytest.mark.parametrize("prefix", ["", "/de", "/fr", "/ar", "/uk"])
def test_every_page_answers_in_every_language(client, vocabulary, prefix, page):
    assert client.get(prefix + page).status_code == 200


def test_the_whole_way_from_the_form_to_the_queue(client, typed):
    response = send(client, typed)
    submission = Submission.objects.get()
    assert response.url == f"/submit/sent/{submission.token}/"
    assert "ada@lingo-lab.example" in text_of(client.get(response.url))
    assert submission.payload["themes"] == ["language"]
    response = confirm_by_mail(client)
    assert response.url == f"/mine/handed-in/{submission.token}/"
    assert "Waiting for a curator" in text_of(client.get(response.url))
    submission.refresh_from_db()
    # Like every browser without JavaScript, the test client sends no proof of work; that alone makes nobody suspicious.
    assert (submission.state, submission.is_suspicious) == (State.WAITING, False)


def test_opening_the_link_changes_nothing_as_mailboxes_open_links(client, typed):
    send(client, typed)
    link = link_in(mails()[-1])
    for _time in range(3):
        assert client.get(link).status_code == 200
    assert Submission.objects.get().state == State.UNCONFIRMED
    assert "_auth_user_id" not in client.session


def test_a_link_works_once(client, typed):
    send(client, typed)
    link = link_in(mails()[-1])
    client.post(link)
    replay = Client().post(link)
    assert replay.status_code == 403
    assert "no longer works" in text_of(replay)
    assert Submission.objects.get().decisions.count() == 1


def test_a_forged_link_is_refused(client, typed, handed_in):
    send(client, typed)
    link = link_in(mails()[-1]).rstrip("/")
    other = handed_in(email="eve@example.org", name="Other")
    forged = [f"{link[:-3]}AAA/", link.replace(str(Submission.objects.order_by("pk")[0].token), str(other.token)) + "/"]
    for address in forged:
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert not Submission.objects.filter(confirmed_at__isnull=False).exists()


def test_a_link_for_one_purpose_opens_no_other(client, typed):
    send(client, typed)
    token = link_in(mails()[-1]).rstrip("/").rpartition("/")[2]
    person = Submission.objects.get().submitter
    assert client.post(f"/mine/sign-in/{person.pk}/{token}/").status_code == 403


def test_an_expired_link_is_refused_and_a_new_one_is_sent_on_request(client, typed, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    send(client, typed, opened=stamp_of(minutes_ago=2))
    submission = Submission.objects.get()
    time_machine.shift(timedelta(hours=48, minutes=1))
    link = link_in(mails()[-1])
    refused = client.get(link)
    assert refused.status_code == 403
    assert f"/submit/sent/{submission.token}/" in text_of(refused)
    client.post(f"/submit/sent/{submission.token}/")
    assert confirm_by_mail(client).status_code == 302
    submission.refresh_from_db()
    assert submission.is_confirmed


def test_a_form_sent_twice_is_handed_in_once(client, typed):
    form = typed()
    first, second = client.post("/submit/project/", form), client.post("/submit/project/", form)
    assert first.url == second.url
    assert Submission.objects.count() == len(mails()) == 1


def test_errors_stand_beside_the_fields_and_in_a_summary_and_lose_nothing(client, typed):
    response = send(client, typed, name="", email="nonsense", summary="x" * 300)
    text = text_of(response)
    assert response.status_code == 200
    assert 'id="errors"' in text
    assert all(f'href="#id_{name}"' in text for name in ("name", "email", "summary"))
    assert all(f'id="id_{name}_error"' in text for name in ("name", "email", "summary"))
    assert "https://lingo-lab.example" in text
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"themes": []}, "themes"),
        ({"themes": ["nonsense"]}, "themes"),
        ({"country": ""}, "country"),
        ({"cities": ["atlantis"]}, "cities"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"launched": "1066"}, "launched"),
        ({"ended": "2018", "status": "active"}, "ended"),
        ({"ended": "", "status": "discontinued"}, "ended"),
        ({"ended": "x", "status": "discontinued"}, "ended"),
        ({"languages": ["xx"]}, "languages"),
        ({"organisation": "Nobody knows it"}, "new_organisation_summary"),
        ({"source_code": "no address"}, "source_code"),
    ],
)
def test_each_wrong_field_is_named(client, typed, fields, wrong):
    response = send(client, typed, **fields)
    assert list(response.context["form"].errors) == [wrong]


def test_four_themes_are_too_many(client, typed, vocabulary):
    for slug in ("health", "legal-advice"):
        make_project(themes=(slug,))
    response = send(client, typed, themes=["language", "housing", "health", "legal-advice"])
    assert "themes" in response.context["form"].errors


def test_a_website_without_a_scheme_is_taken(client, typed):
    send(client, typed, website="lingo-lab.example")
    assert Submission.objects.get().payload["website"] == "https://lingo-lab.example"


def test_what_may_be_listed_already_is_shown_first(client, typed):
    make_project("Lingo Lab Berlin", website="https://www.lingo-lab.example/")
    make_project("Lingo Draft", website="https://lingo-lab.example/", published=False)
    response = send(client, typed)
    assert [entry.name for entry in response.context["similar"]] == ["Lingo Lab Berlin"]
    assert "/mine/project/lingo-lab-berlin/change/" in text_of(response)
    assert Submission.objects.count() == 0
    assert send(client, typed, is_new="1").status_code == 302


def test_the_box_of_similar_entries_is_a_fragment_of_its_own(client, vocabulary):
    make_project("Refugee Radio")
    text = text_of(client.get("/submit/similar/?kind=project&name=Refuge%20Radio"))
    assert "Is it one of these?" in text
    assert "<html" not in text
    assert client.get("/submit/similar/?kind=project&name=Something%20else").content.strip() == b""
    assert client.get("/submit/similar/?kind=user&name=x").status_code == 404
    assert client.get("/submit/similar/?kind=project&name=%00&website=http://a%00b").content.strip() == b""


def test_organisations_are_suggested_from_those_that_are_listed(client, vocabulary):
    make_organisation("ReDI School")
    make_organisation("ReDI Draft", published=False)
    text = text_of(client.get("/submit/organisations/?q=redi"))
    assert "ReDI School" in text
    assert "Draft" not in text


# Expired forms


@pytest.fixture
def strict():
    """A browser whose safety check counts."""
    return Client(enforce_csrf_checks=True)


def test_an_expired_form_is_shown_again_as_it_was_filled(strict, typed):
    response = strict.post("/submit/project/", typed(note="Written for an hour."))
    text = text_of(response)
    assert "Nothing you typed is lost" in text
    assert "Written for an hour." in text
    assert 'value="https://lingo-lab.example"' in text
    assert Submission.objects.count() == 0
    token = strict.cookies["csrftoken"].value
    assert strict.post("/submit/project/", typed(csrfmiddlewaretoken=token)).status_code == 302


@pytest.mark.parametrize("page", ["/report/project/lingo/", "/claim/project/lingo/", "/mine/project/lingo/change/"])
def test_every_long_form_outlives_its_safety_check(strict, owner, page):
    strict.force_login(owner)
    response = strict.post(page, {"text": "Typed before.", "role": "Typed before.", "note": "Typed before."})
    assert "Typed before." in text_of(response)
    assert Submission.objects.count() == 0


def test_other_forms_get_the_plain_refusal(strict, owner):
    strict.force_login(owner)
    assert strict.post("/mine/delete/").status_code == 403
    assert User.objects.filter(pk=owner.pk).exists()


# Limits and scripts


def test_too_much_from_one_place_gets_a_clear_429(client, typed):
    for number in range(LIMITS["submission"]["address"][0][0]):
        assert send(client, typed, name=f"Project number {number}", is_new="1").status_code == 302
    refused = send(client, typed, name="One more", is_new="1")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "A lot has been sent from this e-mail address" in text_of(refused)


@pytest.mark.anywhere
def test_200_scripted_submissions_without_a_mailbox_leave_the_queue_empty(client, typed):
    for number in range(200):
        client.post(
            "/submit/project/",
            typed(name=f"Essay {number}", email=f"bot{number}@example.org", opened="", is_new="1"),
            REMOTE_ADDR=f"10.{number}.0.1",
        )
    assert Submission.objects.count() > 100
    assert list(Submission.objects.queue()) == []


def test_a_script_is_told_nothing_and_lands_with_the_spam(client, typed):
    send(client, typed, subject="http://spam.example", opened="")
    confirm_by_mail(client)
    assert Submission.objects.get().state == State.SPAM
    assert "Waiting for a curator" in text_of(client.get("/mine/"))


# The switch


@pytest.fixture
def paused(db):
    return set_intake(
        state="paused",
        message_en="Back after the summer.",
        message_de="Nach dem Sommer.",
        reopens_on=timezone.localdate() + timedelta(days=30),
        contact="office@example.org",
    )


@pytest.mark.parametrize("page", ["/submit/", "/submit/project/", "/submit/organisation/"])
def test_while_paused_the_notice_stands_in_place_of_the_form(client, vocabulary, paused, page):
    response = client.get(page)
    text = text_of(response)
    assert response.status_code == 200
    assert response["Retry-After"].endswith("GMT")
    assert "Back after the summer." in text
    assert "office@example.org" in text
    assert 'name="summary"' not in text
    assert "Nach dem Sommer." in text_of(client.get(f"/de{page}"))


def test_without_a_date_nothing_is_promised(client, vocabulary):
    set_intake(state="paused")
    response = client.get("/submit/project/")
    assert "Retry-After" not in response
    assert "not known yet" in text_of(response)
    assert "We cannot accept new projects" in text_of(response)


def test_only_the_home_page_carries_the_notice_besides_and_at_once(client, vocabulary):
    make_project("Lingo")
    notice = "New entries cannot be added for now"
    pages = ["/", "/projects/", "/projects/lingo/", "/organisations/", "/themes/"]
    for page in pages:
        assert notice not in text_of(client.get(page))
    set_intake(state="paused")
    assert [page for page in pages if notice in text_of(client.get(page))] == ["/"]
    set_intake(state="open")
    assert notice not in text_of(client.get("/"))


def test_while_paused_a_form_opened_later_is_refused_and_one_open_before_is_held(client, typed, paused):
    refused = send(client, typed, opened="")
    assert refused.status_code == 403
    assert "intake had been paused before you opened the form" in text_of(refused)
    assert Submission.objects.count() == 0
    response = send(client, typed, opened=stamp_of(minutes_ago=3))
    assert Submission.objects.get().state == State.HELD
    assert "will be dealt with when intake reopens" in text_of(client.get(response.url))
    confirm_by_mail(client)
    assert mails()[-1][0] == "Kept: “Lingo Lab”"
    set_intake(state="open")
    assert Submission.objects.get().state == State.WAITING


def test_while_paused_changes_reports_and_claims_go_on(client, owner, paused):
    assert client.get("/mine/project/lingo/change/").status_code == 200
    assert 'name="what"' in text_of(client.get("/report/project/lingo/"))
    assert 'name="role"' in text_of(client.get("/claim/project/lingo/"))
    client.post("/report/project/lingo/", {"what": "ended", "text": "Closed.", "opened": stamp_of(minutes_ago=1)})
    assert Submission.objects.get().kind == "report"


def test_tell_me_sends_one_mail_and_forgets_the_address(client, paused):
    for _time in range(2):
        client.post("/de/submit/tell-me/", {"email": "Ada@example.org"})
    assert list(ReopeningRequest.objects.values_list("email", "language")) == [("ada@example.org", "de")]
    set_intake(state="open")
    assert len(mails("ada@example.org")) == 1
    assert "/de/submit/" in mails("ada@example.org")[0][1]
    assert ReopeningRequest.objects.count() == 0
    set_intake(state="paused")
    set_intake(state="open")
    assert len(mails("ada@example.org")) == 1


def test_tell_me_says_what_is_wrong_with_an_address(client, paused):
    assert "id_email_error" in text_of(client.post("/submit/tell-me/", {"email": "nonsense"}))
    set_intake(by=None, state="open")
    assert client.post("/submit/tell-me/", {"email": "nonsense"}).url == "/submit/"


# My entries


def test_my_entries_ask_strangers_for_a_link_and_lead_back(client, vocabulary):
    response = client.get("/mine/project/lingo/change/")
    assert response.url == "/mine/sign-in/?next=%2Fmine%2Fproject%2Flingo%2Fchange%2F"


def test_a_link_signs_in_once_and_leads_to_where_one_wanted_to_go(client, owner):
    client.logout()
    client.post("/mine/sign-in/?next=/mine/project/lingo/change/", {"email": "OWNER@lingo.example"})
    link = link_in(mails("owner@lingo.example")[-1])
    assert client.post(link).url == "/mine/project/lingo/change/"
    assert client.get("/mine/").status_code == 200
    assert Client().post(link).status_code == 403


def test_a_link_leads_to_no_other_site(client, owner):
    client.logout()
    client.post("/mine/sign-in/?next=https://evil.example/", {"email": "owner@lingo.example"})
    assert client.post(link_in(mails()[-1])).url == "/mine/"


def test_signing_in_does_not_tell_whether_an_address_is_known(client, owner):
    client.logout()
    known = client.post("/mine/sign-in/", {"email": "owner@lingo.example"})
    unknown = client.post("/mine/sign-in/", {"email": "other@lingo.example"})
    assert text_of(known).replace("owner@", "other@") == text_of(unknown)
    assert mails("other@lingo.example") == []


def test_a_link_by_mail_does_not_open_the_admin(client, curator):
    client.post("/mine/sign-in/", {"email": curator.email})
    link = link_in(mails(curator.email)[-1])
    assert client.post(link).url == "/admin/login/"
    assert client.get("/admin/").status_code == 302
    assert client.post(link).status_code == 403


def test_a_question_is_answered_by_mending_the_form(client, typed, curator):
    send(client, typed)
    confirm_by_mail(client)
    submission = return_with_question(Submission.objects.get(), by=curator, message="In which languages?")
    page = f"/mine/handed-in/{submission.token}/"
    assert "In which languages?" in text_of(client.get(page))
    edit = client.get(f"{page}edit/")
    assert "In which languages?" in text_of(edit)
    assert 'value="Lingo Lab"' in text_of(edit)
    form = {key: value for key, value in typed(languages=["ar"]).items() if key not in ("email", "opened")}
    assert client.post(f"{page}edit/", form).url == page
    approve(Submission.objects.get(), by=curator)
    assert "/projects/lingo-lab/" in text_of(client.get(page))
    assert Project.objects.published().get().languages == ["ar"]
    assert client.get(f"{page}edit/").status_code == 302


def test_it_can_be_taken_back(client, typed):
    send(client, typed)
    confirm_by_mail(client)
    submission = Submission.objects.get()
    assert client.get(f"/mine/handed-in/{submission.token}/withdraw/").status_code == 200
    client.post(f"/mine/handed-in/{submission.token}/withdraw/")
    assert Submission.objects.get().state == State.WITHDRAWN
    assert list(Submission.objects.queue()) == []


def test_whoever_is_signed_in_confirms_without_a_link(client, handed_in):
    submission = handed_in(email="owner@example.org")
    client.force_login(submission.submitter)
    client.post(f"/mine/handed-in/{submission.token}/confirm/")
    submission.refresh_from_db()
    assert submission.is_confirmed


@pytest.mark.parametrize("page", ["", "edit/", "withdraw/"])
def test_somebody_elses_submission_is_not_there(client, owner, handed_in, page):
    other = handed_in(email="other@example.org")
    assert client.get(f"/mine/handed-in/{other.token}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["edit/", "withdraw/", "confirm/"])
def test_nothing_of_somebody_elses_is_written(client, owner, handed_in, page, typed):
    other = handed_in(email="other@example.org")
    assert client.post(f"/mine/handed-in/{other.token}/{page}", typed()).status_code == 404
    other.refresh_from_db()
    assert (other.state, other.revision) == (State.UNCONFIRMED, 0)


@pytest.mark.parametrize("page", ["change", "people", "leave"])
def test_somebody_elses_entry_is_refused(client, owner, page):
    make_project("Foreign")
    assert client.post(f"/mine/project/foreign/{page}/", {"email": "a@example.org"}).status_code == 403
    assert Submission.objects.count() == Invitation.objects.count() == 0


def test_a_change_is_proposed_and_the_entry_stays_until_it_is_approved(client, owner, curator):
    response = client.post("/mine/project/lingo/change/", change_of_lingo(client, summary="New and better."))
    submission = Submission.objects.get()
    assert response.url == f"/mine/handed-in/{submission.token}/"
    assert Project.objects.get().summary == "Helps people to arrive."
    approve(submission, by=curator)
    assert Project.objects.get().summary == "New and better."


def test_a_stale_form_of_a_change_takes_nothing_back(client, owner, curator):
    form = change_of_lingo(client, summary="New.")
    Project.objects.update(description="Mended since.")
    client.post("/mine/project/lingo/change/", form)
    approve(Submission.objects.get(), by=curator)
    project = Project.objects.get()
    assert (project.summary, project.description) == ("New.", "Mended since.")


def test_a_change_to_discontinued_asks_for_the_year(client, owner):
    page = "/mine/project/lingo/change/"
    refused = client.post(page, change_of_lingo(client, status="discontinued"))
    assert refused.context["form"].errors["ended"] == ["Please say in which year it ended."]
    assert client.post(page, change_of_lingo(client, status="discontinued", ended="2020")).status_code == 302


@pytest.mark.parametrize(
    ("before", "fields", "is_asked"), [(None, {}, False), (2020, {}, False), (2020, {"ended": ""}, True)]
)
def test_who_changes_something_else_is_not_asked_for_the_year(client, owner, before, fields, is_asked):
    Project.objects.update(status="discontinued", ended=before)
    answer = client.post("/mine/project/lingo/change/", change_of_lingo(client, summary="New.", **fields))
    assert (answer.status_code == 200) is is_asked


def test_several_people_look_after_an_entry(client, owner):
    client.post("/mine/project/lingo/people/", {"email": "second@lingo.example"})
    assert "second@lingo.example" in text_of(client.get("/mine/project/lingo/people/"))
    second = Client()
    link = link_in(mails("second@lingo.example")[-1])
    assert "Lingo" in text_of(second.get(link))
    assert second.post(link).url == "/mine/"
    assert second.get("/mine/project/lingo/change/").status_code == 200
    assert Client().post(link).status_code == 403
    assert Invitation.objects.count() == 0


def test_an_invitation_can_be_taken_up_without_its_link_but_only_by_the_invited(client, owner):
    client.post("/mine/project/lingo/people/", {"email": "second@lingo.example"})
    invitation = Invitation.objects.get()
    assert client.post(f"/mine/invitations/{invitation.pk}/").status_code == 404
    client.force_login(invitation.user)
    assert "asks you to look after" in text_of(client.get("/mine/"))
    client.post(f"/mine/invitations/{invitation.pk}/")
    assert Caretaker.objects.filter(user=invitation.user).exists()


def test_the_last_one_is_warned_before_leaving(client, owner):
    response = client.post("/mine/project/lingo/leave/")
    assert "You are the last one" in text_of(response)
    assert Caretaker.objects.count() == 1
    client.post("/mine/project/lingo/leave/", {"is_sure": "1"})
    assert Caretaker.objects.count() == 0


def test_one_of_two_leaves_without_a_warning(client, owner):
    second = make_visitor()
    Caretaker.objects.create(user=second, target_kind="project", target_id=Project.objects.get().pk)
    assert client.post("/mine/project/lingo/leave/").url == "/mine/"
    assert list(Caretaker.objects.values_list("user", flat=True)) == [second.pk]


def test_all_that_is_stored_comes_as_one_file(client, owner, waiting):
    submission = waiting(email=owner.email)
    response = client.get("/mine/data.json")
    data = json.loads(response.content)
    assert "attachment" in response["Content-Disposition"]
    assert data["account"]["email"] == owner.email
    assert data["submissions"][0]["what_was_handed_in"] == submission.payload
    assert data["looks_after"][0]["entry"] == "Lingo"
    assert [mail["subject"] for mail in data["mails"]] == ["Please confirm: new project"]


def test_deleting_leaves_the_entry_public_and_nothing_else(client, owner, waiting, curator):
    approved = approve(waiting(email=owner.email, name="Taken"), by=curator)
    waiting(email=owner.email, name="Undecided")
    assert "stay public" in text_of(client.get("/mine/delete/"))
    response = client.post("/mine/delete/")
    assert response.url == "/"
    assert client.get("/mine/").status_code == 302
    assert not User.objects.filter(email=owner.email).exists()
    assert mails(owner.email) == []
    left = Submission.objects.get()
    assert (left, left.payload, left.email, left.submitter) == (approved, {}, "", None)
    assert Project.objects.published().filter(name="Taken").exists()
    assert left.decisions.filter(after="approved").count() == 1


def test_a_curator_does_not_delete_an_account_whose_decisions_count(client, curator):
    client.force_login(curator)
    assert client.post("/mine/delete/").status_code == 403


# Beside every entry


def test_every_entry_offers_a_report_and_a_claim(client, vocabulary):
    make_project("Lingo")
    make_organisation("Verein")
    assert '"/report/project/lingo/"' in text_of(client.get("/projects/lingo/"))
    assert '"/claim/organisation/verein/"' in text_of(client.get("/organisations/verein/"))


def test_a_report_needs_no_address(client, vocabulary):
    make_project("Lingo")
    form = {"what": "ended", "text": "Closed in 2019.", "opened": stamp_of(minutes_ago=1)}
    response = client.post("/report/project/lingo/", form)
    assert response.url == "/projects/lingo/"
    report = Submission.objects.get()
    assert (report.payload, report.target.name) == ({"what": "ended", "text": "Closed in 2019."}, "Lingo")
    assert "A curator will look into it" in text_of(client.get(response.url))


@pytest.mark.parametrize("page", ["report", "claim"])
def test_what_is_not_public_is_neither_reported_nor_claimed(client, vocabulary, page):
    make_project("Draft", published=False)
    assert client.get(f"/{page}/project/draft/").status_code == 404
    assert client.get(f"/{page}/user/1/").status_code == 404


def test_a_claim_needs_mail_at_the_domain_of_the_website_and_a_curators_yes(client, vocabulary, curator):
    project = make_project("Lingo", website="https://www.lingo.example/start")
    form = {"role": "Founder", "opened": stamp_of(minutes_ago=1)}
    refused = client.post("/claim/project/lingo/", form | {"address": "eve@example.org"})
    assert "address" in refused.context["form"].errors
    client.post("/claim/project/lingo/", form | {"address": "ada@lingo.example"})
    assert confirm_by_mail(client, "ada@lingo.example").status_code == 302
    assert client.get("/mine/project/lingo/change/").status_code == 403
    approve(Submission.objects.get(), by=curator)
    assert client.get("/mine/project/lingo/change/").status_code == 200
    assert Caretaker.objects.of_entry(project).count() == 1


def test_a_claim_begins_with_ones_own_address_where_it_fits(client, owner):
    make_project("Other", website="https://other.example")
    assert client.get("/claim/project/lingo/").context["form"]["address"].value() == "owner@lingo.example"
    assert not client.get("/claim/project/other/").context["form"]["address"].value()


@pytest.mark.parametrize(
    ("website", "said"),
    [
        ("", "We know of no website for it"),
        ("https://medium.com/lingo", "anybody can have a page"),
        ("https://lingo.wordpress.com", "anybody can have a page"),
        ("https://sites.google.com/view/lingo", "anybody can have a page"),
        ("https://gmx.de/lingo", "anybody can have a page"),
    ],
)
def test_where_every_address_is_refused_none_is_asked_for(client, vocabulary, website, said):
    make_project("Lingo", website=website)
    form = {"address": "ada@medium.com", "role": "Founder", "opened": stamp_of(minutes_ago=1)}
    for response in (client.get("/claim/project/lingo/"), client.post("/claim/project/lingo/", form)):
        text = text_of(response)
        assert said in text
        assert 'href="/contact/"' in text
        assert 'name="address"' not in text
    assert Submission.objects.count() == 0


def test_intake_is_read_from_the_database_by_every_request(client, vocabulary, django_assert_max_num_queries):
    client.get("/submit/")
    with django_assert_max_num_queries(3):
        client.get("/submit/")
    Intake.objects.update_or_create(pk=1, defaults={"state": "paused"})
    assert "New entries cannot be added for now" in text_of(client.get("/submit/"))


def test_cities_name_their_country(client, vocabulary):
    make_city("cambridge", country="GB")
    assert "Cambridge, United Kingdom" in text_of(client.get("/submit/project/"))
