"""The forms that describe an entry, without their pages."""

import pytest

from submissions.payloads import form_of, payload_of_entry
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def test_a_change_of_what_has_more_than_three_themes_need_not_take_any_away():
    themes = ["arts", "education", "health", "housing", "work"]
    organisation = make_organisation(themes=themes)
    payload = payload_of_entry(organisation) | {"summary": "Other."}

    assert form_of("organisation", payload, organisation).is_valid()
    assert not form_of("organisation", payload).is_valid()
