"""What goes with every form that a stranger sends, and tells a person from a script."""

from django import forms
from django.utils.translation import get_language

from accounts.limits import network_of
from accounts.stamps import read_stamp, stamp
from screening.facts import Visit
from screening.proof import is_proof, new_challenge


class ScreenedForm(forms.Form):
    """The fields that no person fills in; nothing in them can be wrong. `screening/_fields.html` draws them."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    altcha = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = self.stamp = stamp()

    @property
    def challenge(self):
        return new_challenge()

    @property
    def kept_stamp(self):
        """The stamp that the form goes on with: the one it came with, as long as that is ours."""
        came = self.data.get(self.add_prefix("opened"), "") if self.is_bound else ""
        return came if read_stamp(came).token else self.stamp


def visit_of(request):
    """Return the Visit that brought a form with the fields of ScreenedForm. A proof counts once: ask once a form."""
    token, opened_at = read_stamp(request.POST.get("opened", ""))
    return Visit(
        language=get_language(),
        token=token,
        opened_at=opened_at,
        network=network_of(request),
        # PostgreSQL stores no null characters.
        honeypot=request.POST.get("subject", "").replace("\0", " "),
        has_proof=is_proof(request.POST.get("altcha", "")),
    )
