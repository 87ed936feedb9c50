"""Lays a network out on a plane, the same way each time."""

from functools import lru_cache
from itertools import combinations
from math import cos, pi, sin, sqrt

ROUNDS = 120
NEAREST = 0.01  # units, so that two at one place push each other off with a force that there is


@lru_cache(maxsize=32)
def layout(nodes, edges, width, height):
    """Return node -> (x, y) on a sheet; nodes: a tuple; edges: a tuple of (node, node) pairs.

    Nodes push each other off, edges draw them together, and a slight pull keeps parts without an edge in the picture:
    Fruchterman and Reingold, "Graph drawing by force-directed placement", Software: Practice and Experience 21 (1991).
    The first places are those of a sunflower's seeds, so that nothing is left to chance. Kept, as few edits of the
    directory change who works with whom.
    """
    ideal = sqrt(width * height / max(len(nodes), 1)) * 0.6
    middle, numbers = complex(width / 2, height / 2), {node: i for i, node in enumerate(nodes)}
    edges = [(numbers[one], numbers[other]) for one, other in edges]
    places = []  # complex numbers, x + iy
    for i in range(len(nodes)):
        turn, far = i * pi * (3 - sqrt(5)), sqrt((i + 0.5) / len(nodes)) / 2
        places.append(complex(width * (0.5 + far * cos(turn)), height * (0.5 + far * sin(turn))))
    for number in range(ROUNDS):
        moves = [(middle - place) * 0.05 for place in places]
        for i, j in combinations(range(len(places)), 2):
            apart = places[i] - places[j]
            push = apart * (ideal / max(abs(apart), NEAREST)) ** 2
            moves[i] += push
            moves[j] -= push
        for i, j in edges:
            apart = places[i] - places[j]
            pull = apart * max(abs(apart), NEAREST) / ideal
            moves[i] -= pull
            moves[j] += pull
        heat = width / 8 * (1 - number / ROUNDS)
        places = [
            place + move / (abs(move) or 1) * min(abs(move) or 1, heat)
            for place, move in zip(places, moves, strict=True)
        ]
    return _fitted({node: (place.real, place.imag) for node, place in zip(nodes, places, strict=True)}, width, height)


def _fitted(places, width, height):
    """Return the places stretched to the sheet, with a margin for circles and names."""
    if not places:
        return {}
    xs, ys = zip(*places.values(), strict=True)
    wide, high = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    return {
        node: (width * (0.12 + 0.76 * (x - min(xs)) / wide), height * (0.1 + 0.8 * (y - min(ys)) / high))
        for node, (x, y) in places.items()
    }
