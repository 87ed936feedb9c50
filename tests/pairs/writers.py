"""What people do to the directory, each opened, and sent when somebody else sends theirs; and what is left out."""

import ast
from pathlib import Path

from django.conf import settings

from tests.pairs import of_cluster, of_entries, of_newsletter, of_submissions, of_upkeep

WRITERS = of_entries.WRITERS | of_upkeep.WRITERS | of_submissions.WRITERS | of_newsletter.WRITERS | of_cluster.WRITERS
COMMAND = "a command that an operator gives once, one turn of the same actions from its beginning to its end"
# Actions that write and meet nobody here -> why.
LEFT_OUT = {
    "cluster.management.commands.load_cluster.Command.handle": COMMAND,
    "projects.catalogue.vocabulary.load_city_names": COMMAND,
}


def actions_that_write():
    """Return the names of all functions of the site that are decorated with @writing."""
    apps = [Path(settings.BASE_DIR, app) for app in settings.INSTALLED_APPS]
    return {
        f"{'.'.join(path.relative_to(settings.BASE_DIR).with_suffix('').parts)}.{name}".replace(".__init__", "")
        for app in apps
        if (app / "__init__.py").exists()
        for path in app.rglob("*.py")
        for name in _decorated(ast.parse(path.read_text()).body)
    }


def _decorated(nodes, prefix=""):
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            yield from _decorated(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef) and any(
            getattr(one, "id", "") == "writing" for one in node.decorator_list
        ):
            yield prefix + node.name
