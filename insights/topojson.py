"""Reads a TopoJSON file, in which neighbours share the arcs of their border."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Topology:
    """arcs: lists of (longitude, latitude) in degrees; objects: name -> geometries as the file has them."""

    arcs: list
    objects: dict

    @classmethod
    def read(cls, file):
        """Return the Topology in a file; ValueError where it is no quantised TopoJSON."""
        data = json.loads(Path(file).read_text(encoding="utf-8"))
        if data.get("type") != "Topology" or "transform" not in data:
            raise ValueError(f"{file} is no quantised TopoJSON")
        (scale_x, scale_y), (start_x, start_y) = data["transform"]["scale"], data["transform"]["translate"]
        arcs = []
        for steps in data["arcs"]:
            x = y = 0
            arc = []
            for step_x, step_y in steps:
                x, y = x + step_x, y + step_y
                # Rounding may have put a point beyond the meridian at which the map is cut.
                longitude = max(-180.0, min(180.0, start_x + scale_x * x))
                arc.append((longitude, max(-90.0, min(90.0, start_y + scale_y * y))))
            arcs.append(arc)
        return cls(arcs, {name: content["geometries"] for name, content in data["objects"].items()})

    def rings(self, name, country=None):
        """Return the rings of an object's polygons, or of those of one country, by its id.

        A ring is a list of arc numbers; ~n is the arc n backwards.
        """
        rings = []
        for geometry in self.objects[name]:
            if country in (None, geometry.get("id")):
                polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
                rings += [ring for polygon in polygons for ring in polygon]
        return rings

    def ring(self, numbers):
        """Return the points of a ring given as arc numbers."""
        points = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def borders(self, name, coasts):
        """Return the numbers of an object's arcs that are no part of another object: inner borders without coasts."""
        used, on_coasts = (
            {max(number, ~number) for ring in self.rings(each) for number in ring} for each in (name, coasts)
        )
        return used - on_coasts
