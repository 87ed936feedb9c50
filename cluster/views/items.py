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
from entries.wording import linked_names
from listing.exports import FORMATS, ExportColumn, Format, absolute
from listing.page import LeftOutRows
from listing.views import EntryDetail, EntryExport, EntryList
from organisations.models import Organisation
from projects.models import Project
from projects.tags_in_use import in_use
from taxonomy.models import City

ITEM_COLUMNS = (
    ExportColumn("title", lambda i: i.title),
    ExportColumn("address", lambda i: absolute(i.get_absolute_url())),
    ExportColumn("summary", lambda i: i.summary),
    ExportColumn("themes", lambda i: i.theme_keys),
    ExportColumn("cities", lambda i: i.city_keys),
    ExportColumn("countries", lambda i: i.country_keys),
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
                rows = LeftOutRows(number, self.left_out_label(number), listing.url(**{name: left_out}))
                context["left_out"] = [rows] if number else []
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
        ExportColumn("kind", lambda e: e.kind),
        ExportColumn("starts_at", lambda e: e.start),
        ExportColumn("ends_at", lambda e: e.end),
        ExportColumn("all_day", lambda e: "yes" if e.is_all_day else "no"),
        ExportColumn("time_zone", lambda e: e.time_zone),
        ExportColumn("place", lambda e: e.place),
        ExportColumn("online", lambda e: e.online_url),
        ExportColumn("organisers", lambda e: e.organisers),
        ExportColumn("languages", lambda e: e.languages),
        ExportColumn("registration", lambda e: e.registration_url),
        ExportColumn("registration_until", lambda e: e.registration_until),
        ExportColumn("registration_time", lambda e: e.registration_time),
        ExportColumn("cancelled", lambda e: "yes" if e.is_cancelled else "no"),
    )
    formats = {
        "ics": Format(_("Calendar"), calendars.CONTENT_TYPE, calendars.calendar_export),
        "csv": FORMATS["csv"],
        "json": FORMATS["json"],
        "atom": FORMATS["atom"],
    }

    def get_rows(self):
        return super().get_rows().with_time()


class EventList(EventView, ItemList):
    nothing = {
        "heading": _("We know of no upcoming events"),
        "sentence": _("Are you organising one, or have you heard of one?"),
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
        text = ngettext("%(number)s past event is not shown.", "%(number)s past events are not shown.", number)
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
        pages = set(with_page.values_list("slug", flat=True))
        links = zip(context["cities"], linked_names(context["cities"]), strict=True)
        return context | {
            "city_links": [(address if city.slug in pages else "", name) for city, (address, name) in links]
        }


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
        ExportColumn("kind", lambda p: p.kind),
        ExportColumn("year", lambda p: p.year),
        ExportColumn("authors", lambda p: p.author_list),
        ExportColumn("publisher", citations.publisher_of),
        ExportColumn("languages", lambda p: p.languages),
        ExportColumn("link", lambda p: p.url),
        ExportColumn("file", lambda p: absolute(p.file.url) if p.file else ""),
        ExportColumn("citation", citations.citation),
    )
    formats = {
        "bib": Format("BibTeX", citations.CONTENT_TYPE, citations.bibtex_export),
        "csv": FORMATS["csv"],
        "json": FORMATS["json"],
        "atom": FORMATS["atom"],
    }


class PublicationList(PublicationView, ItemList):
    nothing = {
        "heading": _("We know of no publications yet"),
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
        ExportColumn("funders", lambda f: f.funders),
        ExportColumn("amount_from", lambda f: f.amount_from),
        ExportColumn("amount_to", lambda f: f.amount_to),
        ExportColumn("currency", lambda f: f.currency),
        ExportColumn("deadline", lambda f: f.deadline),
        ExportColumn("deadline_time", lambda f: f.deadline_time),
        ExportColumn("time_zone", lambda f: f.time_zone),
        ExportColumn("rolling", lambda f: "yes" if f.is_rolling else "no"),
        ExportColumn("applicants", lambda f: f.applicants),
        ExportColumn("link", lambda f: f.url),
    )
    formats = {key: FORMATS[key] for key in ("csv", "json", "atom")}

    def get_rows(self):
        return super().get_rows().with_stage()


class FundingList(FundingView, ItemList):
    nothing = {
        "heading": _("We know of no open calls"),
        "sentence": _("Do you fund such projects, or have you heard of a call?"),
    }
    usual = ("stage", Stage.CLOSED)

    def count_label(self, number):
        return ngettext("%(number)s opportunity", "%(number)s opportunities", number) % {"number": localize(number)}

    def show_label(self, number):
        return ngettext("Show %(number)s opportunity", "Show %(number)s opportunities", number) % {
            "number": localize(number)
        }

    def left_out_label(self, number):
        text = ngettext("%(number)s closed call is not shown.", "%(number)s closed calls are not shown.", number)
        return text % {"number": localize(number)}


class FundingExport(FundingView, EntryExport):
    pass


class FundingDetail(ItemDetail):
    model = FundingOpportunity
    relations = ("funder",)
