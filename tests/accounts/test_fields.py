"""Texts in one line: no model takes one of two."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from accounts.fields import validate_line
from tests.cluster.making import make_event

OURS = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")} | {
    path.parent.name for path in settings.BASE_DIR.glob("*/migrations")
}
# Written by the site alone, from what has no lines: names of models, hashes, keys, words, and codes of servers.
NEVER_TYPED = {
    "accounts.count.key",
    "accounts.dailysalt.salt",
    "accounts.user.password",
    "cluster.messageanswer.mail_number",
    "curating.tableimport.kind",
    "entries.entrytext.field",
    "entries.entrytext.target_kind",
    "entries.formeraddress.kind",
    "entries.merger.kind",
    "newsletter.bounce.report",
    "newsletter.bounce.status",
    "operations.jobstate.name",
    "newsletter.subscriber.asked_network",
    "newsletter.subscriber.confirmed_network",
    "newsletter.subscriber.wording",
    "projects.catalogueorganisation.name_key",
    "projects.cataloguerow.country",
    "projects.cataloguerow.name_key",
    "screening.learnedword.token",
    "accounts.login.network",
    "accounts.look.key",
    "accounts.openform.key",
    "accounts.opensession.browser",
    "search.orderblock.kind",
    "search.orderblock.order",
    "search.posting.field",
    "search.posting.kind",
    "search.posting.term",
    "search.searchdocument.kind",
    "search.searchword.kind",
    "search.searchword.spelling",
    "search.searchword.word",
    "submissions.caretaker.target_kind",
    "submissions.caretakerstep.target_kind",
    "submissions.invitation.target_kind",
    "upkeep.likelypair.kind",
    # Of the addresses of others, which are validated where they are typed, and of what they answered.
    "upkeep.linkcheck.address",
    "upkeep.linkcheck.new_address",
    "upkeep.linkcheck.signs",
    "submissions.stepmail.detail",
    "submissions.stepmail.message_id",
    "submissions.submission.network",
    "submissions.submission.target_kind",
    "submissions.uploadedlogo.extension",
    "upkeep.askingmail.message_id",
    "upkeep.contactaddress.target_kind",
    "upkeep.question.target_kind",
    "upkeep.signoflife.target_kind",
    "upkeep.visitorsword.target_kind",
}


def lines():
    """Return the columns of one line in all models of ours, as "app.model.field" -> field."""
    return {
        f"{model._meta.label_lower}.{field.name}": field
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.editable and not field.choices
    }


@pytest.mark.parametrize("label", sorted(lines().keys() - NEVER_TYPED))
@pytest.mark.parametrize("text", ["two\nlines", "two\r\nlines", "two\u2028lines", "two\x0blines", "\u202eturned"])
def test_what_people_type_into_one_line_is_one(label, text):
    field = lines()[label]
    with pytest.raises(ValidationError):
        field.run_validators(f"https://example.org/{text}" if isinstance(field, models.URLField) else text)


def test_every_column_that_is_never_typed_is_there():
    assert lines().keys() >= NEVER_TYPED


@pytest.mark.parametrize("text", ["", "a\u200fb", "می\u200cخواهم", "Größe – groß", "a\u00a0b"])
def test_a_line_in_any_script_is_one(text):
    validate_line(text)


@pytest.mark.django_db
def test_a_title_with_a_line_break_reaches_no_calendar():
    event = make_event("Meeting")
    event.title_en = "Meeting\nEND:VEVENT"
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert "title_en" in refusal.value.message_dict
