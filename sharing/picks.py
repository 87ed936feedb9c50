"""The page of a list that somebody picked, and its feed."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from entries.kinds import kinds
from listing.exports import ExportedList, absolute, export_response
from listing.qr import LONGEST_PATH
from listing.second_language import second_language
from listing.tags_of_rows import tagged
from search.corrections import resolve
from search.query import MAX_LENGTH, parse
from search.results import find
from sharing.picking import pick_key, picked

SHOWN = 8  # finds of each kind


class MyList(TemplateView):
    """`GET /my-list/`: the entries that the address names, to put in order, to print and to hand on.

    `q`: words to look for entries to add, so that picking takes no script. Nothing is stored.
    """

    template_name = "sharing/my_list.html"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "private"
        return response

    @cached_property
    def mine(self):
        return picked(self.request.GET)

    def get_context_data(self, **kwargs):
        mine, path = self.mine, self.request.path
        address = path + mine.query()
        title = mine.name or _("My list")
        return super().get_context_data(**kwargs) | {
            "mine": mine,
            "title": title,
            "rows": [
                {
                    "entry": pick.entry,
                    "key": pick.key,
                    "up": mine.moved(pick.key, -1),
                    "down": mine.moved(pick.key, 1),
                    "remove": path + mine.without(pick.key),
                }
                for pick in mine.picks
            ],
            "address": address,
            "second_choice": second_language(self.request.GET),
            "qr_url": self._qr(address),
            "feed_url": reverse("my-list-feed") + mine.query(),
            "q": self.request.GET.get("q", "").replace("\0", "")[:MAX_LENGTH],
            "finds": self._finds(),
        }

    def _qr(self, address):
        """Return the address of the QR code, "" where the list is too long for one."""
        if not self.mine.picks or len(address.encode()) > LONGEST_PATH:
            return ""
        return f"{reverse('qr-code')}?{urlencode({'path': address})}"

    def _finds(self):
        """Return (entry, address of the list with it) of what is found and is not on the list yet."""
        query = parse(self.request.GET.get("q", "").replace("\0", ""))
        if not query.terms:
            return []
        found = []
        for kind in kinds():
            published = kind.model.objects.published()
            found += tagged(find(published, resolve(query, kind.model).query)[:SHOWN])
        known = {pick.key for pick in self.mine.picks}
        return [
            (entry, self.request.path + self.mine.with_pick(pick_key(entry)))
            for entry in found
            if pick_key(entry) not in known
        ]


class MyListFeed(View):
    """The same list as an Atom feed: it tells when an entry on it changes."""

    def get(self, request):
        mine = picked(request.GET)
        entries = [pick.entry for pick in mine.picks]
        exported = ExportedList(
            name="my-list",
            title=mine.name or _("My list"),
            rows=entries,
            newest=entries,
            columns=(),
            cities={},
            address=absolute(reverse("my-list") + mine.query()),
            export_address=settings.SITE_URL + request.get_full_path(),
            language=get_language(),
        )
        return export_response(exported, "atom")
