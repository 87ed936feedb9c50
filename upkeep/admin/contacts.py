"""Whom one may write to about an entry: what curators found out beside those who look after it anyway."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path

from accounts.admin.guarded import GuardedAdmin
from accounts.looks import LoggedMixin
from entries.kinds import kinds
from upkeep.actions import delete_contact, save_contact
from upkeep.admin.about import AboutEntryForm
from upkeep.letters import letters_about
from upkeep.models import ContactAddress, Correspondent

LEFT_ALONE = (
    "This address asked to be left alone, or e-mails to it come back. Save it without this tick; if you know better, "
    "set the tick afterwards."
)


def is_left_alone(email):
    return Correspondent.objects.left_alone().filter(email=email).exists()


class ContactAddressForm(AboutEntryForm):
    may_write = forms.BooleanField(
        label="May be written to",
        required=False,
        initial=True,
        help_text="Not where they asked to be left alone, or e-mails come back. It holds for the address, whatever "
        "else it is known from.",
    )

    class Meta:
        model = ContactAddress
        fields = ["email", "language", "origin"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["may_write"] = not is_left_alone(self.instance.email)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        data = super().clean()
        entry = {"target_kind": self.instance.target_kind, "target_id": self.instance.target_id}
        if ContactAddress.objects.filter(email=data.get("email"), **entry).exclude(pk=self.instance.pk).exists():
            self.add_error("email", ValidationError("This address stands with the entry already.", code="known"))
        if "may_write" not in self.changed_data and data.get("may_write") and is_left_alone(data.get("email")):
            self.add_error("may_write", ValidationError(LEFT_ALONE, code="left_alone"))
        return data


@admin.register(ContactAddress)
class ContactAddressAdmin(LoggedMixin, GuardedAdmin, admin.ModelAdmin):
    form = ContactAddressForm
    fields = ["page", "email", "language", "origin", "may_write"]
    list_display = ["target", "email", "language", "origin", "by", "added_at"]
    list_filter = ["target_kind", "language"]
    list_select_related = ["by"]
    search_fields = ["email", "origin"]

    def get_urls(self):
        """The text of a letter stands here, as it is for those whose address is not."""
        letter = self.admin_site.admin_view(self.letter)
        return [path("letter/<str:kind>/<slug:slug>/", letter, name="upkeep_letter"), *super().get_urls()]

    def letter(self, request, kind, slug):
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = next((one for one in kinds() if one.key == kind), None)
        entry = known and known.model.objects.published().filter(slug=slug).first()
        if entry is None or entry.has_ended:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": "Text for a letter or a post",
            "entry": entry,
            "letters": letters_about(entry),
        }
        return TemplateResponse(request, "admin/upkeep/letter.html", context)

    def save_model(self, request, obj, form, change):
        may_write = form.cleaned_data["may_write"] if "may_write" in form.changed_data else None
        save_contact(obj, by=request.user, may_write=may_write)

    def delete_model(self, request, obj):
        delete_contact(obj)

    def delete_queryset(self, request, queryset):
        for contact in queryset:
            delete_contact(contact)
