from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.numbers import number_in
from curating.attention import Attention
from curating.bulk import ENTRY_ACTIONS, ActionForm, confirmed_action, one_by_one
from curating.entry_admin import EntryAdmin, not_confirmed_for_a_year
from curating.forms import EntryAdminForm
from curating.gaps import attention_to_gaps
from curating.merging import MERGE
from curating.sections import fieldset_of
from curating.widgets import Checklist, Lines
from entries.validators import validate_year
from organisations.models import Organisation
from projects.actions import discontinue
from projects.filtersets import ProjectFilterSet
from projects.kind import KIND
from projects.models import LEADS_BACK, PartnersField, Partnership, Project, Role
from projects.resources import ProjectResource


class PartnershipsPart:
    """The rows of the inline below the form as what is merged as a whole; plain: "key of the organisation:role"."""

    label = _("Organisations")
    prefix = "partnerships"
    most_read = 100

    def stored(self, form):
        return sorted(f"{row.organisation_id}:{row.role}" for row in form.instance.partnerships.all())

    def typed(self, form):
        """Read the rows as far as they can be understood."""
        total = number_in(form.data.get(f"{self.prefix}-TOTAL_FORMS", ""))
        found = []
        for number in range(min(total, self.most_read)):
            row = f"{self.prefix}-{number}"
            organisation, role = form.data.get(f"{row}-organisation", ""), form.data.get(f"{row}-role", "")
            if organisation.isdecimal() and not form.data.get(f"{row}-DELETE"):
                found.append(f"{organisation}:{role}")
        return sorted(found)

    def put(self, form, value):
        """Replace the rows by those that are stored, and an empty one."""
        for key in [key for key in form.data if key.startswith(f"{self.prefix}-")]:
            del form.data[key]
        stored = list(form.instance.partnerships.all())
        counts = {"TOTAL_FORMS": len(stored) + 1, "INITIAL_FORMS": len(stored), "MIN_NUM_FORMS": 0}
        for name, number in (counts | {"MAX_NUM_FORMS": 1000}).items():
            form.data[f"{self.prefix}-{name}"] = str(number)
        for number, row in enumerate([*stored, Partnership(project=form.instance)]):
            typed = {"id": row.pk, "project": row.project_id, "organisation": row.organisation_id, "role": row.role}
            for name, text in typed.items():
                form.data[f"{self.prefix}-{number}-{name}"] = "" if text is None else str(text)

    def text(self, value):
        pairs = [pair.split(":", 1) for pair in value]
        names = Organisation.objects.in_bulk([number_in(key) for key, _role in pairs])
        roles = dict(Role.choices)
        return ", ".join(sorted(f"{names.get(number_in(key))} ({roles.get(role, role)})" for key, role in pairs))


class ProjectAdminForm(EntryAdminForm):
    class Meta(EntryAdminForm.Meta):
        widgets = EntryAdminForm.Meta.widgets | {
            "languages": Checklist,
            "reach_places": Checklist,
            "channels": Lines(attrs={"rows": 3, "dir": "ltr"}),
            "lessons": Lines,
        }

    def parts(self):
        return super().parts() | {"partnerships": PartnershipsPart()}


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


class EndingForm(forms.Form):
    """Asks of projects that have ended when that was and what took over. Subclasses say which these are: `entries`."""

    ended = forms.IntegerField(
        label=_("Year in which it ended"),
        required=False,
        validators=[validate_year],
        help_text=_("Leave this empty if the year is not known."),
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


class DiscontinueForm(EndingForm, ActionForm):
    """Asks it of the projects that were chosen in the list."""


discontinue_projects = confirmed_action(
    "discontinue_projects",
    _("Mark as discontinued"),
    _("These projects have ended. They leave the lists, and their pages say so and point to others."),
    one_by_one(discontinue),
    form=DiscontinueForm,
)


@admin.register(Project)
class ProjectAdmin(EntryAdmin):
    form = ProjectAdminForm
    resource_classes = [ProjectResource]
    inlines = [PartnershipInline]
    list_display = ["name", "publication", "status", "theme_names", "city_names", *EntryAdmin.trust_columns]
    list_filter = [*EntryAdmin.list_filter, "status", "cost", "delivery", "reach", "newcomer_led", "focus"]
    autocomplete_fields = ["successor"]
    actions = [*ENTRY_ACTIONS, discontinue_projects, MERGE]
    attention = (
        EntryAdmin.attention
        | {
            "unconfirmed": Attention(
                _("Active, but not confirmed for over a year"),
                lambda projects: not_confirmed_for_a_year(projects.published().active()),
                rank=None,
            ),
        }
        | attention_to_gaps(ProjectFilterSet)
    )
    fieldsets = EntryAdmin.fieldsets_of(
        KIND.fields,
        fieldset_of(
            KIND.fields,
            "offer",
            _("What it offers, where and to whom"),
            _("Visitors narrow the lists by these."),
        ),
        fieldset_of(
            KIND.fields,
            "running",
            _("Whether it runs"),
            _(
                "“Not known” means that no recent source was found, not that it ended. "
                "What its people learned helps those who come after."
            ),
        ),
        fieldset_of(KIND.fields, "needs", _("What it needs and uses")),
    )

    def related_in(self, form, formsets):
        return {"partnerships": [pair for formset in formsets for pair in formset.pairs]}

    def related_as_of(self, version):
        return {"partnerships": PartnersField.pairs_of(version.organisation_keys)}
