"""What people do to the directory, each opened, and sent when somebody else sends theirs; and what is left out."""

import ast
from pathlib import Path

from django.conf import settings

from tests.pairs import of_cluster, of_entries, of_newsletter, of_submissions

WRITERS = of_entries.WRITERS | of_submissions.WRITERS | of_newsletter.WRITERS | of_cluster.WRITERS
COMMAND = "a command that an operator gives once, one turn of the same actions from its beginning to its end"
# What comes by mail or from visitors writes few rows of its own, and ends in actions that meet here.
ASKING = "few rows of one person or visitor; what follows of them is noted by actions that meet others here"
# Actions that write and meet nobody here -> why.
LEFT_OUT = {
    "cluster.management.commands.load_cluster.Command.handle": COMMAND,
    "projects.catalogue.loading.load_rows": COMMAND,
    "projects.catalogue.offers.load_offers": COMMAND,
    "projects.catalogue.texts.load_texts": COMMAND,
    "submissions.actions.translating.store_table": "many turns of store_texts, which meets others here, as one",
    "submissions.actions.people.appoint_translator": "one row that only says that it is there",
    "projects.catalogue.vocabulary.load_city_names": COMMAND,
    "upkeep.evidence.load_evidence": COMMAND,
    "upkeep.actions.pairs.tell_apart": "one row that only says what a curator said of it",
    "upkeep.actions.pairs.ask_about_again": "one row that only says what a curator said of it",
    "submissions.actions.submitting.propose_asked_change": ASKING,
    "upkeep.actions.asking.answer_changed": ASKING,
    "upkeep.actions.asking.answer_ended": ASKING,
    "upkeep.actions.asking.answer_right": ASKING,
    "upkeep.actions.asking.ask_those_due": ASKING,
    "upkeep.actions.asking.note_asking_bounce": ASKING,
    "upkeep.actions.asking.stop_asking": ASKING,
    "upkeep.actions.contacts.save_contact": ASKING,
    "upkeep.actions.contacts.set_stopped": ASKING,
    "upkeep.actions.words.keep_word": ASKING,
    "upkeep.actions.words.settle_words": ASKING,
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
