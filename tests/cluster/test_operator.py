"""Who answers for the site: the imprint says it, and a deployment that does not know it is warned."""

from django.core.checks import run_checks

from cluster.apps import operator_is_named
from entries.cache import release
from tests.cluster.making import make_page


def warnings():
    return [message.id for message in run_checks(include_deployment_checks=True) if message.id == "cluster.W001"]


def test_the_imprint_names_the_operator_of_the_settings(client, db, settings):
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Ex & Co.", "Street 1\n<b>Berlin</b>"
    make_page("imprint")
    html = client.get("/imprint/").content.decode()
    assert "Ex &amp; Co." in html
    assert "Street 1<br>&lt;b&gt;Berlin&lt;/b&gt;" in html
    assert "has not been named" not in html


def test_without_one_the_imprint_says_so(client, db, settings):
    settings.OPERATOR_NAME = settings.OPERATOR_ADDRESS = ""
    make_page("imprint")
    make_page("story")
    assert "The operator of this site has not been named here yet." in client.get("/imprint/").content.decode()
    assert "has not been named" not in client.get("/story/").content.decode()


def test_a_deployment_without_an_operator_is_warned(settings):
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Ex & Co.", ""
    assert warnings() == ["cluster.W001"]
    assert "OPERATOR_ADDRESS" in operator_is_named(None)[0].msg
    settings.OPERATOR_ADDRESS = "Street 1"
    assert warnings() == []


def test_pages_that_name_another_operator_are_not_taken_from_the_cache(settings):
    settings.OPERATOR_NAME = "Ex & Co."
    before = release.__wrapped__()
    settings.OPERATOR_NAME = "Why & Co."
    assert release.__wrapped__() != before
