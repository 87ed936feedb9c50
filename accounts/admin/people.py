from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from mfa import admin as mfa_admin  # noqa: F401 - registers the keys that are taken off below
from mfa.models import MFAKey
from post_office import admin as mail_admin  # noqa: F401 - registers what is taken off below
from post_office.models import Attachment, Email, EmailTemplate, Log

from accounts.admin.guarded import GuardedAdmin, GuardedForm, SeenPasswordForm
from accounts.admin.looking import ReadOnlyAdmin
from accounts.forms import PersonChangeForm, PersonCreationForm
from accounts.looks import LoggedMixin
from accounts.mail import queue_mail
from accounts.masking import mask_tokens
from accounts.models import LogIn, Look, User
from accounts.presence import note_open, others_at
from accounts.second_factor import reset_second_factor
from accounts.sessions import ask_again

# Its pages show the secrets, and would let one person set those of another.
admin.site.unregister(MFAKey)
admin.site.unregister(Group)
# Theirs send a mail again when an address is opened, and show links that sign in. The site has no templates of theirs.
admin.site.unregister([Attachment, Email, EmailTemplate, Log])


class AskedAgainMixin:
    """For what gives people rights: whoever writes it is asked for the password again, if that was a while ago."""

    def changeform_view(self, request, *args, **kwargs):
        return ask_again(request) or super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        return ask_again(request) or super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        return (request.method == "POST" and ask_again(request)) or super().changelist_view(request, *args, **kwargs)


@admin.register(Group)
class RightsGroupAdmin(AskedAgainMixin, GuardedAdmin, GroupAdmin):
    form = GuardedForm


@admin.register(LogIn)
class LogInAdmin(LoggedMixin, ReadOnlyAdmin):
    list_display = ["at", "user", "outcome", "network"]
    list_filter = ["outcome", "at"]
    search_fields = ["user__email"]
    list_select_related = ["user"]


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    list_display = ["at", "user", "kind", "key"]
    list_filter = ["at", "kind", ("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "kind"]


@admin.register(Email)
class MailAdmin(LoggedMixin, ReadOnlyAdmin):
    """The queue and what was sent, without what would let its reader in. Its HTML says no more than its text."""

    change_form_template = "admin/change_form.html"  # The library's own would offer to send it again.
    list_display = ["created", "recipients", "masked_subject", "status", "last_updated", "scheduled_time"]
    list_filter = ["status", "created"]
    search_fields = ["to", "subject"]
    ordering = ["-pk"]
    fields = [
        *["recipients", "masked_subject", "status", "created", "last_updated", "scheduled_time"],
        *["number_of_retries", "message_id", "masked_text", "masked_headers", "failures"],
    ]

    @admin.display(description=_("to"), ordering="to")
    def recipients(self, mail):
        return ", ".join(mail.to)

    @admin.display(description=_("subject"), ordering="subject")
    def masked_subject(self, mail):
        return mask_tokens(mail.subject)

    @admin.display(description=_("text"))
    def masked_text(self, mail):
        return format_html('<pre dir="auto">{}</pre>', mask_tokens(mail.message))

    @admin.display(description=_("headers"))
    def masked_headers(self, mail):
        return format_html_join("", "<div>{}: {}</div>", self._lines((mail.headers or {}).items()))

    @admin.display(description=_("failures"))
    def failures(self, mail):
        rows = mail.logs.order_by("date").values_list("exception_type", "message")
        return format_html_join("", "<div>{}: {}</div>", self._lines(rows))

    def _lines(self, pairs):
        return ((name, mask_tokens(value)) for name, value in pairs)


class GuardedPersonForm(GuardedForm, PersonChangeForm):
    class Meta(PersonChangeForm.Meta):
        pass


@admin.register(User)
class PersonAdmin(AskedAgainMixin, GuardedAdmin, LoggedMixin, UserAdmin):
    form = GuardedPersonForm
    add_form = PersonCreationForm
    change_password_form = SeenPasswordForm
    change_user_password_template = "admin/accounts/set_password.html"  # noqa: S105 - the name of a file
    list_display = ["email", "name", "language", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups", "language"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "joined_at"]
    actions = ["reset_second_factors"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (
            _("What this person may do"),
            {
                "fields": ["is_active", "is_staff", "groups", "is_superuser", "user_permissions"],
                "description": _(
                    "A curator may enter the admin and belongs to the group “Curators”. "
                    "Only a superuser manages people."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]

    def save_model(self, request, obj, form, change):
        """Tell the address of before that it is no longer the one to log in with."""
        super().save_model(request, obj, form, change)
        if change and obj.is_staff and "email" in form.changed_data:
            queue_mail("address_changed", form.initial["email"], obj.language)

    def user_change_password(self, request, id, form_url=""):
        if asking := ask_again(request):
            return asking
        before = self.get_object(request, unquote(id))
        answer = super().user_change_password(request, id, form_url)
        if before and hasattr(answer, "context_data"):
            answer.context_data["others"] = others_at(before, request.user)
            note_open(before, request.user)
        if before and before.is_staff and before.password != User.objects.get(pk=before.pk).password:
            queue_mail("password_changed", before.email, before.language)
        return answer

    @admin.action(description=_("Remove the second factor of people who lost theirs"), permissions=["change"])
    def reset_second_factors(self, request, queryset):
        for person in queryset:
            reset_second_factor(person)
        text = _("They log in with their password and set up a second factor anew.")
        messages.success(request, text if settings.SECOND_FACTOR else _("They log in with their password alone."))
