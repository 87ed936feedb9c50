"""What Django says of a form that people fill in is said by the site's own catalogues."""

import pytest
from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import override

import cluster.forms
import newsletter.forms
import submissions.forms.sending
import submissions.forms.short
import upkeep.ending
import upkeep.forms
from entries.kinds import kinds
from tests.test_translations import LANGUAGES, catalogue

MODULES = [
    cluster.forms,
    newsletter.forms,
    submissions.forms.sending,
    submissions.forms.short,
    upkeep.ending,
    upkeep.forms,
]
# What only a forged request can bring about.
FORGED = {"missing", "contradiction", "invalid_list", "invalid_pk_value"}


def public_fields():
    """Return every field of the forms of visitors."""
    found = [each for module in MODULES for each in vars(module).values() if isinstance(each, type)]
    all_forms = {each for each in found if issubclass(each, forms.BaseForm) and hasattr(each, "base_fields")}
    return [field for each in {*all_forms, *(kind.form for kind in kinds())} for field in each.base_fields.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_field_complains_of_is_in_our_catalogue(language):
    said = {message.id for message in catalogue(language).values() if not isinstance(message.id, tuple)}
    fields = public_fields()
    assert len(fields) > 40

    with override(settings.LANGUAGE_CODE):
        asked = {
            str(message)
            for field in fields
            if not isinstance(field, forms.FileField)
            for code, message in field.error_messages.items()
            if code not in FORGED
        }
        asked |= {
            str(validator.message)
            for field in fields
            for validator in field.validators
            if isinstance(getattr(validator, "code", None), str)
            and not isinstance(validator, ProhibitNullCharactersValidator)
            and "limit_value" not in repr(validator.message)
            and str(validator.message)
        }

    assert "This field is required." in asked
    assert asked - said == set()


@pytest.mark.parametrize(
    ("language", "field", "typed", "said"),
    [
        ("uk", forms.CharField(max_length=21), "x" * 22, "Щонайбільше 21 символ; зараз 22."),
        ("ar", forms.CharField(max_length=2), "x" * 3, "الحد الأقصى للأحرف: 2. عددها الآن: 3."),
        ("fr", forms.EmailField(), "nobody", "Indiquez une adresse e-mail valide."),
        ("en", forms.EmailField(), "nobody", "Enter a valid e-mail address."),
    ],
)
def test_people_read_it_in_our_words(language, field, typed, said):
    with override(language):
        with pytest.raises(forms.ValidationError) as complaint:
            field.clean(typed)
        assert complaint.value.messages == [said]
