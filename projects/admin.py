from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.admin.actions import ENTRY_ACTIONS, ActionForm, confirmed_action, merge_action, one_by_one
from entries.admin.attention import Attention
from entries.admin.base import EntryAdmin, not_confirmed_for_a_year
from entries.admin.forms import EntryForm
from entries.admin.widgets import Checklist, Lines
from entries.concurrency import Difference
from entries.validators import validate_year
from organisations.models import Organisation
from projects.actions import discontinue, merge_projects, save_project
from projects.models import LEADS_BACK, PartnersField, Partnership, Project, Role
from projects.resources import ProjectResource


class ProjectForm(EntryForm):
    class Meta(EntryForm.Meta):
        widgets = EntryForm.Meta.widgets | {"languages": Checklist, "lessons": Lines}

    def differences(self, stored):
        theirs = sorted(f"{p.organisation} ({p.get_role_display()})" for p in stored.partnerships.all())
        yours = sorted(self._typed_partnerships())
        found = super().differences(stored)
        if theirs != yours:
            found.append(Difference(_("Organisations"), ", ".join(theirs), ", ".join(yours)))
        return found

    def _typed_partnerships(self):
        """Read the rows of the inline below this form, as far as they can be understood."""
        total = self.data.get("partnerships-TOTAL_FORMS", "0")
        rows = [f"partnerships-{number}" for number in range(int(total) if total.isdecimal() else 0)]
        for row in rows[: self.PARTNERSHIPS_READ]:
            number, role = self.data.get(f"{row}-organisation", ""), self.data.get(f"{row}-role", "")
            if number.isdecimal() and not self.data.get(f"{row}-DELETE"):
                organisation = Organisation.objects.filter(pk=number).first()
                yield f"{organisation} ({dict(Role.choices).get(role, role)})"

    PARTNERSHIPS_READ = 100


class PartnershipFormSet(forms.BaseInlineFormSet):
    """Rows of pairs: which stored row one was does not matter, so that one removed meanwhile is no error."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        stored = str(form.instance.pk or "")
        form.fields[self._pk_field.name] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stored)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.fields[self._pk_field.name].required = False
        return form

    def get_queryset(self):
        """Pad what is stored with empty rows, as the admin draws no more of the typed rows than there are stored."""
        stored = super().get_queryset()
        if not self.is_bound:
            return stored
        missing = min(self.initial_form_count(), self.total_form_count()) - len(stored)
        return [*stored, *(Partnership(project=self.instance, organisation=Organisation()) for _ in range(missing))]

    @property
    def pairs(self):
        """Return the (Organisation, Role) pairs that were typed and not ticked for removal."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("organisation")]
        return [(row["organisation"], row["role"]) for row in rows if not row.get("DELETE")]


class PartnershipInline(admin.TabularInline):
    model = Partnership
    formset = PartnershipFormSet
    extra = 1
    autocomplete_fields = ["organisation"]
    verbose_name_plural = _("Organisations behind it")


class DiscontinueForm(ActionForm):
    ended = forms.IntegerField(
        label=_("Year in which it ended"),
        required=False,
        validators=[validate_year],
        help_text=_("Left empty, the year is not known."),
    )
    successor = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=Project.objects.all(),
        required=False,
        widget=AutocompleteSelect(Project._meta.get_field("successor"), admin.site),
        help_text=_("The project that it merged into or that took over."),
    )

    def clean_successor(self):
        successor = self.cleaned_data["successor"]
        if successor in self.entries:
            raise ValidationError(_("A project cannot be its own successor."))
        if successor and not successor.later_keys().isdisjoint(entry.pk for entry in self.entries):
            raise ValidationError(LEADS_BACK)
        return successor


discontinue_projects = confirmed_action(
    "discontinue_projects",
    _("Mark as discontinued"),
    _("These projects have ended. They leave the lists, and their pages say so and point to others."),
    one_by_one(discontinue),
    form=DiscontinueForm,
)


@admin.register(Project)
class ProjectAdmin(EntryAdmin):
    form = ProjectForm
    resource_classes = [ProjectResource]
    inlines = [PartnershipInline]
    list_display = ["name", "publication", "status", "theme_names", "city_names", *EntryAdmin.trust_columns]
    list_filter = [*EntryAdmin.list_filter, "status", "newcomer_led", "focus"]
    autocomplete_fields = ["successor"]
    actions = [*ENTRY_ACTIONS, discontinue_projects, merge_action(merge_projects)]
    attention = EntryAdmin.attention | {
        "unconfirmed": Attention(
            _("Active, but not confirmed for over a year"),
            lambda projects: not_confirmed_for_a_year(projects.published().active()),
        ),
    }
    fieldsets = [
        EntryAdmin.text_fieldset,
        (
            _("What it offers, where and to whom"),
            {
                "fields": ["themes", "country", "cities", "languages", "focus", "newcomer_led"],
                "description": _("Visitors narrow the lists by these."),
            },
        ),
        (
            _("Whether it runs"),
            {
                "fields": ["status", "launched", "ended", "successor", "lessons"],
                "description": _(
                    "“Not known” means that no recent source was found, not that it ended. "
                    "What its people learned helps those who come after."
                ),
            },
        ),
        (_("What it needs and uses"), {"fields": ["seeking", "technologies", "source_code"]}),
        EntryAdmin.trust_fieldset,
        EntryAdmin.change_fieldset,
    ]

    def store(self, entry, **kwargs):
        save_project(entry, **kwargs)

    def related_in(self, form, formsets):
        return {"partnerships": [pair for formset in formsets for pair in formset.pairs]}

    def related_as_of(self, version):
        return {"partnerships": PartnersField.pairs_of(version.organisation_keys)}
