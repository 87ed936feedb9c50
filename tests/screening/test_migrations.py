"""The list of domains and the learned words came from the submissions, with all that hangs on them."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from screening.models import BlockedDomain, LearnedWord
from tests.factories import make_curator

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("submissions", "0005_first_replies")]


def migrate(targets):
    """Migrate, and return the models as they are there."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    ContentType.objects.clear_cache()
    return state.apps


@pytest.fixture
def before_the_move(transactional_db):
    """The database as it was, with a row in each table, a permission that a group has, and a line of the log."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    old = migrate(BEFORE)
    old.get_model("submissions", "BlockedDomain").objects.create(domain="farm.example", kind="link-farm", note="ours")
    old.get_model("submissions", "LearnedWord").objects.create(
        token="pumpen", spam=2, honest=1, learned_at=timezone.now()
    )
    content_type, _is_new = ContentType.objects.get_or_create(app_label="submissions", model="blockeddomain")
    permission, _is_new = Permission.objects.get_or_create(content_type=content_type, codename="add_blockeddomain")
    group, _is_new = Group.objects.get_or_create(name="Curators")
    group.permissions.set([permission])
    LogEntry.objects.create(
        user=make_curator(), content_type=content_type, object_repr="farm.example", action_flag=ADDITION
    )
    yield latest
    migrate(latest)


def hangs_on(app_label):
    """Return what hangs on the content type of the list of domains: permissions of the group, lines of the log."""
    where = {"content_type__app_label": app_label, "content_type__model": "blockeddomain"}
    group = Group.objects.get(name="Curators")
    return (
        list(group.permissions.filter(**where).values_list("codename", flat=True)),
        list(LogEntry.objects.filter(**where).values_list("object_repr", flat=True)),
    )


def test_rows_permissions_and_the_log_move_along(before_the_move):
    migrate(before_the_move)

    row = BlockedDomain.objects.get(domain="farm.example")
    assert (row.kind, row.note) == ("link-farm", "ours")
    assert LearnedWord.objects.values_list("token", "spam", "honest").get(token="pumpen") == ("pumpen", 2, 1)
    assert hangs_on("screening") == (["add_blockeddomain"], ["farm.example"])
    assert not ContentType.objects.filter(app_label="submissions", model="blockeddomain").exists()
    assert not {"submissions_blockeddomain", "submissions_learnedword"} & set(connection.introspection.table_names())


def test_new_rows_get_keys_of_their_own_and_the_constraint_goes_on(before_the_move):
    migrate(before_the_move)

    new = BlockedDomain.objects.create(domain="new.example")
    assert new.pk > BlockedDomain.objects.get(domain="farm.example").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockedDomain.objects.create(domain="Upper.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockedDomain.objects.create(domain="new.example")


def test_it_all_goes_back(before_the_move):
    migrate(before_the_move)
    BlockedDomain.objects.create(domain="later.example")

    old = migrate(BEFORE)

    domains = old.get_model("submissions", "BlockedDomain").objects
    assert {"farm.example", "later.example"} <= set(domains.values_list("domain", flat=True))
    assert old.get_model("submissions", "LearnedWord").objects.get(token="pumpen").spam == 2
    assert hangs_on("submissions") == (["add_blockeddomain"], ["farm.example"])
    with pytest.raises(IntegrityError), transaction.atomic():
        domains.create(domain="Upper.example")
