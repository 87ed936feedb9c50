"""Imports go down the ladder of CONTRIBUTING.md only; read with the standard library alone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEVELS = {
    "dsi_directory": 7,
    "newsletter": 6,
    "submissions": 5,
    "cluster": 5,
    "insights": 5,
    "projects": 4,
    "organisations": 3,
    "screening": 3,
    "entries": 2,
    "taxonomy": 1,
    "accounts": 1,
}
MODULES = sorted(
    path.relative_to(ROOT) for app in LEVELS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


def imported_apps(tree):
    """Yield (line, app) of every import of one of our apps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." if node.level else node.module]
        else:
            continue
        for name in names:
            app = name.partition(".")[0]
            if app in LEVELS:
                yield node.lineno, app


def goes_down(importer, imported):
    return importer == imported or LEVELS[imported] < LEVELS[importer]


@pytest.fixture(scope="module")
def trees():
    return {path: ast.parse((ROOT / path).read_text(), str(path)) for path in MODULES}


def test_imports_go_down_the_ladder_only(trees):
    climbing = [
        f"{path}:{line} imports {app}"
        for path, tree in trees.items()
        for line, app in imported_apps(tree)
        if not goes_down(path.parts[0], app)
    ]

    assert climbing == []


def test_no_import_stands_inside_a_function(trees):
    hidden = {
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert hidden == set()


def test_no_app_reacts_to_signals_of_another(trees):
    reacting = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"django.dispatch", "django.db.models.signals"}
    ]

    assert reacting == []


def test_every_app_has_a_level():
    apps = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert apps <= LEVELS.keys()


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("projects", "entries", True),
        ("projects", "projects", True),
        ("entries", "projects", False),
        ("submissions", "cluster", False),
        ("taxonomy", "accounts", False),
    ],
)
def test_the_ladder_knows_up_from_down(importer, imported, allowed):
    assert goes_down(importer, imported) is allowed
