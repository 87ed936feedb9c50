"""Import with a preview and export, of whole lists as tables."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm
from import_export.tmp_storages import CacheStorage, TempFolderStorage

from curating.tables.formats import FORMATS


class SharedStorage(CacheStorage):
    """Keeps a file between its preview and its import where several hosts serve the site."""

    def read(self):
        data = super().read()
        if data is None:
            raise FileNotFoundError(self.name)
        return data


class ConfirmForm(ConfirmImportForm):
    """What the page of a preview sends back. signer: of the names of files; it knows who was shown which.

    With the name go the revisions that the preview saw; they come back as the cleaned `revisions`.
    """

    format = forms.ChoiceField(choices=[(str(number), "") for number in range(len(FORMATS))], widget=forms.HiddenInput)
    resource = forms.ChoiceField(choices=[("0", "")], widget=forms.HiddenInput, required=False)

    def __init__(self, *args, signer, **kwargs):
        super().__init__(*args, **kwargs)
        self.signer = signer

    def sign(self, revisions):
        """Sign the name of the file with the revisions, slug -> number, of the entries that its preview saw."""
        shown = [self.initial["import_file_name"], revisions]
        self.initial["import_file_name"] = self.signer.sign_object(shown, compress=True)

    def clean_import_file_name(self):
        try:
            name, self.cleaned_data["revisions"] = self.signer.unsign_object(self.cleaned_data["import_file_name"])
            return name
        except BadSignature as error:
            raise ValidationError("No preview of theirs.", code="forged") from error


class TableAdmin(ImportExportMixin):
    """Subclasses declare `resource_classes`. A file that cannot be read or imported is refused as a whole."""

    formats = FORMATS
    import_template_name = "admin/curating/import.html"
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
        if isinstance(e, ValidationError):
            form.add_error("import_file", e)
            return
        chosen = FORMATS[int(form.cleaned_data["format"])]().get_title().upper()
        form.add_error(
            "import_file",
            _("This file could not be read as %(format)s in UTF-8. Choose its format, or save it as UTF-8.")
            % {"format": chosen},
        )

    def get_confirm_form_kwargs(self, request, import_form=None):
        signer = Signer(salt=f"preview.{self.opts.label_lower}.{request.user.pk}")
        return super().get_confirm_form_kwargs(request, import_form) | {"signer": signer}

    def import_action(self, request, **kwargs):
        page = super().import_action(request, **kwargs)
        if form := page.context_data.get("confirm_form"):
            form.sign(page.context_data["result"].revisions)
        return page

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if not self.create_confirm_form(request).is_valid():
            return self._start_again(request, _("This is not a preview that you were shown. Choose the file again."))
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            return self._start_again(
                request, _("This preview has been confirmed already or is too old. Choose the file again.")
            )

    def process_dataset(self, dataset, form, request, **kwargs):
        return super().process_dataset(dataset, form, request, seen=form.cleaned_data["revisions"], **kwargs)

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
