"""What the tests of the admin share: a curator, and the fields of a page's form as a browser would send them."""

from html.parser import HTMLParser

from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import make_visitor


def make_group_curator(email=None, **fields):
    """Return a user who may do what the group of the curators may, and no more."""
    curator = make_visitor(email, is_staff=True, **fields)
    curator.groups.add(Group.objects.get(name="Curators"))
    return curator


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


class FormReader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.data = form_id, False, {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        if tag == "input" and attrs.get("name") and attrs.get("type") not in {"submit", "file"}:
            is_box = attrs.get("type") in {"checkbox", "radio"}
            if is_box and "checked" not in attrs:
                return
            self.data.setdefault(attrs["name"], []).append(attrs.get("value", "on" if is_box else ""))
        elif tag == "select":
            self.select, self.first, self.is_multiple = attrs["name"], None, "multiple" in attrs
        elif tag == "option" and self.select:
            self.first = attrs.get("value", "") if self.first is None else self.first
            if "selected" in attrs:
                self.data.setdefault(self.select, []).append(attrs.get("value", ""))
        elif tag == "textarea":
            self.textarea = attrs["name"]
            self.data[self.textarea] = [""]

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # A browser leaves out the line break that follows the tag.
            self.data[self.textarea] = [self.data[self.textarea][0].removeprefix("\n")]
            self.textarea = None
        elif tag == "select" and self.select:
            if self.select not in self.data and not self.is_multiple:
                self.data[self.select] = [self.first or ""]
            self.select = None


def form_of(response, form_id):
    """Return the fields of a form on a page: name -> list of values."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.data, f"no form {form_id}"
    return reader.data


def go_back(client, address, **options):
    """Open the page of a version, and press its button."""
    return client.post(address, form_of(client.get(address), "version_form"), **options)
