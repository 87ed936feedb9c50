"""Import with a preview and export, of whole lists as tables."""

import re

import tablib
from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, JSON
from import_export.forms import ConfirmImportForm
from import_export.tmp_storages import CacheStorage, TempFolderStorage

from entries.exports import FORMULA_STARTS

# Apostrophes in front count, as one more or one less has to lead back to the same text.
AT_RISK = re.compile(f"'*[{re.escape(''.join(FORMULA_STARTS))}]")


class DefusedCSV(CSV):
    """Puts an apostrophe before what a spreadsheet would take for a formula, and takes just that away again."""

    def export_data(self, dataset, **kwargs):
        return super().export_data(_with_cells(dataset, _defused), **kwargs)

    def create_dataset(self, in_stream, **kwargs):
        return _with_cells(super().create_dataset(in_stream, **kwargs), _as_it_was)


def _with_cells(dataset, change):
    return tablib.Dataset(*([change(cell) for cell in row] for row in dataset), headers=dataset.headers)


def _defused(cell):
    return f"'{cell}" if isinstance(cell, str) and AT_RISK.match(cell) else cell


def _as_it_was(cell):
    return cell.removeprefix("'") if AT_RISK.match(cell) else cell


FORMATS = [DefusedCSV, JSON]


class SharedStorage(CacheStorage):
    """Keeps a file between its preview and its import where several hosts serve the site."""

    def read(self):
        data = super().read()
        if data is None:
            raise FileNotFoundError(self.name)
        return data


class ConfirmForm(ConfirmImportForm):
    format = forms.ChoiceField(choices=[(str(number), "") for number in range(len(FORMATS))], widget=forms.HiddenInput)


class TableAdmin(ImportExportMixin):
    """Subclasses declare `resource_classes`. A file that cannot be read or imported is refused as a whole."""

    formats = FORMATS
    import_template_name = "admin/entries/import.html"
    confirm_form_class = ConfirmForm
    # The whole filtered list as it is, in one click.
    skip_export_form = True

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_tmp_storage_class(self):
        return SharedStorage if "redis" in settings.CACHES["default"]["BACKEND"].lower() else TempFolderStorage

    def add_data_read_fail_error_to_form(self, form, e):
        chosen = FORMATS[int(form.cleaned_data["format"])]().get_title().upper()
        form.add_error(
            "import_file",
            _("This file could not be read as %(format)s in UTF-8. Choose its format, or save it as UTF-8.")
            % {"format": chosen},
        )

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            return self._start_again(
                request, _("This preview was confirmed already or is too old. Choose the file again.")
            )

    def process_dataset(self, dataset, form, request, **kwargs):
        return super().process_dataset(dataset, form, request, rollback_on_validation_errors=True, **kwargs)

    def process_result(self, result, request):
        """What was sound in the preview may not be any more, as others go on working."""
        if result.has_errors() or result.has_validation_errors():
            return self._start_again(
                request, _("Nothing was imported, as entries have changed since the preview. Choose the file again.")
            )
        return super().process_result(result, request)

    def _start_again(self, request, text):
        self.message_user(request, text, messages.ERROR)
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import"))
