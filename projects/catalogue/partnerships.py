"""The organisations behind projects, from files of their own: each once, and several a project with their role.

Organisations that are there already, under this name, another one or that of a cell of the catalogue as it was, are
moved: they get the name of their row, and their old addresses lead to it. What people have written since stays.
"""

from collections import defaultdict
from functools import partial

from entries.actions import MergerError, withdraw
from entries.models import PublicationState
from organisations.actions import merge_organisations, save_organisation
from organisations.models import Organisation
from organisations.names import name_key
from projects.actions import save_project
from projects.catalogue.known import spelled
from projects.catalogue.reading import Problem, row_key
from projects.models import CatalogueOrganisation, CatalogueRow, Role
from search.text import words

REASON = "Loaded from the files of organisations"
# In a note: a place that was taken over from the project, as nobody says where the organisation is.
GUESSED = "Place is its project's."
ROLES = [role.value for role in Role]
# The columns by which the catalogue named one organisation a project.
COLUMNS_OF_CELLS = ("organisation_type", "organisation_website")
CELLS = ("organisation", *COLUMNS_OF_CELLS)


def organisation_key(row):
    """Return by what a Row of the file of organisations is known again."""
    return name_key(row.values["organisation"])


def pair_key(row):
    """Return the same of a Row that says who is behind a project."""
    return row_key(row.values["project"], row.values["country"]), organisation_key(row), row.values["role"]


def unnamed(partnerships, organisations):
    """Return a Problem for each row whose organisation stands in no row of these, and is not in the directory."""
    known = {name_key(name) for row in organisations for name in _names(row.values)}
    known |= {name_key(name) for name, _one in spelled(Organisation)}
    return [
        Problem(row.file, row.line, "organisation", f"“{row.values['organisation']}” is in no file of organisations")
        for row in partnerships
        if organisation_key(row) not in known
    ]


class OrganisationsLoad:
    """One load of rows of both files, after the projects of the same load are written.

    projects: the Known projects by the keys of rows of the catalogue; known: the Known organisations by name_key of all
    their spellings; complete: keys of the projects whose organisations all stand in these rows, so that one which none
    of them names has none; report: the LoadReport to write into.
    """

    def __init__(self, organisations, partnerships, *, projects, known, complete, cities, report, by):
        self.rows = {name_key(row.values["organisation"]): row.values for row in organisations}
        self.projects, self.known, self.complete = projects, known, complete
        self.cities, self.report, self.by = cities, report, by
        self.pairs = defaultdict(list)
        for row in partnerships:
            self.pairs[row_key(row.values["project"], row.values["country"])].append(row.values)

    def steps(self):
        """Return a list of what there is to do, to be called one after the other; nothing where there are no rows."""
        if not self.rows and not self.pairs:
            return []
        organisations = [partial(self._take, key, values) for key, values in self.rows.items()]
        pairs = [partial(self._pair, key) for key in dict.fromkeys([*self.pairs, *self.complete])]
        return [self._begin, *organisations, *pairs]

    def _begin(self):
        """Learn, once the projects are written, what they named one organisation a project, and who is behind which."""
        self.records = {record.name_key: record for record in CatalogueOrganisation.objects.order_by("pk")}
        self.catalogue = {record.project_id: record for record in CatalogueRow.objects.order_by("pk")}
        # What the catalogue said of an organisation when it had one a project: name_key -> values of these rows.
        self.cells = defaultdict(list)
        for record in self.catalogue.values():
            if cell := record.values.get("organisation"):
                self.cells[name_key(cell)].append(record.values)
        # name_key of an organisation -> keys of the projects that it is behind.
        self.projects_of = defaultdict(list)
        for key, pairs in self.pairs.items():
            if key in self.projects.numbers:
                for organisation in dict.fromkeys(name_key(pair["organisation"]) for pair in pairs):
                    self.projects_of[organisation].append(key)
        self.moved = self._moved_cells()

    def _moved_cells(self):
        """Return name_key of a row -> names of organisations that no row bears, and that are part of it now.

        Such a cell named several, or one with its group: of those that its project now has the one that it names
        counts, a lead before a partner. One that only repeated the name of the project stood for its lead.
        """
        borne = {name_key(name) for values in self.rows.values() for name in _names(values)}
        moved = defaultdict(list)
        for key, pairs in self.pairs.items():
            cell = self._cell(key)
            if not cell or name_key(cell) in borne:
                continue
            keys = [
                name_key(pair["organisation"]) for pair in sorted(pairs, key=lambda pair: ROLES.index(pair["role"]))
            ]
            is_of_project = name_key(cell) == name_key(self.projects.get(key).name)
            meant = (
                one for one in keys if one in self.rows and (is_of_project or _stands_in(_names(self.rows[one]), cell))
            )
            if (best := next(meant, None)) and cell not in moved[best]:
                moved[best].append(cell)
        return moved

    def _cell(self, key):
        """Return the organisation that the catalogue named for a project when it had one a project, or ""."""
        record = self.catalogue.get(self.projects.numbers.get(key))
        return record.values.get("organisation", "") if record else ""

    # Organisations

    def _take(self, key, values):
        """Write a row into the organisation that is there, with those that are the same folded in, or a new one."""
        cells = self.moved[key]
        found = [self.known.get(name_key(name)) for name in _names(values)]
        # A cell stands for an organisation as long as nobody has made another one of that.
        former = [(cell, self.known.get(name_key(cell))) for cell in cells]
        found += [one for cell, one in former if one and name_key(one.name) == name_key(cell)]
        keep, *others = dict.fromkeys(filter(None, found)) or [None]
        if keep and keep.publication == PublicationState.WITHDRAWN:
            self.report.withdrawn.append(keep.name)
        elif keep:
            for duplicate in others:
                self._fold(keep, duplicate)
            self._correct(keep, values, [*_names(values), *cells], is_folded=bool(others))
        else:
            keep = self._make(key, values)
        for name in [*_names(values), *cells]:
            self.known.note(name_key(name), keep)
        CatalogueOrganisation.objects.update_or_create(name_key=key, defaults={"organisation": keep, "values": values})

    def _fold(self, keep, duplicate):
        try:
            merge_organisations(keep=keep, duplicate=duplicate, by=self.by)
        except MergerError:
            self.report.kept.append((duplicate.name, "organisation"))
        else:
            self.report.merged.add((duplicate.name, keep.name))
        keep.refresh_from_db()

    def _correct(self, organisation, values, names, *, is_folded):
        """Write what a row says anew where the organisation still says what was loaded before.

        is_folded: whether others were merged into it, whose names a merger adds to the other ones.
        """
        record = self.records.get(name_key(values["organisation"]))
        says, now = self._facts(values), self._facts_of(organisation)
        before = self._facts(record.values) if record else {}
        news = [name for name in says if says[name] != now[name] and says[name] != before.get(name, now)]
        if name_key(says["name"]) == name_key(now["name"]):
            # In another spelling it is no news.
            news = [name for name in news if name != "name"]
        loaded = {name: [value] for name, value in before.items()} or self._facts_of_cells(names, now["place"])
        if is_folded and says["other_names"] != now["other_names"]:
            news, loaded["other_names"] = dict.fromkeys([*news, "other_names"]), [now["other_names"]]
        written = {name: says[name] for name in news if now[name] in loaded[name]}
        self.report.kept += [(organisation.name, name) for name in news if name not in written]
        if written:
            self._write(organisation, written, values)
            self.report.corrected.add(organisation.name)

    def _write(self, organisation, facts, values):
        for name in facts.keys() - {"place"}:
            setattr(organisation, name, facts[name])
        if "name" in facts:
            organisation.slug = ""  # One is made of the name, and the old one leads to it.
        cities = None
        if "place" in facts:
            organisation.country, cities = facts["place"][0], self._cities(values)
        save_organisation(organisation, by=self.by, cities=cities, reason=REASON)

    def _make(self, key, values):
        projects = list(map(self.projects.get, self.projects_of[key]))
        facts = self._facts(values)
        organisation = Organisation(
            **{name: value for name, value in facts.items() if name != "place"},
            country=facts["place"][0],
            text_language="en",
            sources="\n".join(dict.fromkeys(source for project in projects for source in project.source_list)),
        )
        save_organisation(
            organisation,
            by=self.by,
            themes=dict.fromkeys(theme for project in projects for theme in project.themes.all()),
            cities=self._cities(values),
            publish=True,
            reason=REASON,
        )
        self.report.organisations.append(organisation.name)
        return organisation

    def _facts(self, values):
        """Return what a row says: field -> value; place: its country and its cities."""
        is_known = GUESSED not in values["note"]
        return {
            "name": values["organisation"],
            "kind": values["type"],
            "website": values["website"],
            "other_names": "\n".join(values["other_names"]),
            "place": (values["country"] if is_known else "", self._city_known(values) if is_known else frozenset()),
        }

    def _city_known(self, values):
        """Return the city of a row as a set, by its name where there is none yet."""
        name, country = values["city"], values["country"]
        return frozenset([self.cities.get(name, country) or name] if name else [])

    def _cities(self, values):
        if not values["city"] or GUESSED in values["note"]:
            return []
        return [self.cities.get_or_make(values["city"], values["country"])]

    @staticmethod
    def _facts_of(organisation):
        """Return the same of an organisation as it is."""
        facts = {name: getattr(organisation, name) for name in ("name", "kind", "website", "other_names")}
        return facts | {"place": (organisation.country.code or "", frozenset(organisation.cities.all()))}

    def _facts_of_cells(self, names, place):
        """Return what the catalogue may have left in each field, as it had one organisation a project: field -> values.

        place: of the organisation as it is, which is among them where it is one of the projects'.
        """
        rows = [values for name in names for values in self.cells[name_key(name)]]
        kinds, websites = ({values.get(column, "") for values in rows} for column in COLUMNS_OF_CELLS)
        cities = {self.cities.get(values["city"], values["country"]) for values in rows if values["city"]}
        of_projects = place[0] in {values["country"] for values in rows} and place[1] <= cities
        return {
            "name": {values["organisation"] for values in rows},
            "kind": (kinds - {""}) or {""},
            "website": (websites - {""}) or {""},
            "other_names": {""},
            "place": [place] if of_projects else [("", frozenset())],
        }

    # Partnerships

    def _pair(self, key):
        project, pairs = self.projects.get(key), self.pairs.get(key, [])
        if project is None:
            self.report.unknown += [pair["project"] for pair in pairs[:1]]
            return
        record = self.catalogue.get(project.pk)
        earlier = record.values if record else {}
        said = sorted([pair["organisation"], pair["role"]] for pair in pairs)
        if earlier.get("partnerships", []) == said and not earlier.get("organisation"):
            return
        wanted = {(self.known.get(name_key(name)), role) for name, role in said}
        current = {(one.organisation, one.role) for one in project.partnerships.select_related("organisation")}
        loaded = earlier.get("partnerships") or [
            [name, Role.LEAD.value] for name in [earlier.get("organisation")] if name
        ]
        if wanted != current:
            if current == {(self.known.get(name_key(name)), role) for name, role in loaded}:
                save_project(project, by=self.by, partnerships=sorted(wanted, key=_in_order), reason=REASON)
                self.report.updated.append(project.name)
                self._let_go({one for one, _role in current} - {one for one, _role in wanted})
            else:
                self.report.kept.append((project.name, "organisations"))
        if record:
            record.values = {name: value for name, value in earlier.items() if name not in CELLS} | {
                "partnerships": said
            }
            record.save()

    def _let_go(self, organisations):
        """Withdraw what the catalogue made of a cell that named no organisation, unless somebody cares for it."""
        for one in organisations:
            is_ours = name_key(one.name) in self.cells and not (one.edited_at or one.verified_on)
            is_named = any(self.known.numbers.get(key) == one.pk for key in self.rows)
            if is_ours and one.is_published and not is_named and not one.projects.exists():
                withdraw(one, by=self.by, reason=REASON)
                self.report.let_go.append(one.name)


def _names(values):
    """Return all names of an organisation that a row has."""
    return [values["organisation"], *values["other_names"]]


def _stands_in(names, cell):
    """Say whether a cell has one of some names in it, as whole words."""
    text = f" {' '.join(words(cell))} "
    return any(f" {' '.join(words(name))} " in text for name in names)


def _in_order(pair):
    organisation, role = pair
    return ROLES.index(role), organisation.pk
