"""Whom the curators have asked to translate entries."""

from django import forms
from django.conf import settings
from django.contrib import admin

from submissions.actions import appoint_translator
from submissions.admin.people import LinkAdmin, address_field
from submissions.models import Translator


class TranslatorForm(forms.ModelForm):
    email = address_field(
        "Of somebody whose translations need no second look: what they save is public at once. They sign in under “My "
        "entries”, where the page to translate is."
    )
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)

    class Meta:
        model = Translator
        fields = []


@admin.register(Translator)
class TranslatorAdmin(LinkAdmin):
    form = TranslatorForm
    fields = ["email", "language"]
    list_display = ["user", "language", "since", "by"]
    list_filter = ["language"]
    list_select_related = ["user", "by"]

    def get_fields(self, request, obj=None):
        return ["user", "language", "since", "by"] if obj else self.fields

    def save_model(self, request, obj, form, change):
        made = appoint_translator(**form.cleaned_data, by=request.user)
        obj.pk, obj.user, obj.language, obj.since = made.pk, made.user, made.language, made.since
