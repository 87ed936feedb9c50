"""Who looks after which entry, since when and by whose decision; who is asked to."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.looks import LoggedMixin
from accounts.mail import is_unreached
from accounts.models import User
from accounts.terms import LINK_FOR
from accounts.wording import filled
from curating.attention import Attention, AttentionFilter, Mend, Rank
from curating.forms import EntryPageField
from submissions.actions import appoint_caretaker, invite, remove_caretaker
from submissions.models import Caretaker, CaretakerStep, Invitation

LINK_HOURS = LINK_FOR // timedelta(hours=1)


def unreached_people(label):
    """Return, as the attention of an admin, those of its rows to whose person the last e-mail did not arrive."""
    return {
        "unreached": Attention(
            label,
            lambda rows: rows.filter(is_unreached(OuterRef("user__email"))),
            Rank.UNREACHED,
            Mend("See who they are", in_list=True),
        )
    }


class LinkAdmin(LoggedMixin, admin.ModelAdmin):
    search_fields = ["user__email", "user__name"]
    list_filter = [AttentionFilter, "target_kind"]
    list_select_related = ["user"]

    def has_change_permission(self, request, obj=None):
        return False


def address_field(help_text=""):
    return forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"class": "vTextField", "dir": "ltr"}),
        help_text=help_text,
    )


class CaretakingForm(forms.ModelForm):
    """Asks for an entry by the address of its page, as people name it in their letters, and for a person."""

    page = EntryPageField()
    email = address_field()
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("For those who have no account yet.")
    )

    def clean_page(self):
        self.instance.name_entry(self.cleaned_data["page"])
        return self.cleaned_data["page"]

    def clean(self):
        data = super().clean()
        user = User.objects.filter(email__iexact=data.get("email", "")).first()
        entry = self.instance.target
        if user and entry and Caretaker.objects.of_entry(entry).of_user(user).exists():
            self.add_error("email", ValidationError(_("They look after this entry already."), code="known"))
        return data


def reason_field(help_text):
    return forms.CharField(
        label=_("Reason"),
        max_length=CaretakerStep._meta.get_field("reason").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text=help_text,
    )


class CaretakerAdminForm(CaretakingForm):
    reason = reason_field(
        _("They read it in their e-mail, as do those who look after it already. It stays in the list.")
    )

    class Meta:
        model = Caretaker
        fields = []


class RemovalForm(forms.Form):
    reason = reason_field(_("They read it in their e-mail, as do those who go on. It stays in the list of changes."))


@admin.register(Caretaker)
class CaretakerAdmin(LinkAdmin):
    """Nobody is taken off without a reason, so that there is no button for many at once."""

    form = CaretakerAdminForm
    fields = ["page", "email", "language", "reason"]
    list_display = ["user", "target", "since"]
    actions = None
    attention = unreached_people("Looked after by somebody whom an e-mail did not reach")

    def get_fields(self, request, obj=None):
        return ["user", "target_name", "since"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["user", "target_name", "since"] if obj else []

    @admin.display(description=_("entry"))
    def target_name(self, caretaker):
        return str(caretaker.target)

    def save_model(self, request, obj, form, change):
        asked = {name: form.cleaned_data[name] for name in ("email", "language", "reason")}
        made = appoint_caretaker(obj.target, by=request.user, **asked)
        obj.pk, obj.user, obj.since = made.pk, made.user, made.since

    def delete_view(self, request, object_id, extra_context=None):
        """Ask for a reason, and end that somebody looks after an entry."""
        caretaker = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, caretaker):
            raise PermissionDenied
        if caretaker is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = RemovalForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            self.log_deletions(request, [caretaker])
            remove_caretaker(caretaker, by=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, _("They no longer look after it, and were told so."), messages.SUCCESS)
            return redirect("admin:submissions_caretaker_changelist")
        others = Caretaker.objects.of_entry(caretaker.target).exclude(pk=caretaker.pk).select_related("user")
        context = self.admin_site.each_context(request) | {
            "title": _("No longer looks after it"),
            "opts": self.opts,
            "caretaker": caretaker,
            "others": others,
            "form": form,
            "fields": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        }
        return TemplateResponse(request, "admin/submissions/caretaker/remove.html", context)


@admin.register(CaretakerStep)
class CaretakerStepAdmin(LinkAdmin):
    """Who came to look after what, and who stopped: the site writes it with every change."""

    list_display = ["at", "entry", "what", "user", "by", "reason"]
    list_filter = [AttentionFilter, "what", "target_kind"]
    list_select_related = ["user", "by"]
    fields = ["at", "entry", "what", "user", "by", "reason"]
    readonly_fields = ["entry"]
    attention = {
        "alone": Attention(
            _("Nobody looks after it any more"),
            lambda steps: steps.left_alone(),
            mend=Mend(_("See which they are"), in_list=True),
        )
    }

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("entry"))
    def entry(self, step):
        entry = step.target
        if entry is None:
            return None
        opts = entry._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[entry.pk])
        return format_html('<a href="{}">{}</a>', address, entry)


class InvitationAdminForm(CaretakingForm):
    email = address_field(
        filled(
            ngettext_lazy(
                "Of somebody who has shown you that the entry is theirs. We send a link there that works for %(hours)d "
                "hour.",
                "Of somebody who has shown you that the entry is theirs. We send a link there that works for %(hours)d "
                "hours.",
                LINK_HOURS,
            ),
            hours=LINK_HOURS,
        )
    )

    class Meta:
        model = Invitation
        fields = []


@admin.register(Invitation)
class InvitationAdmin(LinkAdmin):
    form = InvitationAdminForm
    fields = ["page", "email", "language"]
    list_display = ["user", "target", "invited_by", "invited_at"]
    list_select_related = ["user", "invited_by"]
    attention = unreached_people("Invited by an e-mail that did not arrive")

    def save_model(self, request, obj, form, change):
        """Also where the same person is asked once more: that sends another link."""
        asked = {name: form.cleaned_data[name] for name in ("email", "language")}
        invitation = invite(obj.target, by=request.user, **asked)
        obj.pk, obj.user, obj.invited_by = invitation.pk, invitation.user, invitation.invited_by
