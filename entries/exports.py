"""A list as data: the same rows, streamed, so that no export holds the table in memory.

What a column is called and where its value comes from is a line in a table; each kind of entry adds its own.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

CHUNK = 500
FEED_LENGTH = 50
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# A spreadsheet takes these at the start of a cell for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """name: the key in every format; value: a function of the entry, returning str, int, date, list of str or None."""

    name: str
    value: Callable


def absolute(path):
    return f"{settings.SITE_URL}{path}"


ENTRY_COLUMNS = (
    Column("name", lambda e: e.name),
    Column("address", lambda e: absolute(e.get_absolute_url())),
    Column("summary", lambda e: e.summary),
    Column("website", lambda e: e.website),
    Column("themes", lambda e: e.theme_keys),
    Column("cities", lambda e: e.city_keys),
    Column("countries", lambda e: e.country_keys),
    Column("where", lambda e: e.where_keys),
)
TRUST_COLUMNS = (
    Column("confirmed_on", lambda e: e.confirmed_on),
    Column("checked_on", lambda e: e.checked_on),
    Column("website_answered_on", lambda e: e.answered_on),
    Column("edited_at", lambda e: e.updated_at),
    Column("sources", lambda e: e.source_list),
)


class _Echo:
    """A file that hands back what is written to it: what csv needs in order to stream."""

    def write(self, value):
        return value


def csv_cell(value):
    """Return a value as the text of a cell: without what a spreadsheet would take for a formula."""
    if isinstance(value, list):
        value = ";".join(value)
    if value is None:
        return ""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _record(entry, columns):
    return {column.name: _plain(column.value(entry)) for column in columns}


def _joined(items):
    """Yield JSON texts with commas between them."""
    for number, item in enumerate(items):
        yield ("," if number else "") + json.dumps(item, ensure_ascii=False) + "\n"


def csv_export(exported):
    writer = csv.writer(_Echo())
    yield "\ufeff"  # Without it a spreadsheet reads UTF-8 as something else.
    yield writer.writerow([column.name for column in exported.columns])
    for entry in exported.rows():
        yield writer.writerow([csv_cell(column.value(entry)) for column in exported.columns])


def json_export(exported):
    head = {
        "title": exported.title,
        "address": exported.address,
        "licence": LICENCE,
        "generated_at": _plain(timezone.now()),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + f', "{exported.name}": [\n'
    yield from _joined(_record(entry, exported.columns) for entry in exported.rows())
    yield "]}\n"


def geojson_export(exported):
    """A FeatureCollection (RFC 7946) of the entries: their cities as a MultiPoint, null where none is known."""
    yield '{"type": "FeatureCollection", "features": [\n'
    yield from _joined(
        {
            "type": "Feature",
            "id": entry.slug,
            "geometry": _geometry(entry, exported.cities),
            "properties": _record(entry, exported.columns),
        }
        for entry in exported.rows()
    )
    yield "]}\n"


def _geometry(entry, cities):
    places = (cities[key] for key in entry.city_keys if key in cities)
    points = [[city.longitude, city.latitude] for city in places if city.longitude is not None]
    return {"type": "MultiPoint", "coordinates": points} if points else None


def atom_export(exported):
    """An Atom feed (RFC 4287) of the newest entries of the list."""
    feed = Atom1Feed(
        title=f"{settings.SITE_NAME}: {exported.title}",
        link=exported.address,
        feed_url=exported.export_address,
        description=_("The newest entries of this list"),
        language=exported.language,
    )
    for entry in exported.newest():
        address = absolute(entry.get_absolute_url())
        feed.add_item(
            title=entry.name,
            link=address,
            unique_id=_feed_id(entry, exported.language),
            # Feeds have it as HTML.
            description=linebreaksbr(entry.feed_summary),
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=entry.theme_keys,
        )
    yield feed.writeString("utf-8")


def _feed_id(entry, language):
    """Return what a feed calls an entry for good, whatever becomes of its address (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},2026:{language}/{entry._meta.model_name}/{entry.pk}"


@dataclass(frozen=True)
class ExportedList:
    """A list to be written as data.

    name: of the kind in the plural ("projects"); queryset: the rows in order, with the relations that columns read;
    columns: of every row; cities: slug -> City; address and export_address: absolute.
    """

    name: str
    title: str
    queryset: QuerySet
    columns: tuple
    cities: dict
    address: str
    export_address: str
    language: str

    def rows(self):
        return self.queryset.iterator(chunk_size=CHUNK)

    def newest(self):
        return self.queryset.order_by("-published_at", "-pk")[:FEED_LENGTH]


@dataclass(frozen=True)
class Format:
    label: str
    content_type: str
    write: Callable


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", csv_export),
    "json": Format("JSON", "application/json", json_export),
    "geojson": Format("GeoJSON", "application/geo+json", geojson_export),
    "atom": Format("Atom", "application/atom+xml; charset=utf-8", atom_export),
}


def export_response(exported, extension, formats=FORMATS):
    """Return a streaming response of an ExportedList in one of the formats."""
    form = formats[extension]
    response = StreamingHttpResponse(form.write(exported), content_type=form.content_type)
    if extension == "csv":
        response["Content-Disposition"] = f'attachment; filename="{exported.name}.csv"'
    return response
