import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

from dsi_directory.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
application = whole_bodies(get_wsgi_application())

from listing.lexicon import standard_lexicon  # noqa: E402 - its apps can be imported only now
from search.known_words import is_a_word  # noqa: E402

# All addresses, views and texts are read now, before workers are forked: one that takes the place of another would
# otherwise keep its first visitors waiting while it does.
for language, _name in settings.LANGUAGES:
    with override(language):
        reverse("home")
# So is what searches are read by, as far as it is the same whatever the directory holds.
standard_lexicon()
is_a_word("")
