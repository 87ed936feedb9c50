"""The texts of entries in further languages, for curators: to look through, correct and take away."""

from django import forms
from django.contrib import admin
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html

from accounts.admin.guarded import GuardedAdmin, GuardedForm
from curating.attention import Attention, AttentionFilter, AttentiveAdmin, Mend, Rank, the_first
from entries.actions import store_texts
from entries.doubting import IS_RIGHT, LanguageDoubts, is_right_field
from entries.models import EntryText, TextOrigin
from entries.texts import longest_in_languages


class EntryTextForm(LanguageDoubts, GuardedForm):
    not_compared = GuardedForm.not_compared | {IS_RIGHT}
    language_is_right = is_right_field()

    class Meta:
        model = EntryText
        fields = ["text", "origin"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10, "cols": 80, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.target and "text" in self.fields:
            longest = longest_in_languages(type(self.instance.target), self.instance.field)
            self.fields["text"].validators.append(MaxLengthValidator(longest))

    def said(self):
        is_new = "text" in self.changed_data
        return [("text", self.cleaned_data.get("text", ""), self.instance.language)] if is_new else []


@admin.register(EntryText)
class EntryTextAdmin(AttentiveAdmin, GuardedAdmin, admin.ModelAdmin):
    form = EntryTextForm
    fields = [
        *("entry", "field", "language", "original"),
        *("text", IS_RIGHT, "origin", "by", "written_on", "is_outdated"),
    ]
    readonly_fields = ["entry", "field", "language", "original", "by", "written_on", "is_outdated"]
    list_display = ["entry", "field", "language", "origin", "is_outdated", "by", "written_on"]
    list_filter = [AttentionFilter, "language", "origin", "field", "target_kind"]
    list_select_related = ["by"]
    search_fields = ["text"]
    list_per_page = 50
    attention = {
        "outdated": Attention(
            "Translations whose original has changed",
            lambda texts: texts.filter(is_outdated=True),
            Rank.TEXTS,
            Mend("Read the first one", "text"),
            named=the_first,
        ),
        "machine": Attention(
            "Translated by machine, read by nobody yet",
            lambda texts: texts.filter(origin=TextOrigin.MACHINE),
            rank=None,
        ),
    }

    @admin.display(description="entry")
    def entry(self, text):
        target = text.target
        return format_html('<a href="{}">{}</a>', target.get_absolute_url(), target) if target else "–"

    @admin.display(description="original")
    def original(self, text):
        return getattr(text.target, text.field, "") if text.target else ""

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        said = {obj.field: form.cleaned_data["text"]}
        store_texts(obj.target, said, language=obj.language, origin=form.cleaned_data["origin"], by=request.user)

    def delete_model(self, request, obj):
        store_texts(obj.target, {obj.field: ""}, language=obj.language, origin=obj.origin, by=request.user)

    def delete_queryset(self, request, queryset):
        for text in queryset:
            self.delete_model(request, text)
