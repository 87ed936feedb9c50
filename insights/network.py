"""Lays a network out on a plane, the same way each time."""

from math import cos, hypot, pi, sin, sqrt

ROUNDS = 120


def layout(nodes, edges, width, height):
    """Return node -> (x, y) on a sheet; edges: (node, node) -> weight.

    Nodes push each other off, edges draw them together, and a slight pull keeps parts without an edge in the picture:
    Fruchterman and Reingold, "Graph drawing by force-directed placement", Software: Practice and Experience 21 (1991).
    The first places are those of a sunflower's seeds, so that nothing is left to chance.
    """
    ideal = sqrt(width * height / max(len(nodes), 1)) * 0.6
    places = {}
    for i, node in enumerate(nodes):
        turn, far = i * pi * (3 - sqrt(5)), sqrt((i + 0.5) / len(nodes)) / 2
        places[node] = [width * (0.5 + far * cos(turn)), height * (0.5 + far * sin(turn))]
    for number in range(ROUNDS):
        moves = {node: [0.0, 0.0] for node in nodes}
        for i, one in enumerate(nodes):
            for other in nodes[i + 1 :]:
                _move(moves, places, one, other, lambda distance: ideal**2 / distance)
            moves[one][0] += (width / 2 - places[one][0]) * 0.05
            moves[one][1] += (height / 2 - places[one][1]) * 0.05
        for one, other in edges:
            _move(moves, places, one, other, lambda distance: -(distance**2) / ideal)
        heat = width / 8 * (1 - number / ROUNDS)
        for node, (dx, dy) in moves.items():
            length = hypot(dx, dy) or 1
            places[node][0] += dx / length * min(length, heat)
            places[node][1] += dy / length * min(length, heat)
    return _fitted(places, width, height)


def _move(moves, places, one, other, force):
    dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
    distance = max(hypot(dx, dy), 0.01)
    strength = force(distance) / distance
    moves[one][0] += dx * strength
    moves[one][1] += dy * strength
    moves[other][0] -= dx * strength
    moves[other][1] -= dy * strength


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
