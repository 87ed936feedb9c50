"""The forms that describe an entry, without their pages."""

import pytest
from django import forms

from organisations.forms import OrganisationForm
from projects.forms import ProjectForm
from submissions.payloads import form_of, payload_of_entry
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


def test_a_change_of_what_has_more_than_three_themes_need_not_take_any_away():
    themes = ["arts", "education", "health", "housing", "work"]
    organisation = make_organisation(themes=themes)
    payload = payload_of_entry(organisation) | {"summary": "Other."}

    assert form_of("organisation", payload, organisation).is_valid()
    assert not form_of("organisation", payload).is_valid()


def test_a_change_of_a_project_with_successors_in_a_circle_is_not_refused_for_what_it_does_not_ask():
    project = make_project()
    project.successor = make_project(successor=project)
    project.save()

    assert form_of("project", payload_of_entry(project) | {"summary": "Other."}, project).is_valid()


@pytest.mark.parametrize("field", ["name", "organisation", "new_organisation_summary"])
@pytest.mark.parametrize("text", ["\u200b", "left\u202eright"])
def test_a_line_that_cannot_be_read_as_it_is_stored_is_refused_beside_its_field(field, text):
    described = {"organisation": "New here", "new_organisation_summary": "Runs it."}
    payload = payload_of_entry(make_project()) | described | {field: text}

    assert list(form_of("project", payload).errors) == [field]


@pytest.mark.parametrize("form", [ProjectForm, OrganisationForm])
def test_an_address_that_is_typed_without_its_scheme_is_one_with_https(form):
    fields = {name: field for name, field in form.base_fields.items() if isinstance(field, forms.URLField)}

    assert "website" in fields
    assert {field.clean("lingo.example") for field in fields.values()} == {"https://lingo.example"}
