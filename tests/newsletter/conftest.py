from tests.browser.conftest import database_of_the_site  # noqa: F401 - the same, for processes of their own
