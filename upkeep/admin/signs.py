"""Signs of life, as curators note them."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.guarded import GuardedAdmin
from entries.freshness import date_in_words
from upkeep.actions import delete_sign, note_sign
from upkeep.admin.about import AboutEntryForm
from upkeep.models import SignOfLife


class SignOfLifeForm(AboutEntryForm):
    class Meta:
        model = SignOfLife
        fields = ["when", "what", "source", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


@admin.register(SignOfLife)
class SignOfLifeAdmin(GuardedAdmin, admin.ModelAdmin):
    form = SignOfLifeForm
    fields = ["page", "when", "what", "source", "note"]
    list_display = ["target", "date", "what", "by", "noted_at"]
    list_filter = ["what", "target_kind"]
    list_select_related = ["by"]
    search_fields = ["when", "source", "note"]

    @admin.display(description=_("date"), ordering="when")
    def date(self, sign):
        return date_in_words(sign.when)

    def save_model(self, request, obj, form, change):
        note_sign(obj, by=request.user)

    def delete_model(self, request, obj):
        delete_sign(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for sign in queryset:
            delete_sign(sign, by=request.user)
