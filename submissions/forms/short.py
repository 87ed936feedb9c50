"""The short forms: a report, a claim, a question for a link, an invitation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entries.forms import Text
from screening.domains import is_same_site, own_domain
from submissions.forms.sending import AddressField

MISTAKES = {
    "ended": pgettext_lazy("a mistake", "It has ended"),
    "link": pgettext_lazy("a mistake", "The link is wrong or dead"),
    "facts": pgettext_lazy("a mistake", "Something in the entry is wrong"),
    "other": pgettext_lazy("a mistake", "Something else"),
}


class ReportForm(forms.Form):
    what = forms.ChoiceField(label=_("What is wrong?"), choices=MISTAKES.items(), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        max_length=500,
        widget=Text(attrs={"rows": 3}),
        help_text=_("One line is enough, such as: closed in 2019, or the new address."),
    )
    contact = AddressField(
        label=_("Your e-mail address, if you like"),
        required=False,
        help_text=_("Only to tell you what became of it. It is not published."),
    )


class ClaimForm(forms.Form):
    """Asked by somebody who can receive mail at the domain of the entry's website, which has to be its own.

    entry: the one that is claimed; by: who is signed in, or None; an address of theirs that fits is filled in.
    """

    address = AddressField(label=_("Your address at the organisation"))
    role = forms.CharField(
        label=_("What you do there"), max_length=200, help_text=_("Such as: I run the office, or I am its founder.")
    )

    def __init__(self, *args, entry, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        if by and is_same_site(by.email, entry.website):
            self.initial["address"] = by.email
        self.fields["address"].help_text = _("One that ends in @%(domain)s. We send a link there.") % {
            "domain": own_domain(entry.website)
        }

    def clean_address(self):
        address = self.cleaned_data["address"]
        if not is_same_site(address, self.entry.website):
            raise ValidationError(
                _("Please use an address at the domain of the website, %(domain)s."),
                code="other_domain",
                params={"domain": own_domain(self.entry.website)},
            )
        return address


class AddressForm(forms.Form):
    email = AddressField()


class InvitationForm(forms.Form):
    email = AddressField(
        label=_("Their e-mail address"),
        help_text=_("We send a link there. Those who look after the entry see the address."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
