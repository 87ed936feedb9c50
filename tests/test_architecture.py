"""Apps know those below them on the ladder of CONTRIBUTING.md only; read with the standard library alone.

What an app knows shows in its imports and in strings: addresses that it reverses, models, fields and relations that it
names, templates that it renders and includes, libraries of tags that its templates load.
"""

import ast
import re
from collections import defaultdict
from copy import copy
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
LEVELS = {
    "dsi_directory": 10,
    "newsletter": 9,
    "submissions": 8,
    "upkeep": 8,
    "cluster": 8,
    "insights": 8,
    "opendata": 8,
    "projects": 7,
    "organisations": 6,
    "curating": 5,
    "sharing": 5,
    "listing": 4,
    "entries": 3,
    "screening": 2,
    "taxonomy": 2,
    "search": 1,
    "accounts": 1,
    "operations": 1,
}
# Common ground: the frame around every page, mails, and the two addresses in that frame.
COMMON_FOLDERS = {"includes", "email"}
COMMON_ADDRESSES = {"home"}
# Folders of templates that belong to an app of another name.
FOLDERS = {"styleguide": "dsi_directory"}
URL_TAG = re.compile(r"""{%-?\s*url\s+["']([^"']+)["']""")
TEMPLATE_TAG = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
LOAD_TAG = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
ADDRESS = re.compile(r"[a-z-]+:[a-z-]+|[a-z]+-[a-z-]+")
CLASS = re.compile(r"([A-Z][a-z]+)+")
# Methods and expressions of queries, whose arguments name fields and relations.
QUERIES = {
    *("filter", "exclude", "order_by", "values", "values_list", "only", "defer", "annotate", "aggregate"),
    *("select_related", "prefetch_related", "get_field", "F", "Q", "Prefetch", "Count"),
}
# Fields of the models of other packages, which an app may ask for although only an app above it declares such a field.
FIELDS_OF_PACKAGES = {
    "accounts": {"message_id", "status"},
    "cluster": {"message_id"},
    "entries": {"history"},
    "taxonomy": {"slug"},
}
# Names that each app, each library of tags or each command has by convention.
SHARED_NAMES = {"Command", "Migration"}
# What points up yet. A line that no longer does so fails as well, so that the table can only shrink.
KNOWN_YET = {
    # What an organisation runs, on its page.
    "organisations/models.py asks for projects",
    # The text of a mail, which the library's model calls that too.
    "accounts/admin/people.py asks for message",
    # Django's own log of the admin has a column of that name.
    "accounts/admin/guarded.py asks for object_id",
}


class Found(NamedTuple):
    """Something that points up the ladder: place is a path, line is 0 in a template."""

    place: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.place}:{self.line} {self.sentence}"

    @property
    def known_as(self):
        return f"{self.place} {self.sentence}"


class Tree:
    """The sources of the apps: modules as path -> syntax tree, templates as path -> (app, text)."""

    def __init__(self):
        paths = (path for app in LEVELS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
        self.modules = {path.relative_to(ROOT): ast.parse(path.read_text(), str(path)) for path in sorted(paths)}
        names = (str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.*")))
        self.templates = {
            name: (owner_of_template(name), (TEMPLATES / name).read_text()) for name in names if owner_of_template(name)
        }

    def nodes(self, *kinds):
        """Yield (path, node) of every node of these kinds."""
        for path, tree in self.modules.items():
            for node in ast.walk(tree):
                if isinstance(node, kinds):
                    yield path, node

    def strings(self):
        """Yield (path, line, text) of every string in a module that is no docstring."""
        for path, tree in self.modules.items():
            docstrings = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                    yield path, node.lineno, node.value

    def classes_of_models(self):
        """Yield (app, node) of every class in the modules of models, but for choices."""
        for path, tree in self.modules.items():
            if path.stem == "models" or "models" in path.parts:
                for node in tree.body:
                    if isinstance(node, ast.ClassDef) and "TextChoices" not in map(name_of, node.bases):
                        yield path.parts[0], node


@pytest.fixture(scope="module")
def tree():
    return Tree()


def name_of(node):
    """Return the last part of a dotted name: "filter" of `Event.objects.filter`; "" where it has none."""
    return getattr(node, "attr", None) or getattr(node, "id", "")


def owner_of_template(name):
    """Return the app that a template belongs to; None for the frame that all pages share, and for other packages."""
    folder, _slash, rest = name.partition("/")
    if folder == "admin":
        folder, _slash, rest = rest.partition("/")
    if not rest or folder in COMMON_FOLDERS:
        return None
    app = FOLDERS.get(folder, folder)
    return app if app in LEVELS else None


def goes_down(importer, imported):
    return importer == imported or LEVELS[imported] < LEVELS[importer]


def goes_up(importer, *owners):
    """Say whether there are owners of something, and an app reaches none of them."""
    return any(owners) and not any(goes_down(importer, owner) for owner in owners if owner)


def imports(tree):
    for path, node in tree.nodes(ast.Import, ast.ImportFrom):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or "."]
        for name in names:
            app = name.partition(".")[0]
            if app in LEVELS and goes_up(path.parts[0], app):
                yield Found(str(path), node.lineno, f"imports {app}")


def declared_addresses(tree):
    """Return name of an address, or its namespace and a colon -> the apps whose urls.py declare it."""
    found = defaultdict(set)
    for path, node in tree.nodes(ast.keyword, ast.Assign, ast.Call):
        if path.name != "urls.py":
            continue
        names = []
        if isinstance(node, ast.keyword) and node.arg == "name" and isinstance(node.value, ast.Constant):
            names = [node.value.value]
        elif isinstance(node, ast.Assign) and name_of(node.targets[0]) == "app_name":
            names = [f"{node.value.value}:"]
        elif isinstance(node, ast.Call) and name_of(node.func) == "include":
            # include((patterns, "events"))
            parts = getattr(node.args[0], "elts", [])
            names = [f"{part.value}:" for part in parts if isinstance(part, ast.Constant)]
        for name in names:
            found[name].add(path.parts[0])
    return found


def reversed_addresses(tree):
    known = declared_addresses(tree)
    named = [(str(path), path.parts[0], line, text) for path, line, text in tree.strings() if ADDRESS.fullmatch(text)]
    for name, (owner, text) in tree.templates.items():
        named += [(f"templates/{name}", owner, 0, address) for address in URL_TAG.findall(text)]
    for place, app, line, name in named:
        namespace, colon, _rest = name.partition(":")
        if name not in COMMON_ADDRESSES and goes_up(app, *known.get(namespace + colon, ())):
            yield Found(place, line, f"reverses {name}")


def named_models(tree):
    """Dotted labels, names of classes, and names of kinds of entries."""
    owners = {}
    for app, node in tree.classes_of_models():
        owners |= {f"{app}.{node.name}".lower(): app}
        if CLASS.fullmatch(node.name):
            owners[node.name] = app
        if "Entry" in map(name_of, node.bases):
            owners[node.name.lower()] = app
    for path, line, text in tree.strings():
        if goes_up(path.parts[0], owners.get(text) or owners.get(text.lower() if "." in text else "")):
            yield Found(str(path), line, f"names {text}")


def declared_fields(tree):
    """Return name of a field of a model, or of a relation back to it -> the apps that declare it."""
    found = defaultdict(set)
    for app, node in tree.classes_of_models():
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call):
                found[line.targets[0].id].add(app)
                for keyword in line.value.keywords:
                    if keyword.arg == "related_name" and isinstance(keyword.value, ast.Constant):
                        found[keyword.value.value].add(app)
    return found


def named_fields(tree):
    """Fields of a model that `getattr` and queries name."""
    fields = declared_fields(tree)
    for path, node in tree.nodes(ast.Call):
        called = name_of(node.func)
        if called not in QUERIES | {"getattr", "hasattr"}:
            continue
        app = path.parts[0]
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        texts += [keyword.arg for keyword in node.keywords]
        names = {part for text in texts if isinstance(text, str) for part in text.lstrip("-").split("__")}
        for name in sorted(names - FIELDS_OF_PACKAGES.get(app, set())):
            if goes_up(app, *fields.get(name, ())):
                yield Found(str(path), node.lineno, f"asks for {name}")


def named_templates(tree):
    named = [(str(path), path.parts[0], line, text) for path, line, text in tree.strings()]
    for name, (owner, text) in tree.templates.items():
        named += [(f"templates/{name}", owner, 0, other) for other in TEMPLATE_TAG.findall(text)]
    for place, app, line, name in named:
        is_template = name.endswith((".html", ".txt")) and (TEMPLATES / name).exists()
        if is_template and goes_up(app, owner_of_template(name)):
            yield Found(place, line, f"shows {name}")


def loaded_libraries(tree):
    owners = {path.stem: path.parts[0] for path in tree.modules if "templatetags" in path.parts}
    for name, (owner, text) in tree.templates.items():
        for library in " ".join(LOAD_TAG.findall(text)).split():
            if goes_up(owner, owners.get(library)):
                yield Found(f"templates/{name}", 0, f"loads {library}")


WAYS = (imports, reversed_addresses, named_models, named_fields, named_templates, loaded_libraries)


@pytest.mark.parametrize("way", WAYS)
def test_no_app_knows_one_above_it(tree, way):
    assert [str(found) for found in way(tree) if found.known_as not in KNOWN_YET] == []


@pytest.mark.parametrize(
    ("way", "source"),
    [
        (imports, "import projects.models"),
        (imports, "from projects import models"),
        (reversed_addresses, 'reverse("projects:list")'),
        (reversed_addresses, 'reverse("theme-list")'),
        (named_models, 'apps.get_model("projects.Partnership")'),
        (named_models, 'models.ForeignKey("Partnership")'),
        (named_models, 'is_project = kind == "project"'),
        (named_fields, 'getattr(entry, "launched", None)'),
        (named_fields, 'entries.filter(partnerships__role="lead")'),
        (named_fields, 'entries.order_by("-launched")'),
        (named_templates, 'render(request, "projects/project_list.html")'),
        (reversed_addresses, '{% url "projects:list" %}'),
        (named_templates, '{% include "projects/_ended.html" only %}'),
        (loaded_libraries, "{% load i18n projects %}"),
    ],
)
def test_each_way_of_knowing_is_seen(tree, way, source):
    planted = copy(tree)
    if source.startswith("{"):
        planted.templates = {"entries/planted.html": ("entries", source)}
        place = "templates/entries/planted.html"
    else:
        place = "entries/planted.py"
        planted.modules = tree.modules | {Path(place): ast.parse(source)}

    assert place in {found.place for found in way(planted)}


def test_what_is_known_to_point_up_still_does(tree):
    assert KNOWN_YET - {found.known_as for way in WAYS for found in way(tree)} == set()


def test_modules_take_nothing_from_a_library_of_tags(tree):
    taking = [
        f"{path}:{node.lineno} imports {node.module}"
        for path, node in tree.nodes(ast.ImportFrom)
        if ".templatetags" in (node.module or "") and node.module.partition(".")[0] in LEVELS
    ]

    assert taking == []


def test_no_import_stands_inside_a_function(tree):
    hidden = {
        f"{path}:{node.lineno}"
        for path, function in tree.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert hidden == set()


def test_no_app_reacts_to_signals_of_another(tree):
    reacting = [
        f"{path}:{node.lineno}"
        for path, node in tree.nodes(ast.ImportFrom)
        if node.module in {"django.dispatch", "django.db.models.signals"}
    ]

    assert reacting == []


def test_a_public_name_stands_in_one_module_only(tree):
    places = defaultdict(list)
    for path, module in tree.modules.items():
        for node in module.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                places[node.name].append(str(path))

    shared = {name: paths for name, paths in places.items() if len(paths) > 1 and name not in SHARED_NAMES}
    assert shared == {}


def test_every_app_has_a_level():
    apps = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert apps <= LEVELS.keys()


def test_the_picture_and_the_table_show_the_ladder():
    ladder = {app: level for app, level in LEVELS.items() if (ROOT / app).is_dir()}
    rungs = re.split(r'class="level".*?>(\d+)<', (ROOT / "docs/ladder.svg").read_text())
    drawn = {
        app: int(level)
        for level, boxes in zip(rungs[1::2], rungs[2::2], strict=True)
        for app in re.findall(r'<text x="\d+" y="\d+">(\w+)<', boxes)
    }
    written, level = {}, None
    for number, app in re.findall(r"^ {4}([ \d]{2})  (\w+)/ ", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE):
        level = int(number) if number.strip() else level
        written[app] = level

    assert drawn == written == ladder


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("projects", "entries", True),
        ("projects", "projects", True),
        ("entries", "projects", False),
        ("submissions", "cluster", False),
        ("curating", "sharing", False),
        ("taxonomy", "accounts", True),
        ("accounts", "search", False),
    ],
)
def test_the_ladder_knows_up_from_down(importer, imported, allowed):
    assert goes_down(importer, imported) is allowed
