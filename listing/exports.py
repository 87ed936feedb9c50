"""A list as data: the same rows, streamed, so that no export holds the table in memory.

What a column is called and where its value comes from is what each kind of entry declares of its fields.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from entries.models import Entry, TextOrigin
from entries.texts import give_texts
from entries.wording import labelled
from search import results
from search.results import Rows

FEED_LENGTH = 50
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# A spreadsheet takes these at the start of a cell for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportColumn:
    """name: the key in every format; value: a function of the entry, returning str, int, date, list of str or None."""

    name: str
    value: Callable


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def export_columns(kind):
    """Return the columns of a KindOfEntry, as its fields declare them; of texts one a language of the interface."""
    fields = kind.fields.on("export")
    texts = [field.name for field in fields if field.in_languages]
    return (
        *(ExportColumn(*field.export) for field in fields),
        *(_in_one_language(name, code) for name in texts for code, _label in settings.LANGUAGES),
        ExportColumn("translated_by_machine", _languages_of_machines),
    )


def _in_one_language(field, code):
    """Return the column of a text in a language, empty where there is none in it; what stands for one that nobody has
    written is in every language.
    """

    def text_of(entry):
        is_there = code == entry.text_language or not getattr(entry, field) or (code, field) in entry.further_texts
        return entry.in_language(field, code).text if is_there else ""

    return ExportColumn(f"{field}_{code}", text_of)


def _languages_of_machines(entry):
    """Return the languages in which a text was translated by machine, and read by nobody since."""
    return sorted({code for (code, _f), text in entry.further_texts.items() if text.origin == TextOrigin.MACHINE})


def with_texts(rows):
    """Yield rows that have their texts in all languages at hand; those of kinds that have none as they are."""
    rows = iter(rows)
    while some := list(islice(rows, results.ROWS_AT_ONCE)):
        give_texts(entry for entry in some if isinstance(entry, Entry))
        yield from some


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


def csv_lines(rows):
    """Yield the lines of a CSV file of rows of cells."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # Without it a spreadsheet reads UTF-8 as something else.
    yield from map(writer.writerow, rows)


def csv_export(exported):
    head = [column.name for column in exported.columns]
    entries = with_texts(exported.rows)
    yield from csv_lines(chain([head], ([csv_cell(c.value(entry)) for c in exported.columns] for entry in entries)))


def json_export(exported):
    head = {
        "title": exported.title,
        "address": exported.address,
        "licence": LICENCE,
        "generated_at": _plain(timezone.now()),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + f', "{exported.name}": [\n'
    yield from _joined(_record(entry, exported.columns) for entry in with_texts(exported.rows))
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
        for entry in with_texts(exported.rows)
    )
    yield "]}\n"


def _geometry(entry, cities):
    places = (cities[key] for key in entry.city_keys if key in cities)
    points = [[city.longitude, city.latitude] for city in places if city.longitude is not None]
    return {"type": "MultiPoint", "coordinates": points} if points else None


class LicensedFeed(Atom1Feed):
    """Says also to programs what may be done with what it tells (RFC 4946)."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE})


def atom_export(exported):
    """An Atom feed (RFC 4287) of the newest entries of the list."""
    feed = LicensedFeed(
        title=labelled(settings.SITE_NAME, exported.title),
        link=exported.address,
        feed_url=exported.export_address,
        description=_("The newest entries of this list"),
        language=exported.language,
        # A feed has an author where not each of its entries has one.
        author_name=settings.OPERATOR_NAME or settings.SITE_NAME,
        author_link=settings.SITE_URL,
        feed_copyright=LICENCE,
    )
    for entry in with_texts(exported.newest[:FEED_LENGTH]):
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

    name: of the kind in the plural ("projects"); rows: in order, with the relations that columns read; newest: the same
    with those published last first; columns: of every row; cities: slug -> City; address and export_address: absolute.
    """

    name: str
    title: str
    rows: Rows | QuerySet
    newest: Rows | QuerySet
    columns: tuple
    cities: dict
    address: str
    export_address: str
    language: str


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
