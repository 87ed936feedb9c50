from tests.browser.conftest import empty_database  # noqa: F401 - the same, for processes of their own
from tests.killing import mailbox, shell, start  # noqa: F401 - fixtures
