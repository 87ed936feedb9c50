"""The lists of events, publications and funding, and the page of each of them."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cluster import calendars, citations
from cluster.filtersets import EventFilterSet, FundingFilterSet, PublicationFilterSet
from cluster.models import Event, FundingOpportunity, Publication, Stage, Time
from entries.cache import DirectoryPage
from entries.exports import FORMATS, Column, Format, absolute
from entries.views import EntryDetail, EntryExport, EntryList
from organisations.models import Organisation
from projects.models import Project
from projects.tags import in_use
from taxonomy.models import City

ITEM_COLUMNS = (
    Column("title", lambda i: i.title),
    Column("address", lambda i: absolute(i.get_absolute_url())),
    Column("summary", lambda i: i.summary),
    Column("themes", lambda i: i.theme_keys),
    Column("cities", lambda i: i.city_keys),
    Column("countries", lambda i: i.country_keys),
)


class ItemList(EntryList):
    """A list with a card of its kind. Where rows are left out, left_out_label says of a number what they are.

    nothing: heading and sentence of the list while it has no row and no filter is on.
    """

    nothing = None
    usual = None  # (filter, option) that is on while nothing is asked for; what it leaves out is told

    @property
    def card_template(self):
        return f"cluster/_{self.kind}_card.html"

    def get_context_data(self, listing):
        context = super().get_context_data(listing)
        context["nothing"] = self.nothing
        if self.usual:
            name, left_out = self.usual
            if not listing.filterset.values[name]:
                number = listing.counts.by_facet[name][left_out]
                context |= {
                    "left_out": number,
                    "left_out_label": self.left_out_label(number),
                    "left_out_url": listing.url(**{name: left_out}),
                }
        return context


class ItemDetail(EntryDetail):
    """relations: related objects that its page names, in one query each."""

    relations = ()

    def get_queryset(self):
        return super().get_queryset().select_related(*self.relations)


class EventView:
    """What the list of events and its exports share."""

    model = Event
    filterset_class = EventFilterSet
    title = _("Events")
    prefetch = ("organiser",)
    columns = (
        *ITEM_COLUMNS,
        Column("kind", lambda e: e.kind),
        Column("starts_at", lambda e: e.starts_at.astimezone(e.zone)),
        Column("ends_at", lambda e: e.ends_at.astimezone(e.zone)),
        Column("time_zone", lambda e: e.time_zone),
        Column("place", lambda e: e.place),
        Column("online", lambda e: e.online_url),
        Column("organisers", lambda e: e.organisers),
        Column("languages", lambda e: e.languages),
        Column("registration", lambda e: e.registration_url),
        Column("registration_until", lambda e: e.registration_until),
        Column("cancelled", lambda e: "yes" if e.is_cancelled else "no"),
    )
    formats = {
        "ics": Format(_("Calendar"), calendars.CONTENT_TYPE, calendars.calendar_export),
        "csv": FORMATS["csv"],
        "json": FORMATS["json"],
        "atom": FORMATS["atom"],
    }

    def get_filterset(self):
        queryset = Event.objects.published().with_time().prefetch_related(*self.prefetch)
        return self.filterset_class(self.get_query(), queryset, request=self.request)

    def get_query(self):
        return self.request.GET


class EventList(EventView, ItemList):
    nothing = {
        "heading": _("No event ahead that we know of"),
        "sentence": _("Do you hold one, or have you heard of one?"),
    }
    usual = ("time", Time.PAST)

    def get_context_data(self, listing):
        subscription = absolute(reverse("events:export", args=["ics"]) + listing.query_string)
        return super().get_context_data(listing) | {
            "subscription": subscription.partition(":")[2],
            "month_url": reverse("events:month"),
        }

    def count_label(self, number):
        return ngettext("%(number)s event", "%(number)s events", number) % {"number": localize(number)}

    def show_label(self, number):
        text = ngettext("Show %(number)s event", "Show %(number)s events", number)
        return text % {"number": localize(number)}

    def left_out_label(self, number):
        text = ngettext("%(number)s past event is left out.", "%(number)s past events are left out.", number)
        return text % {"number": localize(number)}


class EventExport(EventView, EntryExport):
    def get_query(self):
        """A calendar keeps what is over: whoever follows it would else lose it from theirs."""
        query = super().get_query()
        if self.kwargs["extension"] != "ics" or "time" in query:
            return query
        query = query.copy()
        query["time"] = "all"
        return query


class EventDetail(ItemDetail):
    model = Event
    relations = ("organiser",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # The others are named without a link: a city has a page while an entry of the directory is there.
        with_page = in_use(City).filter(slug__in=[city.slug for city in context["cities"]])
        return context | {"cities_with_page": set(with_page.values_list("slug", flat=True))}


class EventCalendar(DirectoryPage, View):
    """One event as a calendar file."""

    def get(self, request, slug):
        event = Event.objects.published().filter(slug=slug).prefetch_related("themes", "cities").first()
        if event is None:
            raise Http404
        calendar = calendars.make_calendar([event], name=event.title, language=get_language())
        response = HttpResponse(calendar.to_ical(), content_type=calendars.CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
        return response


class PublicationView:
    """What the list of publications and its exports share."""

    model = Publication
    filterset_class = PublicationFilterSet
    title = _("Publications")
    prefetch = ("organisations",)
    columns = (
        *ITEM_COLUMNS,
        Column("kind", lambda p: p.kind),
        Column("year", lambda p: p.year),
        Column("authors", lambda p: p.author_list),
        Column("publisher", citations.publisher_of),
        Column("languages", lambda p: p.languages),
        Column("link", lambda p: p.url),
        Column("file", lambda p: absolute(p.file.url) if p.file else ""),
        Column("citation", citations.citation),
    )
    formats = {
        "bib": Format("BibTeX", citations.CONTENT_TYPE, citations.bibtex_export),
        "csv": FORMATS["csv"],
        "json": FORMATS["json"],
        "atom": FORMATS["atom"],
    }


class PublicationList(PublicationView, ItemList):
    nothing = {
        "heading": _("Nothing to read that we know of"),
        "sentence": _("Have you written something, or read something good?"),
    }

    def count_label(self, number):
        return ngettext("%(number)s publication", "%(number)s publications", number) % {"number": localize(number)}

    def show_label(self, number):
        return ngettext("Show %(number)s publication", "Show %(number)s publications", number) % {
            "number": localize(number)
        }


class PublicationExport(PublicationView, EntryExport):
    pass


class PublicationDetail(ItemDetail):
    model = Publication

    def get_context_data(self, **kwargs):
        organisations = Organisation.objects.visible_to(self.request.user).filter(publications=self.object)
        projects = Project.objects.visible_to(self.request.user).filter(publications=self.object)
        return super().get_context_data(**kwargs) | {"organisations": organisations, "projects": projects}


class PublicationCitation(DirectoryPage, View):
    """One publication as BibTeX."""

    def get(self, request, slug):
        publication = Publication.objects.published().filter(slug=slug).first()
        if publication is None:
            raise Http404
        response = HttpResponse(citations.bibtex(publication), content_type=citations.CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{publication.slug}.bib"'
        return response


class FundingView:
    """What the list of funding opportunities and its exports share."""

    model = FundingOpportunity
    filterset_class = FundingFilterSet
    title = _("Funding")
    prefetch = ("funder",)
    columns = (
        *ITEM_COLUMNS,
        Column("funders", lambda f: f.funders),
        Column("amount_from", lambda f: f.amount_from),
        Column("amount_to", lambda f: f.amount_to),
        Column("currency", lambda f: f.currency),
        Column("deadline", lambda f: f.deadline),
        Column("rolling", lambda f: "yes" if f.is_rolling else "no"),
        Column("applicants", lambda f: f.applicants),
        Column("link", lambda f: f.url),
    )
    formats = {key: FORMATS[key] for key in ("csv", "json", "atom")}

    def get_filterset(self):
        queryset = FundingOpportunity.objects.published().with_stage().prefetch_related(*self.prefetch)
        return self.filterset_class(self.request.GET, queryset, request=self.request)


class FundingList(FundingView, ItemList):
    nothing = {
        "heading": _("No open call that we know of"),
        "sentence": _("Do you give money for such projects, or have you heard of a call?"),
    }
    usual = ("stage", Stage.CLOSED)

    def count_label(self, number):
        return ngettext("%(number)s opportunity", "%(number)s opportunities", number) % {"number": localize(number)}

    def show_label(self, number):
        return ngettext("Show %(number)s opportunity", "Show %(number)s opportunities", number) % {
            "number": localize(number)
        }

    def left_out_label(self, number):
        text = ngettext("%(number)s closed call is left out.", "%(number)s closed calls are left out.", number)
        return text % {"number": localize(number)}


class FundingExport(FundingView, EntryExport):
    pass


class FundingDetail(ItemDetail):
    model = FundingOpportunity
    relations = ("funder",)
