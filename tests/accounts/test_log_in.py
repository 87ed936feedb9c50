"""The admin's door: its brake, its trace, second factors, and how long one may stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import BoundedSemaphore

import pyotp
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from mfa.models import MFAKey
from post_office.models import Email

from accounts.limits import LimitReached
from accounts.log_ins import LIMITS, place_at_the_door
from accounts.models import LogIn, OpenSession, Outcome, User
from accounts.second_factor import make_recovery_codes
from accounts.sessions import ASKED_AGAIN_AFTER, delete_old_log_ins
from accounts.terms import LOG_INS_FOR, STAFF_SESSION_IDLE, STAFF_SESSION_LASTS
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator, make_visitor

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/"
PASSWORD = "a-long-password"
MOST = LIMITS["log-in"]["address"][0][0]


def log_in(client, user, password=PASSWORD, **options):
    return client.post(DOOR, {"username": user.email, "password": password, "next": "/admin/"}, **options)


def outcomes(user):
    return list(LogIn.objects.filter(user=user).order_by("pk").values_list("outcome", flat=True))


def age(**values):
    """Let an open session be older than it is."""
    assert OpenSession.objects.update(**{name: timezone.now() - term for name, term in values.items()})


@pytest.fixture
def curator():
    return make_group_curator()


@pytest.fixture
def superuser():
    return make_curator()


@pytest.fixture
def app(curator):
    """The app of the curator that shows codes; its key is set up already."""
    secret = pyotp.random_base32()
    MFAKey.objects.create(user=curator, method="TOTP", name="phone", secret=secret)
    return pyotp.TOTP(secret)


@pytest.fixture
def asked_for_a_second_factor(settings):
    settings.SECOND_FACTOR = True


def test_the_right_password_opens_the_admin_and_is_noted(client, curator):
    assert log_in(client, curator).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert outcomes(curator) == [Outcome.SIGNED_IN]


def test_tries_are_refused_before_anything_is_hashed(client, curator, monkeypatch):
    for _number in range(MOST):
        assert log_in(client, curator, "wrong").status_code == 200
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("hashed"))
    monkeypatch.setattr(User, "set_password", lambda *_: pytest.fail("hashed"))

    refused = [log_in(client, curator) for _number in range(3)]

    assert [response.status_code for response in refused] == [429] * 3
    assert int(refused[0]["Retry-After"]) > 0
    assert "Too many tries" in refused[0].text
    assert outcomes(curator) == [Outcome.WRONG_PASSWORD] * MOST + [Outcome.REFUSED]


def test_the_network_is_counted_over_all_accounts(client):
    most = LIMITS["log-in"]["network"][0][0]

    answers = [
        client.post(DOOR, {"username": f"nobody{number}@example.org", "password": "x"}).status_code
        for number in range(most + 1)
    ]

    assert answers == [200] * most + [429]


def test_of_an_unknown_account_nothing_that_was_typed_is_kept(client):
    client.post(DOOR, {"username": "nobody@example.org", "password": "x"})

    assert LogIn.objects.get().user is None
    assert LogIn.objects.get().outcome == Outcome.WRONG_PASSWORD


def test_a_person_sees_failures_since_they_came_in_before(client, curator):
    log_in(client, curator)
    log_in(Client(), curator, "wrong")
    log_in(Client(), curator, "wrong")
    log_in(client, curator)

    assert "2 tries to log in as you have failed since" in client.get("/admin/").text
    assert "wrong password" in client.get("/admin/log-ins/").text


def test_a_person_sees_and_ends_their_other_sessions(client, curator):
    other = Client(headers={"user-agent": "Somewhere else"})
    log_in(client, curator)
    log_in(other, curator)
    page = client.get("/admin/log-ins/").text
    number = OpenSession.objects.get(browser="Somewhere else").pk

    client.post("/admin/log-ins/", {"session": number})

    assert "Somewhere else" in page
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_nobody_ends_the_session_of_another(client, curator):
    stranger = client_of(make_group_curator())
    log_in(client, curator)
    stranger.get("/admin/")

    for number in (OpenSession.objects.get(user=curator).pk, "x", "²"):
        stranger.post("/admin/log-ins/", {"session": number})

    assert client.get("/admin/").status_code == 200


def test_logging_out_leaves_no_open_session(client, curator):
    log_in(client, curator)
    assert OpenSession.objects.exists()

    client.post("/admin/logout/")

    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    "old", [{"started_at": STAFF_SESSION_LASTS}, {"seen_at": STAFF_SESSION_IDLE}], ids=["12 hours", "30 idle minutes"]
)
def test_a_session_of_staff_ends(client, curator, old):
    log_in(client, curator)
    age(**{name: term - timedelta(seconds=30) for name, term in old.items()})
    assert client.get("/admin/").status_code == 200
    age(**old)

    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_submitter_stays_signed_in(client):
    visitor = make_visitor()
    client.force_login(visitor)

    assert client.get("/mine/").status_code == 200
    age(seen_at=STAFF_SESSION_IDLE, started_at=STAFF_SESSION_LASTS)
    assert client.get("/mine/").status_code == 200
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_a_session_that_a_link_opened_does_not_become_one_of_staff(client):
    visitor = make_visitor()
    client.force_login(visitor)
    session = client.session
    session["by_link"] = True
    session.save()
    User.objects.filter(pk=visitor.pk).update(is_staff=True)

    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_of_the_app_is_asked_for_and_works_once(client, curator, app):
    asked = log_in(client, curator)
    assert asked.url == "/admin/second-factor/ask/TOTP/"
    assert client.get("/admin/").status_code == 302
    assert client.get(asked.url).status_code == 200
    code = app.now()

    assert client.post(asked.url, {"code": code}).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert outcomes(curator) == [Outcome.SIGNED_IN]

    again = Client()
    log_in(again, curator)
    again.get(asked.url)
    assert again.post(asked.url, {"code": code}).status_code == 200
    assert again.get("/admin/").status_code == 302
    assert outcomes(curator) == [Outcome.SIGNED_IN, Outcome.WRONG_SECOND_FACTOR]


def test_a_page_that_asks_for_a_second_factor_is_not_there_without_a_password(client, curator, app):
    assert client.get("/admin/second-factor/ask/TOTP/").status_code == 404
    assert client.post("/admin/second-factor/ask/TOTP/", {"code": app.now()}).status_code == 404


def test_a_recovery_code_stands_in_for_the_app_once(curator, app):
    codes = make_recovery_codes(curator)
    address = "/admin/second-factor/ask/recovery/"

    def use(code):
        client = Client()
        log_in(client, curator)
        client.get(address)
        return client.post(address, {"code": code}).status_code, client.get("/admin/").status_code

    assert use(codes[2]) == (302, 200)
    assert use("00000-00000") == (200, 302)
    MFAKey.objects.update(next_use_at=None)
    assert use(codes[2]) == (200, 302)


def test_recovery_codes_are_kept_as_hashes(curator):
    codes = make_recovery_codes(curator)
    kept = list(MFAKey.objects.values_list("secret", flat=True))

    assert len(set(codes)) == len(kept) == 5
    assert not any(code in secret for code in codes for secret in kept)


@pytest.mark.parametrize("code", ["", "x", "[]", "{}", '{"id": 1}', '{"id": "AA", "response": {}}'])
def test_a_forged_passkey_is_refused(client, curator, app, code):
    log_in(client, curator)
    MFAKey.objects.create(user=curator, method="FIDO2", name="key", secret="A" * 100)
    MFAKey.objects.filter(method="FIDO2").delete()
    client.get("/admin/second-factor/ask/FIDO2/")

    assert client.post("/admin/second-factor/ask/FIDO2/", {"code": code}).status_code in {200, 404}
    assert client.get("/admin/").status_code == 302


@pytest.mark.usefixtures("asked_for_a_second_factor")
def test_nothing_else_answers_before_a_second_factor_is_set_up(client, curator):
    log_in(client, curator)

    for address in ("/admin/", "/admin/projects/project/", "/styleguide/", "/admin/log-ins/"):
        assert client.get(address).url == "/admin/second-factor/"
    assert "none yet" in client.get("/admin/second-factor/").text


@pytest.mark.usefixtures("asked_for_a_second_factor")
def test_a_second_factor_is_set_up_without_javascript(client, curator):
    other = Client()
    log_in(other, curator)
    other.get("/admin/")
    log_in(client, curator)
    address = "/admin/second-factor/new/TOTP/"
    page = client.get(address)
    secret = page.context["mfa_data"]["secret"]
    assert secret in page.text
    assert client.post(address, {"name": "phone", "code": "12"}).status_code == 200

    assert client.post(address, {"name": "phone", "code": pyotp.TOTP(secret).now()}).url == reverse(
        "mfa:recovery-codes"
    )

    shown = client.post(reverse("mfa:recovery-codes")).text
    assert shown.count("<code>") == 5
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    assert "_auth_user_id" not in other.session
    assert Email.objects.get(to=curator.email).subject == "A second factor was added to your account"


@pytest.mark.usefixtures("asked_for_a_second_factor")
def test_a_session_without_a_second_factor_does_not_pass_where_there_is_one(client, curator, app):
    client.force_login(curator)

    assert client.get("/admin/second-factor/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_recovery_codes_are_no_key_of_their_own(client, curator):
    client.force_login(curator)

    assert client.get("/admin/second-factor/new/recovery/").status_code == 404
    assert client.post("/admin/second-factor/recovery-codes/").status_code == 302
    assert not MFAKey.objects.exists()


def test_with_the_last_factor_the_recovery_codes_go(client, curator, app):
    make_recovery_codes(curator)
    client.force_login(curator)

    client.post(f"/admin/second-factor/{MFAKey.objects.get(method='TOTP').pk}/remove/")

    assert not MFAKey.objects.exists()
    assert Email.objects.get(to=curator.email).subject == "A second factor was removed from your account"


def test_nobody_removes_the_factor_of_another(client, superuser, curator, app):
    client.force_login(superuser)

    assert client.post(f"/admin/second-factor/{MFAKey.objects.get().pk}/remove/").status_code == 404
    assert client.get(f"/admin/mfa/mfakey/{MFAKey.objects.get().pk}/change/").status_code == 404


def test_a_superuser_resets_the_factor_of_somebody_who_lost_it(client, superuser, curator, app):
    theirs = client_of(curator)
    theirs.get("/admin/")
    client.force_login(superuser)

    client.post("/admin/accounts/user/", {"action": "reset_second_factors", "_selected_action": [curator.pk]})

    assert not MFAKey.objects.exists()
    assert theirs.get("/admin/").status_code == 302
    assert log_in(Client(), curator).url == "/admin/"


def test_rights_are_changed_only_by_whoever_was_asked_a_short_time_ago(client, superuser, curator):
    log_in(client, superuser)
    pages = [
        f"/admin/accounts/user/{curator.pk}/change/",
        f"/admin/accounts/user/{curator.pk}/password/",
        f"/admin/accounts/user/{make_visitor().pk}/delete/",
        "/admin/accounts/user/add/",
        f"/admin/auth/group/{Group.objects.get(name='Curators').pk}/change/",
        "/admin/auth/group/add/",
    ]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    age(asked_at=ASKED_AGAIN_AFTER)

    for page in pages:
        assert client.get(page).url.startswith("/admin/ask-again/?next=")
        assert client.post(page).url.startswith("/admin/ask-again/?next=")
    assert client.post("/admin/accounts/user/").url.startswith("/admin/ask-again/")
    asking = client.get(pages[0]).url
    assert client.post(asking, {"password": "wrong"}).status_code == 200
    assert client.post(asking, {"password": PASSWORD}).url == pages[0]
    assert client.get(pages[0]).status_code == 200


def test_asking_again_leads_nowhere_else(client, curator):
    client.force_login(curator)

    answer = client.post("/admin/ask-again/?next=https://example.org/", {"password": PASSWORD})

    assert answer.url == "/admin/"


def test_guessing_when_asked_again_has_the_same_brake(client, curator):
    client.force_login(curator)

    answers = [client.post("/admin/ask-again/", {"password": "wrong"}).status_code for _number in range(MOST + 1)]

    assert answers == [200] * MOST + [429]


@pytest.mark.parametrize("password", ["ElevenChars", "123456789012345", "qwerty123456"])
def test_short_and_common_passwords_are_refused(client, superuser, curator, password):
    client.force_login(superuser)

    page = client.post(
        f"/admin/accounts/user/{curator.pk}/password/",
        {"usable_password": "true", "password1": password, "password2": password},
    )

    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_password_is_reset_by_mail_once(client, curator):
    assert client.post("/admin/password_reset/", {"email": curator.email}).status_code == 302
    mail = Email.objects.get()
    link = next(line for line in mail.message.splitlines() if "/password_reset/" in line).removeprefix(
        "http://127.0.0.1:8000"
    )
    form = client.get(link).url
    new = {"new_password1": "another-long-one", "new_password2": "another-long-one"}

    assert client.post(form, new).status_code == 302

    curator.refresh_from_db()
    assert curator.check_password("another-long-one")
    assert client.get(link).status_code == 200
    assert "invalid" in client.get(link).text
    assert Email.objects.latest("pk").subject == "Your password was changed"


@pytest.mark.parametrize("who", ["nobody", "visitor", "curator"])
def test_asking_for_a_new_password_tells_nothing(client, curator, who):
    address = {"nobody": "nobody@example.org", "visitor": make_visitor().email, "curator": curator.email}[who]

    answer = client.post("/admin/password_reset/", {"email": address})

    assert answer.url == "/admin/password_reset/done/"
    assert Email.objects.filter(to=address).count() == (who == "curator")


@pytest.mark.django_db(transaction=True)
def test_asking_for_a_new_password_does_the_same_whether_there_is_an_account_or_not(client):
    """Transactions included: storing what was written takes longer than taking it back."""
    known, done = make_curator().email, []
    for address in ("first@example.org", known, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            client.post("/admin/password_reset/", {"email": address})
        words = [query["sql"].split()[0] for query in queries]
        done.append([word for word in words if word not in {"RELEASE", "SAVEPOINT", "ROLLBACK"}])
    assert done[1] == done[2]
    assert done[1][-1] == "COMMIT"


def test_asking_for_a_new_password_has_a_brake(client, curator):
    most = LIMITS["password-reset"]["address"][0][0]

    answers = [
        client.post("/admin/password_reset/", {"email": curator.email}).status_code for _number in range(most + 1)
    ]

    assert answers == [302] * most + [429]
    assert Email.objects.count() == most


def test_changing_the_own_password_asks_for_the_current_one_and_is_told_by_mail(client, curator):
    client.force_login(curator)
    new = {"new_password1": "another-long-one", "new_password2": "another-long-one"}

    assert client.post("/admin/password_change/", new | {"old_password": "wrong"}).status_code == 200
    assert not Email.objects.exists()
    assert client.post("/admin/password_change/", new | {"old_password": PASSWORD}).status_code == 302

    assert Email.objects.get(to=curator.email).subject == "Your password was changed"
    assert client.get("/admin/").status_code == 200


def test_a_curator_is_told_by_mail_when_a_superuser_changes_how_they_log_in(client, superuser, curator):
    client.force_login(superuser)
    old = curator.email
    new = {"usable_password": "true", "password1": "another-long-one", "password2": "another-long-one"}
    door, page = f"/admin/accounts/user/{curator.pk}/password/", f"/admin/accounts/user/{curator.pk}/change/"
    client.post(door, form_of(client.get(door), "user_form") | new)

    client.post(page, form_of(client.get(page), "user_form") | {"email": "elsewhere@example.org"})

    assert list(Email.objects.filter(to=old).order_by("pk").values_list("subject", flat=True)) == [
        "Your password was changed",
        "The address you sign in with was changed",
    ]


def test_the_door_has_no_inline_script_or_style(client, curator, app):
    log_in(client, curator)
    pages = [client.get(address).text for address in (DOOR, "/admin/second-factor/ask/TOTP/", "/admin/password_reset/")]
    client.force_login(curator)
    pages += [
        client.get(address).text
        for address in ("/admin/second-factor/new/TOTP/", "/admin/second-factor/new/FIDO2/", "/admin/log-ins/")
    ]

    assert [page for page in pages if "style=" in page or "<script>" in page or "onclick" in page] == []


def test_old_log_ins_go(curator):
    LogIn.objects.create(user=curator, outcome=Outcome.SIGNED_IN)
    LogIn.objects.create(user=curator, outcome=Outcome.WRONG_PASSWORD)
    LogIn.objects.filter(outcome=Outcome.WRONG_PASSWORD).update(at=timezone.now() - LOG_INS_FOR - timedelta(1))
    OpenSession.objects.create(user=curator, seen_at=timezone.now() - STAFF_SESSION_IDLE)

    assert delete_old_log_ins() == 1
    assert outcomes(curator) == [Outcome.SIGNED_IN]
    assert not OpenSession.objects.exists()


def test_a_second_factor_is_reset_on_the_server(curator, app, capsys):
    call_command("reset_second_factor", curator.email.upper())

    assert not MFAKey.objects.exists()
    assert curator.email in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("reset_second_factor", "nobody@example.org")


def test_hashing_leaves_threads_for_pages_and_counts_nobody_who_has_to_wait(client, curator, monkeypatch):
    monkeypatch.setattr("accounts.log_ins._places", BoundedSemaphore(1))
    with place_at_the_door():
        response = log_in(client, curator)

    assert response.status_code == 429
    assert response["Retry-After"] == "5"
    assert "Others are signing in at this moment." in response.text
    assert not LogIn.objects.exists()
    assert log_in(client, curator).status_code == 302


def test_whoever_comes_second_is_let_in_after_the_first():
    def take_a_place():
        with place_at_the_door():
            return "in"

    with ThreadPoolExecutor(1) as pool:
        with place_at_the_door():
            waiting = pool.submit(take_a_place)
        assert waiting.result() == "in"


def test_whoever_waits_too_long_is_sent_away(monkeypatch):
    monkeypatch.setattr("accounts.log_ins.LONGEST_WAIT", 0)
    with place_at_the_door(), pytest.raises(LimitReached), place_at_the_door():
        pytest.fail("two at once")
