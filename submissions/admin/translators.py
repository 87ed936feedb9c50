"""Whom the curators have asked to translate entries."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages

from curating.attention import AttentionFilter
from submissions.actions import appoint_translator, trust_translators
from submissions.admin.people import LinkAdmin, address_field, unreached_people
from submissions.models import Translator


class TranslatorForm(forms.ModelForm):
    email = address_field(
        "They sign in under “My entries”, where the page to translate is. Of somebody who translates into it already, "
        "what you say of trust counts from now on."
    )
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)
    is_trusted = forms.BooleanField(
        label="Trusted", required=False, help_text=Translator._meta.get_field("is_trusted").help_text
    )

    class Meta:
        model = Translator
        fields = []


@admin.register(Translator)
class TranslatorAdmin(LinkAdmin):
    form = TranslatorForm
    fields = ["email", "language", "is_trusted"]
    list_display = ["user", "language", "is_trusted", "since", "by"]
    list_filter = [AttentionFilter, "language", "is_trusted"]
    list_select_related = ["user", "by"]
    actions = ["trust", "look_first"]
    attention = unreached_people("Translators whom an e-mail did not reach")

    def get_fields(self, request, obj=None):
        return ["user", "language", "is_trusted", "since", "by"] if obj else self.fields

    def save_model(self, request, obj, form, change):
        made = appoint_translator(**form.cleaned_data, by=request.user)
        obj.pk, obj.user, obj.language, obj.since = made.pk, made.user, made.language, made.since

    @admin.action(description="Trust them: what they write is public at once", permissions=["add"])
    def trust(self, request, queryset):
        number = trust_translators(queryset, by=request.user, is_trusted=True)
        self.message_user(request, f"Trusted from now on: {number}. What waits goes on waiting.", messages.SUCCESS)

    @admin.action(description="Look at what they write first", permissions=["add"])
    def look_first(self, request, queryset):
        number = trust_translators(queryset, by=request.user, is_trusted=False)
        self.message_user(request, f"What they write waits from now on: {number}.", messages.SUCCESS)
