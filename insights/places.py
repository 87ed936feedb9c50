"""What a list of projects looks like on the map: which circles, how large, and what the map cannot show."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.charts.base import bar_label
from insights.circles import Circle, Scale, put_labels, spread
from insights.letters import text_width
from insights.outlines import FACTOR, outline
from insights.regions import NARROW, WIDE
from insights.svg import element, joined, link
from search.alphabets import alphabetical
from search.index import any_of

MOST_CIRCLES = 250


@dataclass(frozen=True)
class CityOnMap:
    """A city with its number of projects, and the address of their list."""

    city: object
    number: int
    url: str


@dataclass(frozen=True)
class MapSheet:
    """The map at one of its two sizes; type_size: of the labels, in units."""

    name: str
    width: int
    type_size: float
    scale: Scale


SHEETS = (
    MapSheet("wide", WIDE, 15.0, Scale(one=6.0, largest=44.0, smallest=4.0)),
    MapSheet("narrow", NARROW, 11.5, Scale(one=4.5, largest=25.0, smallest=3.2)),
)
# A grey that shows on light and dark pages.
DOTS_OF_A_PICTURE = {"stroke": "#8a8f98", "stroke_width": "32", "stroke_linecap": "round", "fill": "none"}


class ProjectMap:
    """The projects of a listing in a region.

    listing: stands at the address of the list that the circles lead to; its counts are those of the facets, so that a
    circle says what its list has.
    """

    def __init__(self, listing, region):
        self.listing = listing
        self.region = region

    @cached_property
    def _numbers(self):
        """City slug -> projects, for the cities that are asked for."""
        counter = self.listing.counts.by_facet["city"]
        ticked = self.listing.filterset.values["city"]
        return {slug: number for slug, number in counter.items() if not ticked or slug in ticked}

    @cached_property
    def places(self):
        """The places that the region shows, most projects first."""
        cities = self.listing.filterset.cities
        places = [
            CityOnMap(cities[slug], number, self.listing.url(city=slug))
            for slug, number in self._numbers.items()
            if slug in cities and self._shows(cities[slug])
        ]
        return sorted(places, key=lambda place: (-place.number, alphabetical(place.city.name)))

    @property
    def drawn(self):
        return self.places[:MOST_CIRCLES]

    @cached_property
    def _said(self):
        """Address of a place's list -> what is said of its circle, on each sheet the same."""
        return {place.url: bar_label(place.city.name, place.number) for place in self.drawn}

    def _shows(self, city):
        return city.latitude is not None and self.region.shows(city.latitude, city.longitude)

    @cached_property
    def totals(self):
        """Counter of the listing's projects: here (on this map), elsewhere (in other places), nowhere (no place known).

        A project counts once, though it may have several cities.
        """
        filterset = self.listing.filterset
        every, cities = filterset.entries(), filterset.cities
        by_city = filterset.filters["city"].by_value
        here = any_of(by_city[place.city.slug] for place in self.places) & every
        placed = [slug for slug in by_city if slug in cities and cities[slug].latitude is not None]
        anywhere = any_of(by_city[slug] for slug in placed) & every
        return Counter(here=len(here), elsewhere=len(anywhere - here), nowhere=len(every - anywhere))

    def picture(self):
        """Return the dots and circles alone as a file of their own, for an image: no links, labels or style sheet."""
        sheet = SHEETS[0]
        circles = [element("circle", cx=each.x, cy=each.y, r=each.radius) for each in self.circles(sheet)]
        dots = outline(self.region.key).dots
        ground = element("path", d=dots, transform=f"scale({1 / FACTOR:g})", **DOTS_OF_A_PICTURE)
        return element(
            "svg",
            ground,
            element("g", joined(circles), fill="#d9663a", fill_opacity="0.75"),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {sheet.width} {self.region.height(sheet.width)}",
        )

    def drawings(self):
        """Return the SVG of each sheet."""
        return [self._drawing(sheet) for sheet in SHEETS]

    def _drawing(self, sheet):
        height = self.region.height(sheet.width)
        circles = self.circles(sheet)
        title, description = f"map-{sheet.name}-title", f"map-{sheet.name}-description"
        return element(
            "svg",
            element("title", self._title(), id=title),
            element("desc", self._description(), id=description),
            element("use", href="#ground", transform=f"scale({sheet.width / WIDE / FACTOR:g})"),
            element("g", joined(self._marker(circle, sheet) for circle in circles), class_="map__places"),
            class_=f"map map--{sheet.name}",
            viewBox=f"0 0 {sheet.width} {height}",
            role="group",
            aria_labelledby=title,
            aria_describedby=description,
        )

    def _title(self):
        return _("Map of projects: %(region)s") % {"region": self.region.label}

    def _description(self):
        cities = ngettext("%(number)s city", "%(number)s cities", len(self.drawn)) % {
            "number": localize(len(self.drawn))
        }
        if not self.drawn:
            return _("No circles: no project in this list has a place on this map.")
        most = self.drawn[0]
        return _("A circle for each of %(cities)s. The largest: %(most)s.") % {
            "cities": cities,
            "most": self._said[most.url],
        }

    def circles(self, sheet):
        """Return the Circles of a sheet, none over another, the largest first."""
        if not self.drawn:
            return []
        most = self.drawn[0].number
        circles = [
            Circle(
                key=place.url,
                name=place.city.name,
                number=place.number,
                home=self.region.at(place.city.latitude, place.city.longitude, sheet.width),
                radius=sheet.scale.radius(place.number, most) * self.region.circles,
            )
            for place in self.drawn
        ]
        height = self.region.height(sheet.width)
        spread(circles, sheet.width, height)
        put_labels(circles, sheet.width, height, sheet.type_size)
        return circles

    def _marker(self, circle, sheet):
        """Return a circle with its label as a link. Its origin is the true place: a zoom moves circles home by that."""
        home_x, home_y = circle.home
        x, y = circle.x - home_x, circle.y - home_y
        shapes = [element("circle", cx=x, cy=y, r=circle.radius)]
        number = localize(circle.number)
        if text_width(number, sheet.type_size) < 2 * circle.radius - 8:
            shapes.append(element("text", number, class_="map__number", x=x, y=y + sheet.type_size * 0.35))
        if label := circle.label:
            shapes.append(
                element("text", circle.name, x=label.x - home_x, y=label.y - home_y, text_anchor=label.anchor)
            )
        transform = f"translate({home_x:.1f} {home_y:.1f})"
        return link(circle.key, self._said[circle.key], *shapes, transform=transform, data_city=circle.name)
