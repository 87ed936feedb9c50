"""Import with a preview and export, of whole lists as tables."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ImportForm

from curating.models import TableImport
from curating.tables.files import RowComplaint, UnreadableTable
from curating.tables.formats import FORMATS
from curating.tables.previews import FolderStorage, SharedStorage
from curating.tables.resources import ADD, LEAVE_OUT
from curating.tables.writing import WAYS_OUT
from entries.wording import labelled

CHOICE = "choice-"
FURTHER = "further-choice"
UNDECIDED = "undecided"
MOST_TOLD = 5
# Rows that are read, compared and written while others wait; what has more is brought in beside the site's work.
MOST_AT_ONCE = 50
LATEST_IMPORTS = 5
SECONDS_TO_RELOAD = 5
LONGEST_NAME = 200


def _refused(result):
    """Return why nothing was imported after all. Of what updates an entry by a choice, no preview has shown more."""
    if not result.is_chosen:
        return _("Nothing was imported, as entries have changed since the preview. Choose the file again.")
    told = [
        _("Line %(line)s: %(reason)s")
        % {"line": each.line, "reason": labelled(each.column, each.reason) if each.column else each.reason}
        for each in result.complaints[:MOST_TOLD]
    ]
    return " ".join([_("Nothing was imported. Correct these in the file, then choose it again:"), *told])


class ChooseForm(ImportForm):
    """Which file, and whether it is one that cannot say itself how it was written."""

    # The library's script guesses a format by the name of the file; here none has to be chosen.
    media = forms.Media()

    def _init_formats(self, formats):
        self.fields["format"].choices = [(str(number), each.title) for number, each in enumerate(formats)]
        self.fields["format"].initial = "0"


class ConfirmForm(ConfirmImportForm):
    """What the page of a preview sends back. signer: of the names of files; it knows who was shown which.

    With the name go the number of rows, the revisions that the preview saw, and what may become of rows that may be
    entries already; they come back as the cleaned `rows`, `revisions` and `choices`.
    """

    format = forms.ChoiceField(choices=[(str(number), "") for number in range(len(FORMATS))], widget=forms.HiddenInput)
    resource = forms.ChoiceField(choices=[("0", "")], widget=forms.HiddenInput, required=False)

    def __init__(self, *args, signer, **kwargs):
        super().__init__(*args, **kwargs)
        self.signer = signer

    def sign(self, result):
        """Sign the name of the file with the revisions and the twins that the result of its preview has."""
        twins = {line: [entry.slug for entry in entries] for line, entries in result.twins.items()}
        shown = [self.initial["import_file_name"], result.total_rows, result.revisions, twins, result.further_twins]
        self.initial["import_file_name"] = self.signer.sign_object(shown, compress=True)

    def clean_import_file_name(self):
        try:
            name, rows, revisions, twins, further = self.signer.unsign_object(self.cleaned_data["import_file_name"])
        except BadSignature as error:
            raise ValidationError("No preview of theirs.", code="forged") from error
        choices = {line: self.data.get(f"{CHOICE}{line}") for line in twins}
        if any(chosen not in (ADD, LEAVE_OUT, *twins[line]) for line, chosen in choices.items()):
            raise ValidationError("Nothing chosen for a row.", code=UNDECIDED)
        if further:
            if (chosen := self.data.get(FURTHER)) not in (ADD, LEAVE_OUT):
                raise ValidationError("Nothing chosen for the further rows.", code=UNDECIDED)
            choices |= dict.fromkeys(further, chosen)
        self.cleaned_data["rows"], self.cleaned_data["revisions"] = rows, revisions
        self.cleaned_data["choices"] = {int(line): chosen for line, chosen in choices.items()}
        return name


class TableAdmin(ImportExportMixin):
    """Subclasses declare `resource_classes`. A file that cannot be read or imported is refused as a whole."""

    import_formats = FORMATS
    import_template_name = "admin/curating/import.html"
    import_form_class = ChooseForm
    confirm_form_class = ConfirmForm

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_tmp_storage_class(self):
        return SharedStorage if "redis" in settings.CACHES["default"]["BACKEND"].lower() else FolderStorage

    def add_data_read_fail_error_to_form(self, form, e):
        if not isinstance(e, UnreadableTable):
            raise e
        where = _("Line %(line)s: %(reason)s") % {"line": e.line, "reason": e} if e.line else str(e)
        form.add_error("import_file", _("This file could not be read.") + f" {where}")

    def get_confirm_form_kwargs(self, request, import_form=None):
        signer = Signer(salt=f"preview.{self.opts.label_lower}.{request.user.pk}")
        return super().get_confirm_form_kwargs(request, import_form) | {"signer": signer}

    def import_action(self, request, **kwargs):
        page = super().import_action(request, **kwargs)
        # The library lists the columns only where the file could be read.
        page.context_data["fields_list"] = [
            (each.get_display_name(), [field.column_name for field in each().get_user_visible_fields()])
            for each in self.get_import_resource_classes(request)
        ]
        page.context_data["most_at_once"] = MOST_AT_ONCE
        page.context_data["imports"] = self._imports()[:LATEST_IMPORTS]
        if form := page.context_data.get("confirm_form"):
            form.sign(page.context_data["result"])
        return page

    def write_to_tmp_storage(self, import_file, input_format):
        """Write a file at once: the library puts it together again and again, a little longer each time."""
        storage = self._storage()
        storage.save(import_file.read())
        return storage

    def _storage(self, name=None):
        return self.get_tmp_storage_class()(name=name, read_mode="rb")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_import_progress"
        view = self.admin_site.admin_view(self.import_progress)
        return [path("import/<int:key>/", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def import_progress(self, request, key):
        """How far an import is that goes on beside the site's work, and what became of it."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        record = get_object_or_404(self._imports(), pk=key)
        context = {"title": _("Import: %s") % record, "opts": self.opts, "record": record, "seconds": SECONDS_TO_RELOAD}
        context |= {"complaints": [RowComplaint(*told) for told in record.complaints]}
        return TemplateResponse(
            request, "admin/curating/import_progress.html", self.admin_site.each_context(request) | context
        )

    def _imports(self):
        return TableImport.objects.without_file().filter(kind=self.opts.model_name)

    def export_action(self, request):
        """The whole filtered list as it is, in one click; `?as=` says in which of WAYS_OUT."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        query = request.GET.copy()
        write = WAYS_OUT.get(query.pop("as", ["csv"])[-1], WAYS_OUT["csv"])
        request.GET = query  # The list knows no such filter.
        (resource,) = self.get_export_resource_classes(request)
        return write(resource(), self.get_export_queryset(request), self.opts.model_name)

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self.create_confirm_form(request)
        if form.has_error("import_file_name", UNDECIDED):
            return self._start_again(
                request, _("Nothing was imported: for each entry that may be there already, choose what becomes of it.")
            )
        if not form.is_valid():
            return self._start_again(request, _("This is not a preview that you were shown. Choose the file again."))
        try:
            if form.cleaned_data["rows"] > MOST_AT_ONCE:
                return redirect(self._progress_of(self._begin(form, by=request.user)))
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            return self._start_again(
                request, _("This preview has been confirmed already or is too old. Choose the file again.")
            )

    def _begin(self, form, by):
        """Return the TableImport of a preview, made with the first click on it. Raises FileNotFoundError."""
        confirmed = form.cleaned_data
        if known := self._imports().filter(preview=confirmed["import_file_name"]).first():
            return known
        storage = self._storage(confirmed["import_file_name"])
        record = TableImport.objects.create(
            kind=self.opts.model_name,
            preview=storage.name,
            file_name=" ".join(confirmed["original_file_name"].split())[:LONGEST_NAME],
            encoding=FORMATS[int(confirmed["format"])].otherwise,
            content=storage.read(),
            seen=confirmed["revisions"],
            chosen=confirmed["choices"],
            by=by,
            rows=confirmed["rows"],
        )
        transaction.on_commit(storage.remove)
        return record

    def _progress_of(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import_progress", args=[record.pk])

    def process_dataset(self, dataset, form, request, **kwargs):
        chosen = {name: form.cleaned_data[name] for name in ("revisions", "choices")}
        return super().process_dataset(
            dataset, form, request, seen=chosen["revisions"], choices=chosen["choices"], **kwargs
        )

    def process_result(self, result, request):
        """What was sound in the preview may not be any more, as others go on working."""
        if result.has_errors():
            return self._start_again(request, _refused(result))
        return super().process_result(result, request)

    def _start_again(self, request, text):
        self.message_user(request, text, messages.ERROR)
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import"))
