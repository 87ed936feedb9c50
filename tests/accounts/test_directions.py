"""What is typed runs in its own direction, whatever the page's."""

import pytest
from django import forms

from tests.curators import client_of
from tests.factories import make_curator, make_project


class Everything(forms.Form):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)
    website = forms.URLField(assume_scheme="https")
    email = forms.EmailField()
    telephone = forms.CharField(widget=forms.TextInput(attrs={"type": "tel"}))
    year = forms.IntegerField()
    of_its_own = forms.CharField(widget=forms.TextInput(attrs={"dir": "rtl"}))
    tick = forms.BooleanField()
    choice = forms.ChoiceField(choices=[("a", "A")])


def test_each_control_says_its_direction():
    drawn = {field.name: str(field) for field in Everything()}
    said = {name: html.partition('dir="')[2].partition('"')[0] for name, html in drawn.items()}
    assert said == {
        "name": "auto",
        "text": "auto",
        "website": "ltr",
        "email": "ltr",
        "telephone": "ltr",
        "year": "ltr",
        "of_its_own": "rtl",
        "tick": "",
        "choice": "",
    }


@pytest.mark.django_db
def test_so_do_those_of_public_forms_and_of_the_admin(client):
    project = make_project()
    public = client.get("/ar/submit/project/").content.decode()
    admin = client_of(make_curator()).get(f"/admin/projects/project/{project.pk}/change/").content.decode()
    for html in (public, admin):
        website = html.partition('name="website"')[2].partition(">")[0]
        name = html.partition('name="name"')[2].partition(">")[0]
        assert ('dir="ltr"' in website, 'dir="auto"' in name) == (True, True)
