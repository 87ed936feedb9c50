"""What goes with every form of the intake: the address, what tells a person from a script, and a picture."""

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms import ScreenedForm
from submissions.logos import ACCEPT, signed_logo, store_logo


class AddressField(forms.EmailField):
    """A mail address in lower case, as accounts have it."""

    def __init__(self, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
        super().__init__(**{"label": _("Your e-mail address"), "max_length": 254, "widget": widget} | kwargs)

    def clean(self, value):
        return super().clean(value).lower()


class SenderForm(ScreenedForm):
    """The fields beside those of the entry. Nothing in it but the address can be wrong.

    by: who is signed in and needs no address; a person's address is confirmed already.
    """

    email = AddressField(
        help_text=_("We send a link there; with it you confirm that you handed this in. The address is not published."),
    )

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        if by and by.is_authenticated:
            del self.fields["email"]


class LogoForm(forms.Form):
    """A picture, or the name of one that came with the form before. A wrong one is refused without losing a good one.

    The picture is stored as soon as it is seen, so that an error elsewhere does not lose it.
    """

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PNG, JPEG or WebP, at most 2 MB."),
    )
    kept_logo = forms.CharField(required=False, widget=forms.HiddenInput)
    remove_logo = forms.BooleanField(required=False, label=_("Without this picture"))

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("logo")
        kept = None if cleaned.get("remove_logo") else signed_logo(cleaned.get("kept_logo", ""))
        try:
            self.stored = store_logo(upload) if upload else kept
        except forms.ValidationError as error:
            self.stored = kept
            self.add_error("logo", error)
        return cleaned
