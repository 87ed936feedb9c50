from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from submissions.forms.sending import AddressField


class OneLineAddressField(AddressField):
    """Refuses a line break instead of mending it: an address that has one is not what somebody wanted to type."""

    def to_python(self, value):
        if value and any(character in value for character in "\r\n"):
            raise ValidationError(_("There is a line break in it. Please type one address, on one line."), "line_break")
        return super().to_python(value)


class LanguageForm(forms.Form):
    """In which language somebody wants the newsletter."""

    language = forms.ChoiceField(label=_("Language of the newsletter"), choices=settings.LANGUAGES)


class SubscribeForm(forms.Form):
    """Who wants the newsletter, and in which language: without a choice that of the page."""

    email = OneLineAddressField()
    language = forms.ChoiceField(
        label=_("Language of the newsletter"), choices=settings.LANGUAGES, required=False, initial=get_language
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "newsletter-%s"} | kwargs)
