"""What the admin of everything that curators write and publish shares: languages as tabs, history, preview."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.widgets import Script
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from accounts.numbers import number_in
from curating.attention import Attention, AttentionFilter
from curating.forms import ReasonedForm
from curating.history import EntryHistoryAdmin
from curating.widgets import Lines
from entries.models import PublicationState
from operations.turns import turn
from taxonomy.texts import CODES, texts_of

# How the texts of each language are typed.
WIDGETS = {
    "title": AdminTextInputWidget(attrs={"class": "vLargeTextField", "dir": "auto"}),
    "summary": Lines(attrs={"rows": 3, "dir": "auto"}),
    "text": Lines(attrs={"rows": 18, "dir": "auto"}),
}


class CuratedForm(ReasonedForm):
    """Needs the fields of `required_texts` in one language at least."""

    required_texts = ("title",)

    def clean(self):
        cleaned = super().clean()
        for field in self.required_texts:
            names = [f"{field}_{code}" for code in CODES if f"{field}_{code}" in self.fields]
            if names and not any(cleaned.get(name) or name in self.errors for name in names):
                self.add_error(names[0], ValidationError(_("Needed in at least one language."), code="required"))
        return cleaned

    def full_clean(self):
        """Say of a file that came with something wrong that it has to come again: no page can hand it back."""
        super().full_clean()
        if self.errors:
            for name in self.files.keys() & self.fields.keys() - self.errors.keys():
                self.add_error(name, ValidationError(_("Choose the file again."), code="again"))


class CuratedAdmin(EntryHistoryAdmin):
    """Subclasses declare the translatable `texts`, `further_fieldsets`, and how to `store` and to show a preview."""

    form = CuratedForm
    change_form_template = "admin/cluster/change_form.html"
    texts = ("title",)
    further_fieldsets = ()
    list_filter = [AttentionFilter, "publication"]
    readonly_fields = ["publication", "published_at", "updated_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    attention = {
        "drafts": Attention(_("Drafts waiting"), lambda items: items.filter(publication=PublicationState.DRAFT)),
    }
    state_fieldset = (
        _("Publication"),
        {
            "fields": ["publication", "published_at", "updated_at"],
            "description": _("What is new stays a draft until it is published by the button above or from the list."),
        },
    )

    class Media:
        js = [Script("js/curating.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Give texts the room that they need, and let no browser cut what is pasted: what is too long is answered."""
        if widget := WIDGETS.get(db_field.name.rpartition("_")[0]):
            kwargs["widget"] = widget
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs.pop("maxlength", None)
        return field

    def get_search_fields(self, request):
        return ["slug", *(f"title_{code}" for code in CODES)]

    def get_fieldsets(self, request, obj=None):
        languages = [
            (
                label,
                {
                    "fields": [f"{text}_{code}" for text in self.texts],
                    "classes": ["language-tab", f"language-{code}"],
                },
            )
            for code, label in settings.LANGUAGES
        ]
        return [*languages, *self.further_fieldsets, self.state_fieldset, self.change_fieldset]

    @admin.display(description=_("languages"))
    def languages_of_text(self, item):
        return ", ".join(code for code in CODES if getattr(item, f"title_{code}"))

    def view_on_site(self, item):
        return item.get_absolute_url()

    def has_delete_permission(self, request, obj=None):
        """What was public is withdrawn: its history and its address stay."""
        return False

    def save_model(self, request, obj, form, change):
        """Wait for save_related(): the item and its relations are one version."""

    def save_related(self, request, form, formsets, change):
        self.store(
            form.instance, by=request.user, reason=form.cleaned_data["reason"], **self.related_in(form.cleaned_data)
        )

    def related_in(self, cleaned):
        """Return what the action takes beside the item, as it was typed."""
        return {}

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [
            path("preview/<str:language>/", self.admin_site.admin_view(self.preview), name=name),
            *super().get_urls(),
        ]

    def preview(self, request, language):
        """Answer to the form as it stands with the page that it would make in a language; nothing is stored."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if language not in CODES:
            raise PermissionDenied
        with turn():
            key = request.GET.get("object", "")
            obj = get_object_or_404(self.model, pk=number_in(key)) if key else None
            if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
                raise PermissionDenied
            form = self.get_form(request, obj)(request.POST, request.FILES, instance=obj)
            is_sound = form.is_valid()
            with override(language):
                response = self._previewed(request, form) if is_sound else self._unsound(request, form)
                response.render()
            transaction.set_rollback(True)
        return response

    def _previewed(self, request, form):
        item = form.instance
        if not texts_of(item, "title"):
            return self._unsound(request, form)
        return TemplateResponse(
            request, self.preview_template(item), self.preview_context(item, form.cleaned_data) | {"is_preview": True}
        )

    def _unsound(self, request, form):
        context = self.admin_site.each_context(request) | {"title": _("Preview"), "opts": self.opts, "form": form}
        return TemplateResponse(request, "admin/cluster/no_preview.html", context)

    def preview_template(self, item):
        raise NotImplementedError

    def preview_context(self, item, cleaned):
        return {"object": item}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context["entry_actions"] = self._actions_on(obj, request)
        query = f"?object={obj.pk}" if obj else ""
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview"
        context["previews"] = [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": reverse(address, args=[code]) + query,
            }
            for code in CODES
        ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _actions_on(self, item, request):
        """Return (name, label) of the actions that make sense for an item as it is stored."""
        done = {PublicationState.PUBLISHED: "publish", PublicationState.WITHDRAWN: "withdraw"}.get(item.publication)
        return [
            (name, label)
            for name, (_action, _name, label) in self.get_actions(request).items()
            if not (done and name.startswith(done))
        ]
