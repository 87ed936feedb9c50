"""Bulk actions that first show what they will touch and ask what they need. They are declared, not programmed.

    publish_entries = confirmed_action(
        "publish_entries", _("Publish"), _("These entries will be visible to everyone."), one_by_one(publish)
    )

An action runs on POST only, and only for those who have its permission.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curating.forms import REASON_LENGTH
from curating.widgets import ThemesField
from entries.actions import check, confirm_entry, note_answer, publish, save_entry, withdraw
from entries.models import TransitionError
from entries.validators import validate_themes
from operations.turns import turn
from taxonomy.models import Theme

MOST_AT_ONCE = 500


class ActionForm(forms.Form):
    """What an action asks. Subclasses may look at the chosen entries."""

    @staticmethod
    def complaint(entries):
        """Return why the action cannot be asked of these entries at all, or ""."""
        return "" if entries else _("These entries are no longer here.")

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.entries = entries


def one_by_one(change):
    """Make a `perform` of an action for one entry: change(entry, by=…, **answers).

    An entry that refuses the change is left as it was and reported; the others get it.
    """

    def perform(entries, *, by, **answers):
        refused = []
        for entry in entries:
            try:
                with transaction.atomic():
                    change(entry, by=by, **answers)
            except TransitionError:
                refused.append(
                    _("%(entry)s stays as it is: %(state)s.")
                    % {"entry": entry, "state": entry.get_publication_display()}
                )
            except ValidationError as error:
                refused.append(f"{entry}: {' '.join(error.messages)}")
        return len(entries) - len(refused), refused

    return perform


def confirmed_action(
    name,
    label,
    question,
    perform,
    *,
    form=ActionForm,
    permission="change",
    template="admin/curating/confirm_action.html",
):
    """Return an action for `ModelAdmin.actions`.

    question: the sentence above the list of entries; perform(entries, *, by, **answers) does it, and returns how
    many entries it is done with and a list of texts: what it refused or left out; form: a subclass of ActionForm whose
    fields are the answers; template: of the page that asks.
    """

    def action(model_admin, request, queryset):
        chosen = list(queryset.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            model_admin.message_user(
                request,
                _("At most %(count)d at once; narrow the list with its filters.") % {"count": MOST_AT_ONCE},
                messages.ERROR,
            )
            return None
        with turn():
            locked = model_admin.model._base_manager.filter(pk__in=chosen).select_for_update()
            entries = list(locked.order_by("sort_key", "pk"))
            if complaint := form.complaint(entries):
                model_admin.message_user(request, complaint, messages.ERROR)
                return None
            is_answered = "confirmed" in request.POST
            asked = form(request.POST if is_answered else None, entries=entries)
            if is_answered and asked.is_valid():
                done, left_out = perform(entries, by=request.user, **asked.cleaned_data)
                _report(model_admin, request, label, done, left_out)
                return _back(model_admin, request, entries)
        return TemplateResponse(
            request,
            template,
            model_admin.admin_site.each_context(request)
            | {
                "title": label,
                "opts": model_admin.opts,
                "question": question,
                "action_name": name,
                "entries": entries,
                "form": asked,
                "fields": admin.helpers.AdminForm(asked, [(None, {"fields": list(asked.fields)})], {}),
                "media": model_admin.media + asked.media,
                "checkbox_name": ACTION_CHECKBOX_NAME,
                "from_entry": "from_entry" in request.POST,
            },
        )

    action.__name__ = name
    action.short_description = label
    action.allowed_permissions = (permission,)
    return action


def _report(model_admin, request, label, done, left_out):
    if done:
        text = ngettext("%(action)s: %(count)d entry.", "%(action)s: %(count)d entries.", done)
        model_admin.message_user(request, text % {"action": label, "count": done}, messages.SUCCESS)
    for text in left_out:
        model_admin.message_user(request, text, messages.WARNING)


def _back(model_admin, request, entries):
    """To the entry where it was started from there; None leads to the list as it was filtered."""
    if "from_entry" not in request.POST or len(entries) != 1:
        return None
    opts = model_admin.opts
    return redirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[entries[0].pk]))


class ReasonForm(ActionForm):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("It stays in the history."))


class AddThemesForm(ActionForm):
    themes = ThemesField(
        label=_("Themes"), queryset=Theme.objects.all(), help_text=_("Added to those that the entries have.")
    )


def add_themes(entry, *, by, themes):
    had = list(entry.themes.all())
    both = list(dict.fromkeys([*had, *themes]))
    if len(both) == len(had):
        raise ValidationError(_("It has these themes already."))
    validate_themes(both, had=len(had))
    save_entry(entry, by=by, themes=both, reason="Themes added")


def website_answered(entry, *, by):
    if not entry.website:
        raise ValidationError(_("It has no website."))
    note_answer(entry, by=by, on=timezone.localdate())


publish_entries = confirmed_action(
    "publish_entries", _("Publish"), _("Everyone will see these entries."), one_by_one(publish)
)
withdraw_entries = confirmed_action(
    "withdraw_entries",
    _("Withdraw"),
    _("Only curators will see these entries. Nothing is deleted."),
    one_by_one(withdraw),
    form=ReasonForm,
)
confirm_entries = confirmed_action(
    "confirm_entries",
    _("Confirm as of today"),
    _("The organisations have said that these entries are correct. Their pages will show today’s date."),
    one_by_one(lambda entry, by: confirm_entry(entry, by=by, on=timezone.localdate())),
)
check_entries = confirmed_action(
    "check_entries",
    _("Mark as checked by me"),
    _("You have looked at the sources of these entries. Their pages will show today’s date."),
    one_by_one(lambda entry, by: check(entry, by=by, on=timezone.localdate())),
)
note_answers = confirmed_action(
    "note_answers",
    _("Note that the website answered today"),
    _("You have opened the websites of these entries, and they answered. Their pages will show today’s date."),
    one_by_one(website_answered),
)
add_themes_to_entries = confirmed_action(
    "add_themes_to_entries",
    _("Add a theme"),
    _("These entries get further themes."),
    one_by_one(add_themes),
    form=AddThemesForm,
)


ENTRY_ACTIONS = [publish_entries, withdraw_entries, confirm_entries, check_entries, note_answers, add_themes_to_entries]
