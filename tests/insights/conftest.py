import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def language_of_its_own(settings):
    """A request in another language leaves it active, and names would be saved in that one."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
