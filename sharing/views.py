"""The views of sharing images. Each stands at the address of its page, followed by `card.png`."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.views.generic import View

from entries.cache import DirectoryPage
from entries.kinds import kind_of
from entries.marks import hue
from listing.page import Listing
from listing.tags_of_rows import tagged
from listing.views import EntryView
from sharing.drawing import SharingCard, draw_card
from sharing.lettering import kept_in_order

NAMED = 5  # entries of a list


class SharingImage(DirectoryPage, View):
    """A sharing image; subclasses say in get_card what stands on it."""

    def get_card(self):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        response = HttpResponse(draw_card(self.get_card()), content_type="image/png")
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


class EntrySharingImage(EntryView, SharingImage):
    """The image of a published entry; nobody gets one of a draft."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            current = get_object_or_404(self.model.objects.published(), pk=self.former_id(kwargs["slug"]))
            return redirect(f"{self.namespace}:card", slug=current.slug, permanent=True)

    def get_card(self):
        queryset = self.model.objects.published()
        (entry,) = tagged([get_object_or_404(queryset, slug=self.kwargs["slug"])])
        return SharingCard(
            kind=self.get_kind(entry),
            heading=entry.name,
            text=entry.in_language("summary").text,
            facts=tuple(self.get_facts(entry)),
            hue=hue(entry),
            letters=getattr(entry, "monogram", ""),
            logo=getattr(entry, "logo", None),
        )

    def get_kind(self, entry):
        return capfirst(self.model._meta.verbose_name)

    def get_facts(self, entry):
        """Return what stands at the foot, as short texts."""
        return kind_of(entry).image_facts(entry)


def first_names(filterset):
    """Return the names of the first entries of a list, as one text."""
    names = [entry.name for entry in filterset.qs[: NAMED + 1]]
    return " · ".join(kept_in_order(name) for name in names[:NAMED]) + (" …" if len(names) > NAMED else "")


class ListSharingImage(SharingImage):
    """Mixin that turns an EntryList into its image: what was asked for, how many there are, and the first of them."""

    def get_card(self):
        self.listing = listing = Listing(self.get_filterset(), self.request.path)
        filterset = listing.filterset
        themes = filterset.values["theme"]
        return SharingCard(
            kind=self.title,
            heading=listing.words or self.title,
            text=first_names(filterset),
            facts=(self.count_label(listing.total),),
            hue=filterset.themes[themes[0]].hue if len(themes) == 1 else "teal",
        )
