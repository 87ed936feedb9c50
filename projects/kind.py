"""What the directory has to know of projects as a kind of entry."""

from django.utils.translation import gettext_lazy as _

from entries.freshness import freshness_in_words
from entries.kinds import KindOfEntry
from entries.wording import languages_in_short, places_in_short
from listing.filters import ALL
from projects.actions import follow_merger, merge_projects, save_project
from projects.cards import CARD_FACTS, SHEET_FACTS, end, project_badges, years
from projects.declared_fields import PROJECT_FIELDS
from projects.filtersets import ProjectFilterSet
from projects.forms import ProjectForm
from projects.models import Project, Status


def image_facts(project):
    # A status says little without a date, and nothing beside one: but that it rests, or is over.
    has_stopped = project.status in (Status.PAUSED, Status.DISCONTINUED)
    status = project.get_status_display() if has_stopped else ""
    lasted = years(project) if project.launched and project.ended else ""
    return [
        places_in_short(project),
        status,
        freshness_in_words(project),
        lasted,
        languages_in_short(project.languages),
    ]


KIND = KindOfEntry(
    model=Project,
    title=_("Projects"),
    fields=PROJECT_FIELDS,
    filterset=ProjectFilterSet,
    form=ProjectForm,
    store=save_project,
    merge=merge_projects,
    follow_merger=follow_merger,
    note_rows=Project.note_partnerships,
    card_facts=CARD_FACTS,
    sheet_facts=SHEET_FACTS,
    image_facts=image_facts,
    # An undertaking, and what it offers: the one has a year of founding, the other an audience.
    schema_type=["Project", "Service"],
    badges=project_badges,
    note=end,
    everything={"status": ALL, "fresh": ALL},
)
