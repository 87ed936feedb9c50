from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from cluster.actions import delete_channel, publish_page, save_channel, save_page, withdraw_page
from cluster.admin.base import CuratedAdmin, CuratedForm
from cluster.models import Channel, Page
from cluster.views import page_template
from curating.bulk import ReasonForm, confirmed_action, one_by_one
from curating.forms import ReasonedForm
from curating.history import EntryHistoryAdmin
from taxonomy.texts import CODES


class PageForm(CuratedForm):
    required_texts = ("title", "text")

    def clean_slug(self):
        """A page whose address another part of the site answers could never be read."""
        slug = self.cleaned_data["slug"]
        try:
            names = resolve(f"/{slug}/").view_name
        except Resolver404:
            names = ""
        if slug in CODES or not names.startswith("cluster:"):
            raise ValidationError(_("This address belongs to another part of the site."), code="taken")
        return slug


@admin.register(Page)
class PageAdmin(CuratedAdmin):
    form = PageForm
    list_display = ["title", "slug", "publication", "in_navigation", "position", "languages_of_text", "updated_at"]
    ordering = ["position", "pk"]
    texts = ("title", "summary", "text")
    further_fieldsets = [(_("Where it appears"), {"fields": ["slug", "in_navigation", "position"]})]
    actions = [
        confirmed_action("publish_pages", _("Publish"), _("Everyone will see these pages."), one_by_one(publish_page)),
        confirmed_action(
            "withdraw_pages",
            _("Withdraw"),
            _("Only curators will see these pages. Nothing is deleted."),
            one_by_one(withdraw_page),
            form=ReasonForm,
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """A page's address is chosen once: links of others hang on it."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def store(self, page, *, by, reason, themes=(), cities=()):
        save_page(page, by=by, reason=reason)

    def preview_template(self, page):
        return page_template(page)


@admin.register(Channel)
class ChannelAdmin(EntryHistoryAdmin):
    form = ReasonedForm
    list_display = ["name", "handle", "url", "position"]
    fieldsets = [(None, {"fields": ["name", "handle", "url", "position"]}), EntryHistoryAdmin.change_fieldset]
    formfield_overrides = CuratedAdmin.formfield_overrides

    def save_model(self, request, obj, form, change):
        self.store(obj, by=request.user, reason=form.cleaned_data["reason"])

    def store(self, channel, *, by, reason, themes=(), cities=()):
        save_channel(channel, by=by, reason=reason)

    def delete_model(self, request, obj):
        delete_channel(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for channel in queryset:
            delete_channel(channel, by=request.user)
