"""Who looks after which entry. Links are made by approving a claim or taking up an invitation, and taken off here."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from entries.actions import entry_models
from submissions.actions import invite
from submissions.models import Caretaker, Invitation


class LinkAdmin(admin.ModelAdmin):
    search_fields = ["user__email", "user__name"]
    list_filter = ["target_kind"]
    list_select_related = ["user"]

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Caretaker)
class CaretakerAdmin(LinkAdmin):
    list_display = ["user", "target", "since"]

    def has_add_permission(self, request):
        return False


class InvitationForm(forms.ModelForm):
    """Asks for an entry by the address of its page, as people name it in their letters."""

    page = forms.CharField(
        label=_("Page of the entry"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "ltr"}),
        help_text=_("Its address in this directory, such as /projects/refunite/."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"class": "vTextField", "dir": "ltr"}),
        help_text=_("Of somebody who showed you that the entry is theirs. A link goes there, good for 48 hours."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("For those who have no account yet.")
    )

    class Meta:
        model = Invitation
        fields = []

    def clean_page(self):
        entry = entry_at(self.cleaned_data["page"])
        if not entry:
            raise ValidationError(_("No entry has this address."), code="unknown")
        self.instance.target_kind, self.instance.target_id = entry._meta.model_name, entry.pk
        return self.cleaned_data["page"]

    def clean(self):
        data = super().clean()
        user = User.objects.filter(email__iexact=data.get("email", "")).first()
        entry = self.instance.target
        if user and entry and Caretaker.objects.of_entry(entry).of_user(user).exists():
            self.add_error("email", ValidationError(_("They look after this entry already."), code="known"))
        return data


def entry_at(address):
    """Return the entry whose page has an address, in any language, with or without the site's own; or None."""
    try:
        path = urlsplit(address).path
    except ValueError:  # such as http://[
        return None
    app, _slash, slug = "/".join(path.strip("/").split("/")[-2:]).partition("/")
    model = next((model for model in entry_models() if model._meta.app_label == app), None)
    return model.objects.filter(slug=slug).first() if model else None


@admin.register(Invitation)
class InvitationAdmin(LinkAdmin):
    form = InvitationForm
    fields = ["page", "email", "language"]
    list_display = ["user", "target", "invited_by", "invited_at"]
    list_select_related = ["user", "invited_by"]

    def save_model(self, request, obj, form, change):
        """Also where the same person is asked once more: that sends another link."""
        asked = {name: form.cleaned_data[name] for name in ("email", "language")}
        invitation = invite(obj.target, by=request.user, **asked)
        obj.pk, obj.user, obj.invited_by = invitation.pk, invitation.user, invitation.invited_by
