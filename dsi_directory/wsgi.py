import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

from dsi_directory.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
application = whole_bodies(get_wsgi_application())
# All addresses, views and texts are read now, before workers are forked: one that takes the place of another would
# otherwise keep its first visitors waiting while it does.
for language, _name in settings.LANGUAGES:
    with override(language):
        reverse("home")
