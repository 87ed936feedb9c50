"""Who changed what, when and why; both versions where two edits meet; and going back to an earlier version."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from simple_history.admin import SimpleHistoryAdmin

from accounts.admin.guarded import GuardedAdmin
from accounts.numbers import number_in
from entries.versions import changes, entry_as_of, tags_as_of
from operations.turns import turn

VERSIONS_A_PAGE = 50


class SeenForm(forms.Form):
    """Which revision of an entry stood beside the version when its page was opened."""

    seen_revision = forms.IntegerField()


class EntryHistoryAdmin(GuardedAdmin, SimpleHistoryAdmin):
    """Shows versions as changes, and restores one through the same action as any other edit.

    Subclasses have a form that descends from ReasonedForm, show `change_fieldset`, and declare how to `store`.
    """

    change_form_template = "admin/curating/change_form.html"
    change_fieldset = (_lazy("This change"), {"fields": ["reason"]})

    def get_view_on_site_url(self, obj=None):
        """Lead to where the page is: after a mistake the form has an object whose address is only typed, or empty."""
        return super().get_view_on_site_url(obj and self.model._base_manager.filter(pk=obj.pk).first())

    def history_view(self, request, object_id, extra_context=None):
        entry = self._entry_or_404(request, object_id)
        versions = entry.history.select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(versions, VERSIONS_A_PAGE).get_page(request.GET.get("p"))
        rows = []
        for version in page:
            before = version.prev_record
            rows.append(
                {
                    "version": version,
                    "is_first": before is None,
                    "changes": before and changes(before, version),
                }
            )
        return self._render(
            request,
            "admin/curating/history.html",
            entry,
            {"title": _("History: %s") % entry, "page": page, "rows": rows, **(extra_context or {})},
        )

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One version beside what is stored now; a POST goes back to it, unless that was saved since."""
        entry = self._entry_or_404(request, object_id)
        version = get_object_or_404(entry.history, pk=number_in(version_id))
        if request.method == "POST":
            return self._restore(request, entry, version)
        return self._version_page(request, entry, version, extra_context)

    def store(self, item, *, by, reason, themes=(), cities=(), **related):
        """Save through the action of this kind."""
        raise NotImplementedError

    def related_as_of(self, version):
        """Return what the action that saves takes beside the tags, as it was in a version."""
        return {}

    def _restore(self, request, entry, version):
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        try:
            with turn():
                restored = entry_as_of(version)
                seen = SeenForm(request.POST)
                if not seen.is_valid() or seen.cleaned_data["seen_revision"] != restored.revision:
                    return self._refuse(request, version, seen.cleaned_data.get("seen_revision"))
                restored.full_clean()
                themes, cities = tags_as_of(version)
                self.store(
                    restored,
                    by=request.user,
                    themes=themes,
                    cities=cities,
                    reason=f"Back to the version of {localtime(version.history_date):%Y-%m-%d %H:%M}",
                    **self.related_as_of(version),
                )
                self.log_change(request, restored, _("Back to the version of %s") % _date(version))
        except ValidationError as error:
            self.message_user(
                request, _("This version can no longer be: %s") % " ".join(error.messages), messages.ERROR
            )
            return redirect(request.path)
        self._report(request, version, restored.history.latest())
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk]))

    def _refuse(self, request, version, seen):
        """Show the page once more, with what was saved since it was opened; seen: a revision, or None."""
        entry = self._entry_or_404(request, str(version.id))
        stored = entry.history.select_related("history_user").latest()
        opened = entry.history.filter(revision=seen).first()
        context = {"is_refused": True, "saved": stored, "conflict": changes(opened, stored) if opened else []}
        return self._version_page(request, entry, version, context)

    def _report(self, request, version, stored):
        """Say that an entry is as it was in a version, or what of that could not come back."""
        missing = [f"{change.label}: {change.before}" for change in changes(version, stored) if change.is_restored]
        if not missing:
            self.message_user(request, _("Back to the version of %s.") % _date(version), messages.SUCCESS)
            return
        text = _(
            "Back to the version of %(date)s, but what has been deleted since is missing. That version had %(what)s."
        )
        self.message_user(request, text % {"date": _date(version), "what": "; ".join(missing)}, messages.WARNING)

    def _version_page(self, request, entry, version, context):
        differences = changes(entry.history.latest(), version)
        return self._render(
            request,
            "admin/curating/version.html",
            entry,
            {
                "title": _("Version of %s") % _date(version),
                "version": version,
                "changes": [change for change in differences if change.is_restored],
                "staying": [change for change in differences if not change.is_restored],
                "may_restore": self.has_change_permission(request, entry),
                **(context or {}),
            },
        )

    def _entry_or_404(self, request, object_id):
        entry = get_object_or_404(self.model._base_manager, pk=number_in(object_id))
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def _render(self, request, template, entry, context):
        shared = {"opts": self.opts, "object": entry} | self.admin_site.each_context(request)
        return TemplateResponse(request, template, shared | context)


def _date(version):
    return date_format(localtime(version.history_date), "DATETIME_FORMAT")
