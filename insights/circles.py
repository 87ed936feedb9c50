"""Places as circles whose areas are their numbers: none covers another, and no label covers anything."""

from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot, sqrt

from insights.letters import reach, text_width

GAP = 1.0  # units between circles
ROUNDS = 120  # at most, of pushing apart
PULL = 0.06  # part of the way home that a circle takes in each round
MARGIN = 4.0  # units between a circle and its label


@dataclass
class Circle:
    """A place on a sheet. home: where it really is; x and y: where it is drawn; label: where its name stands, if it
    does."""

    key: str
    name: str
    number: int
    home: tuple
    radius: float
    x: float = field(init=False)
    y: float = field(init=False)
    label: "Label | None" = None

    def __post_init__(self):
        self.x, self.y = self.home


@dataclass(frozen=True)
class Label:
    """x and y: of the anchor on the base line; anchor: start, middle or end."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Scale:
    """Radii in units: `one` of a place with one project, unless `largest` for the place with most asks for less."""

    one: float
    largest: float
    smallest: float

    def radius(self, number, most):
        """Return the radius whose area is in proportion to the number; below `smallest` nobody would see it."""
        return max(self.smallest, min(self.one, self.largest / sqrt(most)) * sqrt(number))


def spread(circles, width, height):
    """Move circles until none covers another and all stand on the sheet, as little as it takes, the small ones more.

    Each round pulls all of them home a bit and pushes apart those that overlap, as in Dorling's cartograms ("Area
    cartograms: their use and creation", 1996), but towards the true place rather than towards neighbours.
    """
    circles = sorted(circles, key=lambda circle: (circle.home, circle.key))
    homes = tuple((*circle.home, circle.radius) for circle in circles)
    for circle, (x, y) in zip(circles, _spread(homes, width, height), strict=True):
        circle.x, circle.y = x, y


@lru_cache(maxsize=32)
def _spread(homes, width, height):
    """Return the (x, y) of each of several (x, y, radius). Kept, as few edits of the directory change any."""
    places = [(x, y) for x, y, _radius in homes]
    for number in range(ROUNDS):
        if number < ROUNDS * 2 // 3:
            places = [
                (x + PULL * (home_x - x), y + PULL * (home_y - y))
                for (x, y), (home_x, home_y, _radius) in zip(places, homes, strict=True)
            ]
        circles = [[x, y, radius] for (x, y), (_x, _y, radius) in zip(places, homes, strict=True)]
        has_moved = _push_apart(circles)
        places = [
            (min(max(x, radius + GAP), width - radius - GAP), min(max(y, radius + GAP), height - radius - GAP))
            for x, y, radius in circles
        ]
        if not has_moved:
            break
    return places


def _push_apart(circles):
    """Push each overlapping pair of [x, y, radius] apart, and return whether there was one."""
    has_moved = False
    by_left = sorted(circles, key=lambda circle: circle[0] - circle[2])
    for i, one in enumerate(by_left):
        for other in by_left[i + 1 :]:
            if other[0] - other[2] > one[0] + one[2] + GAP:
                break
            dx, dy = other[0] - one[0], other[1] - one[1]
            distance = hypot(dx, dy)
            overlap = one[2] + other[2] + GAP - distance
            if overlap <= 0.01:
                continue
            has_moved = True
            if not distance:
                # Of two circles at the same place one moves north-east and the other south-west.
                dx, dy, distance = 0.7, -0.7, 1.0
            share = other[2] ** 2 / (one[2] ** 2 + other[2] ** 2)
            for circle, way in ((one, -share), (other, 1 - share)):
                circle[0] += dx / distance * overlap * way
                circle[1] += dy / distance * overlap * way
    return has_moved


def put_labels(circles, width, height, size):
    """Give labels of a type size to the circles that have room for one, the largest first."""
    drawn = tuple((circle.name, circle.number, circle.x, circle.y, circle.radius) for circle in circles)
    for circle, label in zip(circles, _labels(drawn, width, height, size), strict=True):
        circle.label = label


@lru_cache(maxsize=32)
def _labels(circles, width, height, size):
    """Return the Label of each of several (name, number, x, y, radius), or None. Kept, as _spread() is."""
    own = [(x - radius, y - radius, x + radius, y + radius) for _name, _number, x, y, radius in circles]
    labels, taken = [None] * len(circles), list(own)
    for place in sorted(range(len(circles)), key=lambda place: (-circles[place][1], circles[place][0])):
        name, _number, x, y, radius = circles[place]
        for label, box in _candidates(name, x, y, radius, text_width(name, size), size):
            is_free = not any(_overlap(box, other) for other in taken if other != own[place])
            if is_free and box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height:
                labels[place] = label
                taken.append(box)
                break
    return labels


def _candidates(name, x, y, r, length, size):
    """Yield the eight places for the label of a circle and their boxes, the best first: beside, above, below, aslant.

    x, y, r: of the circle; length: of its name.
    """
    beside, aslant = r + MARGIN, r * 0.7 + MARGIN / 2
    rise, depth = reach(name, size)
    lines = [  # where the text begins, middles or ends, and its base line
        ("start", x + beside, y + size * 0.35),
        ("end", x - beside, y + size * 0.35),
        ("middle", x, y - beside),
        ("middle", x, y + beside + size * 0.75),
        ("start", x + aslant, y - aslant),
        ("end", x - aslant, y - aslant),
        ("start", x + aslant, y + aslant + size * 0.75),
        ("end", x - aslant, y + aslant + size * 0.75),
    ]
    for anchor, at, line in lines:
        left = at - {"start": 0, "middle": length / 2, "end": length}[anchor]
        box = (left, line - rise, left + length, line + depth)
        yield Label(at, line, anchor), box


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
