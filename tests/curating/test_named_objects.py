"""What rows above have made can be named by those below, in the same portion of a table and in a later one."""

import pytest

from curating.tables.columns import NamedObjects
from organisations.models import Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_read_before", [False, True])
def test_what_is_stored_by_now_is_read_again_where_a_row_names_it(is_read_before):
    known = NamedObjects(Organisation)
    if is_read_before:
        make_organisation("Anderer Verein")
        known.load(["Anderer Verein"])
    made = make_organisation("Neuer Verein")
    known.remember(made)
    assert known.get("Neuer Verein") is made

    known.settle()
    assert (known.remembered, known.remembered_by_spelling) == ({}, {})
    known.load(["neuer verein", made.slug])
    assert known.get("neuer verein") == known.get(made.slug) == made


def test_of_what_rows_have_made_little_is_kept():
    known = NamedObjects(Organisation)
    made = make_organisation("Neuer Verein", kind="grassroots", description="A long text.")
    known.remember(made)
    made.name = "Not what was remembered"

    for named in ("Neuer Verein", made.slug):
        known.load([named])
        kept = known.get(named)
        assert (kept.pk, kept.slug, kept.name, kept.kind) == (made.pk, made.slug, "Neuer Verein", "grassroots")
        assert "description" not in kept.__dict__
