"""The mergers of entries, each with the button that undoes it."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from accounts.admin.looking import ReadOnlyAdmin
from accounts.numbers import number_in
from curating.attention import admin_page_of
from entries.actions import MergerError, undo_merger
from entries.kinds import give_both, kind_named
from entries.models import Merger
from entries.wording import comma_list

# The name of the buttons; their value is the key of a merger.
UNDO = "undo"
REFUSALS = {"undone": "This merger has been undone already.", "gone": "One of the two entries is no longer here."}


class MergersWithEntries(ChangeList):
    """Gives each row its two entries, without a query for each row."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        give_both(self.result_list, "duplicate_id", "keep_id")


@admin.register(Merger)
class MergerAdmin(ReadOnlyAdmin):
    """To look at; the buttons of the list undo."""

    list_display = ["at", "folded", "into", "by", "undoing"]
    list_display_links = None
    list_filter = ["kind"]
    list_select_related = ["by", "undone_by"]
    list_per_page = 50
    fields = ["kind", "at", "by", "undone_at", "undone_by"]
    readonly_fields = fields
    actions = None

    @admin.display(description="duplicate")
    def folded(self, merger):
        return self._link(merger.both[0])

    @admin.display(description="entry that stayed")
    def into(self, merger):
        return self._link(merger.both[1])

    def _link(self, entry):
        return format_html('<a href="{}">{}</a>', admin_page_of(entry), entry) if entry else "–"

    @admin.display(description="undo")
    def undoing(self, merger):
        if merger.undone_at:
            when = date_format(localtime(merger.undone_at), "SHORT_DATETIME_FORMAT")
            return f"undone on {when} by {merger.undone_by or 'a former curator'}"
        return format_html('<button type="submit" name="{}" value="{}">Undo the merger</button>', UNDO, merger.pk)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and UNDO in request.POST:
            self.undo(request, request.POST[UNDO])
            return redirect(request.get_full_path())
        return super().changelist_view(request, extra_context)

    def undo(self, request, key):
        merger = Merger.objects.filter(pk=number_in(key)).first()
        if merger is None:
            return messages.warning(request, "There is no such merger.")
        opts = kind_named(merger.kind).model._meta
        if not request.user.has_perm(f"{opts.app_label}.change_{opts.model_name}"):
            raise PermissionDenied
        try:
            stays = undo_merger(merger, by=request.user)
        except MergerError as error:
            return messages.warning(request, REFUSALS[error.code])
        except ValidationError as error:
            return messages.error(request, f"It cannot be undone: {' '.join(error.messages)}")
        messages.success(request, f"“{merger}” is undone: both are there again.")
        if stays:
            messages.warning(request, f"Edited since, and left as it is: {comma_list(stays)}.")
        return None

    def get_changelist(self, request, **kwargs):
        return MergersWithEntries
