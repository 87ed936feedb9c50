"""Who writes entries, what they are tagged with, what is derived from them, and what keeps them true."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from entries.actions import delete_tag, merge_two, save_entry, store_texts, undo_merger
from entries.models import EntryText, Merger, TextOrigin
from operations.deriving import declared_derived
from operations.turns import turn
from organisations.models import Organisation
from projects.models import Project, Status
from taxonomy.models import City, Theme
from tests.curators import form_of
from tests.factories import make_organisation, make_project, make_theme
from tests.pairs.writing import REFUSALS, Sent, Writer, acting, adding, browser, bulk, change_form, met
from tests.upkeep.making import make_check, make_sign
from upkeep.actions import (
    delete_sign,
    enlist_addresses,
    look_again,
    note_looks,
    note_sign,
    settle_link,
    take_new_address,
)
from upkeep.judging import LinkLook
from upkeep.models import Evidence, LinkCheck, LinkOutcome, LinkVerdict, SignOfLife

OLD, NEW = "https://met.example/", "https://new.example/"


def met_project(world, mark=""):
    """Return a draft that leads somewhere, as a list of one."""
    return [
        met(
            world,
            "project",
            lambda: make_project("Met", organisations=[world.organisation], website=OLD, published=False),
        )
    ]


def met_projects():
    return list(Project._base_manager.filter(name="Met"))


def unchecked(world, mark):
    # No other project: what is derived from its check would stay as it is.
    Project.objects.filter(pk=world.project.pk).update(checked_on=None, checked_by=None)
    return [world.project]


def with_duplicate(model, make, keep):
    return lambda world, mark: [keep(world), make(f"Duplicate {mark}")]


def merged_pair(world, mark):
    keep, duplicate = make_project(f"Kept {mark}"), make_project(f"Twin {mark}")
    return merge_two(keep=keep, duplicate=duplicate, by=world.curators[0])


def is_merged(entries):
    return type(entries[0])._base_manager.get(pk=entries[1].pk).publication == "withdrawn"


def has_been(**values):
    """Return whether the first of some entries has, or had in one of its versions, these values."""
    return lambda entries: entries[0].history.filter(**values).exists()


def met_theme(world):
    return met(world, "theme", lambda: make_theme("met"))


def has_theme_or_it_is_gone(entries):
    gone = not Theme.objects.filter(slug="met").exists()
    return gone or Project.objects.get(pk=entries[0].pk).themes.filter(slug="met").exists()


def importing(world, mark, by):
    """A table that gives the project another summary."""
    client = browser(by)
    file = SimpleUploadedFile("table.csv", f"slug,summary\nlingo,{mark}\n".encode(), "text/csv")
    page = client.post("/admin/projects/project/import/", {"import_file": file, "format": "0"})
    form = page.context["confirm_form"]
    data = {name: form[name].value() for name in form.fields}

    def is_kept(response):
        said = response.content.decode()
        return Project.objects.get(pk=world.project.pk).summary == mark or "Nothing was imported" in said

    return Sent(lambda: client.post("/admin/projects/project/process_import/", data, follow=True), is_kept)


def going_back(world, mark, by):
    """The first version of the project comes back, which another pair may just have done."""
    project = Project.objects.get(pk=world.project.pk)
    project.description = mark
    save_entry(project)
    client = browser(by)
    first = world.project.history.earliest()
    address = f"/admin/projects/project/{world.project.pk}/history/{first.pk}/"
    data = form_of(client.get(address), "version_form")

    def is_kept(response):
        if response.status_code != 302:
            return response.status_code == 200
        return (
            Project.objects.get(pk=world.project.pk).history.filter(history_change_reason__startswith="Back").exists()
        )

    return Sent(lambda: client.post(address, data), is_kept)


def derive_anew():
    """Derive all of it anew, as `manage.py reindex` does. That nothing is stale is looked at after each two anyway."""
    for derived in declared_derived():
        derived.anew()
    return True


def met_check(world, mark=""):
    met_project(world)
    return met(world, "check", lambda: make_check(OLD, LinkVerdict.MOVED))


def look(world, mark):
    check = met_check(world)
    return LinkLook(check.address, LinkOutcome.ANSWERED, 200)


def new_sign(world, mark):
    sign = SignOfLife(when="2025-02", what=Evidence.PAGE, source="https://www.example.org/report", note=mark)
    sign.name_entry(world.project)
    return sign


def met_sign(world, mark):
    return met(world, "sign", lambda: make_sign(world.project))


def in_its_turn(action):
    """Return what a list of the admin does with chosen addresses: it reads and writes them in one turn."""

    def act(check, mark, by):
        with turn():
            return action(LinkCheck.objects.get(pk=check.pk), by=by)

    return act


def is_settled(check, mark, by):
    return not LinkCheck.objects.filter(pk=check.pk, verdict=LinkVerdict.MOVED, settled_at=None).exists()


NEW_THEME = {"name_en": ["Twin"], "slug": ["twin"], "icon": ["language"], "hue": ["teal"], "position": ["5"]}
NEW_PROJECT = {"name": ["Twin"], "summary": ["One of two."], "country": ["DE"], "text_language": ["en"]}
MERGERS = {
    "merge organisations": (Organisation, make_organisation, lambda world: world.organisation),
    "merge projects": (Project, make_project, lambda world: world.project),
}


def of_met(action, done, **answers):
    return bulk(Project, action, met_project, done, **answers)


def language_of(mark):
    """Return the language that one of two translates into."""
    return "uk" if mark.endswith("a") else "ar"


WRITERS = {
    "theme": change_form(Theme, lambda world: Theme.objects.get(slug="language"), "name_en", "theme_form"),
    "project": change_form(Project, lambda world: world.project, "summary", "project_form"),
    "city": change_form(City, lambda world: City.objects.get(slug="berlin"), "name_en", "city_form"),
    "organisation": change_form(Organisation, lambda world: world.organisation, "summary", "organisation_form"),
    "network": change_form(
        Organisation, lambda world: Organisation.objects.get(slug="network"), "summary", "organisation_form"
    ),
    "bulk check": bulk(
        Project,
        "check_entries",
        unchecked,
        lambda entries: Project.objects.get(pk=entries[0].pk).checked_on is not None,
    ),
    **{
        name: bulk(
            model,
            "merge_entries",
            with_duplicate(model, make, keep),
            is_merged,
            keep=lambda entries: entries[0].pk,
        )
        for name, (model, make, keep) in MERGERS.items()
    },
    "undo a merger": acting(
        merged_pair,
        lambda merger, mark, by: undo_merger(merger, by=by),
        lambda merger, mark, by: Merger.objects.filter(pk=merger.pk, undone_by=by).exists(),
    ),
    "import": importing,
    "go back": going_back,
    "add a project": adding(Project, "project_form", NEW_PROJECT),
    "add a theme": adding(Theme, "theme_form", NEW_THEME),
    "publish": of_met("publish_entries", has_been(publication="published")),
    "withdraw": of_met("withdraw_entries", has_been(publication="withdrawn"), reason="Pairs"),
    "discontinue": of_met("discontinue_projects", has_been(status=Status.DISCONTINUED)),
    "bulk confirm": of_met("confirm_entries", has_been(confirmed_on__isnull=False)),
    "note an answer": of_met("note_answers", lambda entries: Project.objects.get(pk=entries[0].pk).answered_on),
    "tag": bulk(
        Project,
        "add_themes_to_entries",
        lambda world, mark: [met_theme(world)] and met_project(world),
        has_theme_or_it_is_gone,
        themes=lambda entries: Theme.objects.get(slug="met").pk,
    ),
    "delete a theme": acting(
        lambda world, mark: met_theme(world),
        lambda theme, mark, by: delete_tag(theme, by=by),
        lambda theme, mark, by: not Theme.objects.filter(pk=theme.pk).exists(),
    ),
    "derive anew": acting(lambda world, mark: None, lambda _, mark, by: derive_anew(), lambda *_: True),
    "translate": acting(
        lambda world, mark: met_project(world)[0],
        lambda project, mark, by: store_texts(
            project, {"summary": mark}, language=language_of(mark), origin=TextOrigin.PERSON, by=by
        ),
        lambda project, mark, by: EntryText.objects.filter(text=mark, language=language_of(mark)).exists(),
    ),
    "note a sign": acting(
        new_sign,
        lambda sign, mark, by: note_sign(sign, by=by),
        lambda sign, mark, by: SignOfLife.objects.filter(note=mark, by=by).exists(),
    ),
    "delete a sign": acting(
        met_sign,
        lambda sign, mark, by: delete_sign(sign, by=by),
        lambda sign, mark, by: not SignOfLife.objects.filter(note="", source=sign.source).exists(),
    ),
    # Where a look has found meanwhile that nothing says so any more, it is refused.
    "take a new address": acting(
        met_check,
        in_its_turn(take_new_address),
        lambda check, mark, by: Project.objects.get(name="Met").website == NEW,
        (*REFUSALS, ValueError),
    ),
    "settle a link": acting(met_check, in_its_turn(settle_link), is_settled),
    "look at it again": acting(
        met_check,
        in_its_turn(look_again),
        lambda check, mark, by: (
            not LinkCheck.objects.filter(pk=check.pk, verdict=LinkVerdict.MOVED, next_at__gt=timezone.now()).exists()
        ),
    ),
    "note a look": acting(
        look,
        lambda looked, mark, by: note_looks([looked]),
        lambda looked, mark, by: not LinkCheck.objects.filter(address=OLD, verdict=LinkVerdict.MOVED).exists(),
    ),
    "enlist addresses": acting(
        met_check,
        lambda check, mark, by: enlist_addresses(),
        lambda check, mark, by: (
            not LinkCheck.objects.filter(address=OLD).exists() or has_been(publication="published")(met_projects())
        ),
    ),
}
WRITERS = {name: Writer("entries", opens) for name, opens in WRITERS.items()}
