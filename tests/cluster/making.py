"""Plain functions that make saved things of the cluster with valid defaults."""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from cluster.actions import save_item, save_page
from cluster.models import Event, FundingOpportunity, Page, Publication
from tests.factories import make_city, make_theme

_numbers = count(1)


def make_pdf(*, trailer=b"/Size 1", before=b""):
    """Return the bytes of a small PDF with a table of objects where its end says."""
    objects = b"%PDF-1.4\n" + before + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< " + trailer + b" >>\n"
    return objects + table + b"startxref\n%d\n%%%%EOF\n" % len(objects)


PDF = make_pdf()


def make_page(slug=None, *, published=True, **fields):
    """Return a saved page, in English unless fields say otherwise."""
    slug = slug or f"page-{next(_numbers)}"
    defaults = {"title_en": slug.title(), "text_en": "# First\n\nSome *words*."}
    return save_page(Page(slug=slug, **defaults | fields), publish=published)


def make_event(title=None, *, starts=None, hours=2, days_ahead=7, zone="Europe/Berlin", published=True, **fields):
    """Return a saved event. starts: a naive time by the clock of its zone; without it, days_ahead from now.

    hours: 0 where nobody knows the end.
    """
    if starts is None:
        starts = timezone.localtime().replace(tzinfo=None, hour=18, minute=0, second=0, microsecond=0)
        starts += timedelta(days=days_ahead)
    begin = starts.replace(tzinfo=ZoneInfo(zone))
    defaults = {"title_en": title or f"Event {next(_numbers)}", "summary_en": "People meet.", "place": "Town hall"}
    defaults |= {"starts_at": begin, "ends_at": begin + timedelta(hours=hours) if hours else None, "time_zone": zone}
    return _saved(Event, published, defaults | fields)


def make_publication(title=None, *, published=True, **fields):
    defaults = {"title_en": title or f"Report {next(_numbers)}", "summary_en": "What was learned.", "year": 2018}
    defaults |= {"kind": "report", "url": "https://example.org/report"}
    return _saved(Publication, published, defaults | fields)


def make_funding(title=None, *, days_ahead=30, published=True, **fields):
    """Return a saved funding opportunity. days_ahead: of the deadline; None for a rolling one."""
    deadline = None if days_ahead is None else timezone.localdate() + timedelta(days=days_ahead)
    defaults = {
        "title_en": title or f"Fund {next(_numbers)}",
        "summary_en": "Money.",
        "url": "https://example.org/call",
    }
    return _saved(FundingOpportunity, published, defaults | {"deadline": deadline, "is_rolling": not deadline} | fields)


def _saved(model, published, fields):
    """Save through the action; what could not be published today any more is published as of its own time."""
    related = {name: fields.pop(name) for name in ("organisations", "projects") if name in fields}
    themes = [make_theme(slug) for slug in fields.pop("themes", ())]
    cities = [make_city(slug) for slug in fields.pop("cities", ())]
    item = model(**fields)
    if published:
        item.check_publishable = lambda: None
    save_item(item, themes=themes, cities=cities, publish=published, **related)
    return model.objects.get(pk=item.pk)


def at(*numbers):
    return datetime(*numbers)
