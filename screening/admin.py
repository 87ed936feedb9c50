"""The list of domains that count against what comes from them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import DomainNameValidator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.guarded import GuardedAdmin, GuardedForm
from screening.domains import FREE_MAIL, SHARED_HOSTS, domain_of_address, domain_of_website
from screening.evidence import evidence_changed
from screening.models import BlockedDomain

MOST_AT_ONCE = 100


def clean_domain(text):
    """Return the domain that an address, a website or a domain names. Raises ValidationError where it is none, or one
    under which everybody has a page or a mailbox.
    """
    text = text.strip().lower()
    if "@" in text and "/" not in text:
        domain = domain_of_address(text).removeprefix("www.")
    else:
        domain = domain_of_website(text if "//" in text else f"//{text}")
    DomainNameValidator(message=_("This is not a domain."))(domain)
    if domain in FREE_MAIL | SHARED_HOSTS:
        raise ValidationError(
            _("Anybody can have a page or a mailbox at %(domain)s: blocking it would mostly hit honest people."),
            code="shared",
            params={"domain": domain},
        )
    return domain


class DomainForm(GuardedForm):
    class Meta:
        model = BlockedDomain
        fields = ["domain", "kind", "note"]

    def clean_domain(self):
        return clean_domain(self.cleaned_data["domain"])


class BlockForm(forms.Form):
    """Which of the domains of spam to block. domains: those to choose from."""

    domain = forms.MultipleChoiceField(label=_("Domains"), widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(label=_("Kind"), choices=BlockedDomain.Kind.choices, initial=BlockedDomain.Kind.SPAM)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"})
    )

    def __init__(self, data=None, *, domains):
        super().__init__(data, initial={"domain": domains})
        self.fields["domain"].choices = [(domain, domain) for domain in domains]


@admin.register(BlockedDomain)
class BlockedDomainAdmin(GuardedAdmin, admin.ModelAdmin):
    form = DomainForm
    list_display = ["domain", "kind", "note", "added_at"]
    list_filter = ["kind"]
    search_fields = ["domain", "note"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        evidence_changed()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        evidence_changed()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        evidence_changed()

    def get_urls(self):
        own = path("block/", self.admin_site.admin_view(self.block_view), name="screening_blockeddomain_block")
        return [own, *super().get_urls()]

    def block_view(self, request):
        """Ask which of the domains in the address are to be blocked, and block those ticked.

        The address names the page from which the curator came as `next`.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        domains = []
        for text in request.GET.getlist("domain")[:MOST_AT_ONCE]:
            try:
                domains.append(clean_domain(text))
            except ValidationError:
                continue
        back = self.way_back(request)
        form = BlockForm(request.POST if request.method == "POST" else None, domains=list(dict.fromkeys(domains)))
        if form.is_valid():
            self.block(request, **form.cleaned_data)
            return redirect(back)
        context = self.admin_site.each_context(request) | {
            "title": _("Block domains"),
            "opts": self.opts,
            "form": form,
            "back": back,
            "fields": admin.helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        }
        return TemplateResponse(request, "admin/screening/blockeddomain/block.html", context)

    def way_back(self, request):
        """Return the page of this site that the address names, else the list of domains."""
        page = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        return page if is_ours else reverse("admin:screening_blockeddomain_changelist")

    def block(self, request, domain, kind, note):
        new = [
            row
            for row, is_new in (
                BlockedDomain.objects.get_or_create(domain=name, defaults={"kind": kind, "note": note})
                for name in domain
            )
            if is_new
        ]
        for row in new:
            self.log_addition(request, row, _("Seen in spam"))
        evidence_changed()
        text = ngettext("%(count)d domain is blocked.", "%(count)d domains are blocked.", len(new))
        self.message_user(request, text % {"count": len(new)}, messages.SUCCESS)
