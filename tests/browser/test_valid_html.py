"""The W3C's validator (https://validator.github.io/validator/) finds nothing on any kind of page, in both directions.

Java reads all pages at once, as it takes longer to start than to read them.
"""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from submissions.models import Translator
from tests.browser.test_pages import ALIKE, PAGES
from tests.roles import TABLE
from tests.roles_world import make_world

# Of what a browser looks at: once is enough, whatever the database.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

VALIDATOR = Path(settings.BASE_DIR, "node_modules/vnu-jar/build/dist/vnu.jar")
MORE = [
    "/no/such/page/",
    "/mine/sign-in/1/used-up/",
    "/map/?theme=housing",
    "/events/?when=past",
    "/funding/?stage=all",
]
LISTS = ["/", "/projects/", "/organisations/", "/themes/", "/cities/", "/map/", "/insights/"]
LISTS += ["/events/", "/events/month/", "/publications/", "/funding/", "/search/?q=coding", "/projects/handout.html"]


@pytest.fixture(scope="session")
def validator():
    """The command of the validator; without Java or without the package the tests are skipped, in CI they fail."""
    java = shutil.which("java")
    lacking = "" if java else "Java is missing: apt-get install default-jre-headless."
    lacking = lacking or ("" if VALIDATOR.exists() else "vnu-jar is missing: run `make node_modules`.")
    if lacking:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    # Its schemas go deep.
    return [java, "-Xss16m", "-XX:TieredStopAtLevel=1", "-jar", str(VALIDATOR)]


def fetched(address):
    """Return a page of the site, also one that says that something is not there."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def empty_pages():
    """Yield (address, page) of all that is listed in a directory with nothing in it."""
    for prefix in ("", "/ar"):
        for path in LISTS:
            yield f"{prefix}{path} while empty", Client().get(prefix + path).content


def own_pages():
    """Yield (address, page) of what somebody sees who hands in and translates, in a directory with one of each."""
    world = make_world()
    client = Client()
    client.cookies.load({settings.SESSION_COOKIE_NAME: world.people["submitter"]})
    Translator.objects.create(user=User.objects.get(email="ada@example.org"), language="uk")
    for path in [row.format_map(world.names) for row in TABLE if row.startswith("/mine/")]:
        for prefix in ("", "/ar"):
            answer = client.get(prefix + path)
            if answer.status_code == HTTPStatus.OK and answer["Content-Type"].startswith("text/html"):
                yield prefix + path, answer.content


def test_the_validator_of_the_w3c_finds_nothing(site, validator, tmp_path):
    pages = {
        prefix + path: fetched(f"{site}{prefix}{path}") for prefix in ("", "/ar") for path in [*PAGES, *ALIKE, *MORE]
    }
    pages |= dict(empty_pages())
    pages |= dict(own_pages())
    files = {}
    for number, (address, page) in enumerate(pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_bytes(page)
        files[file.as_uri()] = address

    call = subprocess.run(
        [*validator, "--format", "json", "--exit-zero-always", "--stdout", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = Counter()
    for each in json.loads(call.stdout)["messages"]:
        found[f"{files.get(each['url'].replace('file:/', 'file:///', 1), each['url'])}: {each['message']}"] += 1
    assert len(pages) > 80
    assert dict(found) == {}
