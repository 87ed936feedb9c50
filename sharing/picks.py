"""The page of a list that somebody picked, and its feed."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from entries.kinds import kinds
from listing.exports import ExportedList, absolute, export_response
from listing.page import listing_of_search
from listing.qr import LONGEST_PATH
from listing.second_language import said_in, second_language
from search.query import MAX_LENGTH, parse
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

        def count_label():
            return ngettext("%(number)s entry", "%(number)s entries", len(mine.picks)) % {
                "number": localize(len(mine.picks))
            }

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
            "count_label": count_label(),
            "second_choice": second_language(self.request.GET),
            # A name is as it was given.
            "second_title": None if mine.name else said_in(mine.second, lambda: _("My list")),
            "second_count": said_in(mine.second, count_label),
            "qr_url": self._qr(address),
            "feed_url": reverse("my-list-feed") + mine.query(),
            "q": self.typed[:MAX_LENGTH],
            "finds": self._finds(),
        }

    def _listings(self):
        """Return how the list of each kind reads the search, as a Listing of all of them."""
        how = {"request": self.request, "known_in": tuple(kind.model for kind in kinds())}
        listings = [
            listing_of_search(kind.filterset, reverse(f"{kind.namespace}:list"), self.typed, kind.everything, **how)
            for kind in kinds()
        ]
        for listing in listings[1:]:
            listing.filterset.share_vocabularies(listings[0].filterset)
        return listings

    def _qr(self, address):
        """Return the address of the QR code, "" where the list is too long for one."""
        if not self.mine.picks or len(address.encode()) > LONGEST_PATH:
            return ""
        return f"{reverse('qr-code')}?{urlencode({'path': address})}"

    @cached_property
    def typed(self):
        return self.request.GET.get("q", "").replace("\0", "")

    def _finds(self):
        """Return (entry, address of the list with it) of what the lists find and is not on this one yet.

        Where none fits all of the search, what fits a part of it.
        """
        listings = self._listings() if parse(self.typed) else []
        found = [(listing, entry) for listing in listings for entry in listing.filterset.usable[:SHOWN]]
        whole = [entry for listing, entry in found if not listing.in_part]
        found = whole or [entry for _listing, entry in found]
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
