"""Nobody reads in a log or in the admin what would let them in."""

import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern
from post_office.models import STATUS, Email, Log

from accounts.mail import leaving_headers, queue_mail
from accounts.masking import MASK, mask_tokens
from tests.curators import client_of
from tests.factories import make_curator

SECRET = "AAAAAWkqUXr2pT0kEN1D"
# Parameters of addresses that let somebody in, or name what somebody handed in.
PARAMETERS = re.compile(r"<(?:\w+:)?(?:token|sesame|uidb64)>")


def routes(patterns, before=""):
    """Yield every route of the site, without the prefix of a language."""
    for each in patterns:
        route = before + (str(each.pattern) if isinstance(each.pattern, RoutePattern) else "")
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, route)
        else:
            yield route


def printed(script, **environment):
    """Return all that a Python of its own writes."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout


def routes_with_token():
    """Return the path of every page that has a token in its address, with SECRET as that, without the first slash."""
    with_token = [route for route in routes(get_resolver().url_patterns) if PARAMETERS.search(route)]
    return [PARAMETERS.sub(SECRET, route).replace("<int:pk>", "7") for route in with_token]


def test_every_address_with_a_token_is_masked():
    assert len(routes_with_token()) > 10
    for route in routes_with_token():
        assert SECRET not in mask_tokens(f"https://directory.example/de/{route}"), route


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f'"GET /de/mine/sign-in/7/{SECRET}/ HTTP/1.1" 403', '"GET /de/mine/sign-in/••• HTTP/1.1" 403'),
        (f"<https://d.example/newsletter/unsubscribe/{SECRET}/>", "<https://d.example/newsletter/unsubscribe/•••>"),
        (
            f"<mailto:a@d.example?subject=unsubscribe%20{SECRET}>, <mailto:a@d.example?subject=stop%20{SECRET}>",
            "<mailto:a@d.example?subject=unsubscribe%20•••>, <mailto:a@d.example?subject=stop%20•••>",
        ),
        (
            f"/admin/login/?next=%2Fmine%2Fsign-in%2F7%2F{SECRET}%2F&x=1",
            "/admin/login/?next=%2Fmine%2Fsign-in%2F•••&x=1",
        ),
        (f"Not Found: /uk/submit/confirm/{SECRET}/{SECRET}", "Not Found: /uk/submit/confirm/•••"),
    ],
)
def test_tokens_are_masked_and_the_rest_stays(text, masked):
    assert mask_tokens(text) == masked


@pytest.mark.parametrize(
    "text", ["/projects/sign-in-with-me/", "/mine/", "/mine/sign-in/", "/newsletter/may-2026/", ""]
)
def test_other_addresses_stay_as_they_are(text):
    assert mask_tokens(text) == text


def test_no_handler_of_a_log_writes_a_token():
    script = f"""
import logging, django
django.setup()
for name in ("django.request", "django.security", "django.server", "django", "post_office", "accounts.sending", "x"):
    logging.getLogger(name).error("Forbidden: %s", "/mine/sign-in/7/{SECRET}/")
    try:
        raise ValueError("/newsletter/settings/{SECRET}/")
    except ValueError:
        logging.getLogger(name).exception("Failed")
"""

    said = printed(script, DJANGO_SETTINGS_MODULE="dsi_directory.settings", SECRET_KEY="x", DEBUG="true")

    assert said.count(MASK) == 14
    assert SECRET not in said


def test_gunicorn_writes_requests_without_tokens():
    said = printed(f"""
from gunicorn.config import Config
config = Config()
config.set("logger_class", "deploy.gunicorn_logger.Logger")
config.set("accesslog", "-")
logger = config.logger_class(config)
logger.access_log.info("GET %s", "/mine/sign-in/7/{SECRET}/")
logger.error("Error handling request %s", "/mine/sign-in/7/{SECRET}/")
""")

    assert said.count(MASK) == 2
    assert SECRET not in said


@pytest.fixture
def mail(db):
    link = f"http://127.0.0.1:8000/mine/sign-in/7/{SECRET}/"
    headers = leaving_headers(f"http://127.0.0.1:8000/newsletter/unsubscribe/{SECRET}/", "unsubscribe")
    mail = queue_mail("sign_in", "ada@lingo-lab.example", "en", link=link, headers=headers)
    Log.objects.create(email=mail, status=STATUS.failed, exception_type="Refused", message=f"no {link}")
    return mail


def test_the_admin_shows_mails_without_their_tokens(mail):
    client = client_of(make_curator())

    pages = [client.get(f"/admin/post_office/email/{tail}").text for tail in ("", f"{mail.pk}/change/")]

    assert "ada@lingo-lab.example" in pages[0]
    assert pages[1].count(MASK) == 4
    assert not any(SECRET in page for page in pages)


@pytest.mark.parametrize("tail", ["resend/", "preview/", "delete/", "change/"])
def test_no_address_of_a_mail_does_anything(mail, tail):
    client = client_of(make_curator())
    before = Email.objects.values().get()
    action = {"action": "delete_selected", "_selected_action": [mail.pk], "post": "yes"}

    client.get(f"/admin/post_office/email/{mail.pk}/{tail}")
    client.post(f"/admin/post_office/email/{mail.pk}/{tail}", {"to": "eve@example.org", "status": STATUS.sent})
    client.post("/admin/post_office/email/", action)

    assert Email.objects.values().get() == before


def test_every_page_of_the_admin_is_ours():
    ours = {name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()}

    assert len(ours) > 10
    assert [page for page in admin.site._registry.values() if type(page).__module__.partition(".")[0] not in ours] == []
