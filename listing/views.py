"""The list and the page of an entry; each kind of entry declares its own by a few attributes."""

from itertools import chain
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import MAX_URL_REDIRECT_LENGTH
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from entries.cache import DirectoryPage, wants_part
from entries.models import Entry, FormerAddress
from entries.texts import give_texts
from listing.exports import FORMATS, ExportedList, absolute, export_response
from listing.filters import CONTROLS
from listing.page import Listing
from listing.second_language import said_in, second_language
from listing.sheets import SheetSection, sections_of
from listing.tags_of_rows import tagged

MOST_ON_PAPER = 400
# Of what can be used from a place, on the first page of a list of what is there.
MOST_FROM_THERE = 6
# How many values that do not count an answer to a program names.
MOST_COMPLAINTS = 20


class EntryView(DirectoryPage):
    """What the list, its exports and the page of one kind of entry share."""

    model = None

    @property
    def kind(self):
        return self.model._meta.model_name

    @property
    def namespace(self):
        return self.model.namespace()

    def former_id(self, slug):
        """Return the key of the entry that had a slug before it was renamed or merged, or None."""
        return FormerAddress.objects.filter(kind=self.kind, slug=slug).values_list("object_id", flat=True).first()


class FilteredView(EntryView, View):
    """A list narrowed by its query string.

    Subclasses declare: model, filterset_class, title, prefetch (the relations that a row reads besides its tags),
    columns (of the exports), formats (to take the list along in).
    """

    filterset_class = None
    title = ""
    prefetch = ()
    columns = ()
    formats = FORMATS

    def get_query(self):
        return self.request.GET

    def get_rows(self):
        return self.model.objects.published().prefetch_related(*self.prefetch)

    def get_filterset(self):
        self.asked = self.filterset_class(self.get_query(), self.get_rows(), request=self.request)
        return self.asked

    def is_settled(self):
        return not (self.asked.rejected or self.asked.is_adorned)

    def get_takeaway(self, listing):
        """Return what listing/_takeaway.html needs: the list as data, its address as a QR code, and to send it on."""
        return {
            "share_address": listing.url(),
            "share_title": listing.titled(self.title),
            "qr_url": f"{reverse('qr-code')}?{urlencode({'path': listing.url()})}",
            "downloads": [
                {
                    "format": extension,
                    "label": form.label,
                    "url": reverse(f"{self.namespace}:export", args=[extension]) + listing.query_string,
                }
                for extension, form in self.formats.items()
            ],
        }


class ListPage(FilteredView):
    """A list as a page, or for htmx the part of it that a changed filter replaces.

    Subclasses declare page_template and part_template, say in get_context_data what these show of a Listing, and in
    within what of the whole their address asks for. controls: the parts of their form; what these do not show of the
    filters that are on goes along with it hidden.
    """

    page_template = ""
    part_template = ""
    controls = CONTROLS
    within = ""
    listing = None

    def get(self, request, **kwargs):
        filterset = self.get_filterset()
        if filterset.settled != request.GET:
            # So that the address, which htmx keeps and people share, says what the page shows.
            query = filterset.settled.urlencode()
            address = f"{request.path}?{query}" if query else request.path
            # Django leads to none that is longer.
            if len(address) <= MAX_URL_REDIRECT_LENGTH:
                return redirect(address)
        template = self.part_template if wants_part(request) else self.page_template
        self.listing = Listing(filterset, request.path, self.within)
        return TemplateResponse(request, template, self.get_context_data(self.listing))

    def is_settled(self):
        """One of nothing but what its filters know, on a page that the list has."""
        return self.listing is not None and not (self.listing.notices or self.asked.is_adorned)

    def get_list_context(self, listing):
        """Return what a page says of its Listing, as whatever it shows the rows: its filters, and what goes along."""
        filterset = listing.filterset
        return {
            "kind": self.kind,
            "title": self.title,
            "full_title": listing.titled(self.title),
            "filterset": filterset,
            "total": listing.total,
            "facets": listing.facets,
            "chips": listing.chips,
            "clear_url": self.request.path,
            "notices": listing.notices,
            "read_as": listing.read_as,
            "word_by_word_url": listing.word_by_word_url,
            "in_part": listing.in_part,
            "corrections": filterset.resolution.corrections if filterset.values["q"] else [],
            "offers": listing.offers,
            "near_by": listing.near_by,
            "suggestion": listing.suggestion if not listing.total else None,
            # Beside a second group the page says of it there what is not known.
            "left_out": [
                *([listing.beyond] if listing.beyond else listing.perhaps),
                *listing.unknown,
                *listing.left_out,
            ],
            "is_bare": listing.is_bare,
            "carried": listing.carried(self.controls),
            **self.get_takeaway(listing),
        }


class EntryList(ListPage):
    """The list of one kind of entry. Subclasses add count_label and show_label, functions of the number of rows."""

    card_template = "listing/_card.html"
    part_template = "listing/_part.html"

    @property
    def page_template(self):
        return f"{self.model._meta.app_label}/{self.kind}_list.html"

    def get_context_data(self, listing):
        filterset = listing.filterset
        return {
            **self.get_list_context(listing),
            "listing": listing,
            "page_obj": listing.page,
            "from_there": listing.from_there(MOST_FROM_THERE) if listing.page.number == 1 else None,
            "card_template": self.card_template,
            "count_label": self.count_label(listing.total),
            "show_label": self.show_label(listing.total),
            "search_query": filterset.resolution.query if filterset.values["q"] else None,
            "sorts": listing.sorts,
            "print_url": reverse(f"{self.namespace}:handout") + listing.query_string,
        }


class Handout:
    """Mixin that turns an EntryList into a sheet to print: all of its entries at once, and nothing around them.

    `second`: a language in which what there is to say of entries stands once more, beside that of the page.

    styles: style sheets beside that of the site, which the cards need.
    """

    styles = ()

    def get(self, request):
        filterset = self.get_filterset()
        self.listing = listing = Listing(filterset, reverse(f"{self.namespace}:list"))
        entries = tagged(filterset.qs[:MOST_ON_PAPER], filterset.vocabularies)
        from_there = listing.from_there(max(MOST_ON_PAPER - len(entries), MOST_FROM_THERE))
        # Only entries have texts in several languages.
        choice = second_language(request.GET) if issubclass(self.model, Entry) else None
        second = choice.code if choice else ""
        if second:
            give_texts([*entries, *(from_there.entries if from_there else ())])
        context = {
            "title": self.title,
            "full_title": listing.titled(self.title),
            "listing": listing,
            "notices": listing.notices_of_filters,
            "entries": entries,
            "sections": self.sections(entries, second),
            "from_there": from_there,
            "second_choice": choice,
            "second": second,
            # Of a listing of its own, as each keeps its words.
            "second_title": said_in(second, lambda: Listing(filterset, listing.path).titled(self.title)),
            "second_from_there": said_in(second, lambda: Listing(filterset, listing.path).heading_from_there),
            "second_count": said_in(second, lambda: self.count_label(listing.total)),
            "too_many": listing.total > MOST_ON_PAPER,
            "count_label": self.count_label(listing.total),
            "card_template": self.card_template,
            "styles": self.styles,
            **self.get_takeaway(listing),
        }
        return TemplateResponse(request, "listing/handout.html", context)

    def sections(self, entries, second):
        """Return the SheetSections: those by theme of a list that does not ask for one theme; else a single one."""
        if not issubclass(self.model, Entry):
            return [SheetSection("", None, entries)]
        return sections_of(entries, among=self.asked.values["theme"], second=second)


def refused_values(rejected):
    """Return, as plain text, which values of an address do not count: those that are not known, then those too many."""
    lines = []
    for heading, is_too_many in ((_("Not known:"), False), (_("Too many values:"), True)):
        values = [f"{each.name}={each.value}" for each in rejected if each.is_too_many == is_too_many]
        lines += [heading, *values[:MOST_COMPLAINTS]] if values else []
    return "\n".join([*lines, ""])


class EntryExport(FilteredView):
    """The same list as data. A value that is not known is refused, as a program cannot read a notice."""

    def get(self, request, extension):
        if extension not in self.formats:
            raise Http404
        filterset = self.get_filterset()
        if filterset.rejected:
            return HttpResponseBadRequest(refused_values(filterset.rejected), content_type="text/plain; charset=utf-8")
        listing = Listing(filterset, request.path)
        exported = ExportedList(
            name=self.namespace,
            title=listing.titled(self.title),
            rows=filterset.qs,
            newest=filterset.newest,
            columns=self.columns,
            cities=filterset.cities,
            address=absolute(reverse(f"{self.namespace}:list") + listing.query_string),
            export_address=absolute(listing.url()),
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return export_response(exported, extension, self.formats)


class EntryDetail(EntryView, DetailView):
    """The page of an entry; a preview for those who may edit it while it is not published."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            former_id = self.former_id(kwargs["slug"])
            current = self.get_queryset().filter(pk=former_id).first()
            if current:
                return redirect(current, permanent=True)
            if self.model.objects.once_published().filter(Q(slug=kwargs["slug"]) | Q(pk=former_id)).exists():
                return TemplateResponse(request, "410.html", status=410)
            raise

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_cards(self):
        """Return the entries that the page shows as cards beside its own: name in the context -> entries."""
        return {}

    def get_context_data(self, **kwargs):
        cards = {name: list(entries) for name, entries in self.get_cards().items()}
        # All at once, as the entry and its cards mostly have the same tags.
        tagged([self.object, *chain.from_iterable(cards.values())])
        return (
            super().get_context_data(**kwargs)
            | cards
            | {
                "themes": self.object.themes.all(),
                "cities": self.object.cities.all(),
                "is_preview": not self.object.is_published,
            }
        )
