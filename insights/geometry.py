"""Lines and rings on a plane: simplified, clipped, and written as SVG path data.

A point is an (x, y) tuple, a line a list of points; a ring is a line whose last point is its first.
"""

import heapq
from itertools import pairwise


def area(ring):
    """Return the area of a ring, negative where it runs the other way round (the shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def simplified(line, least):
    """Return the line without the points that matter least; its ends stay.

    A point matters as much as the triangle that it makes with its neighbours is large; points below `least` go, the
    smallest first. Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", The Cartographic
    Journal 30 (1993).
    """
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    weights = [0.0] * len(line)

    def weight(i):
        a, b, c = line[before[i]], line[i], line[after[i]]
        return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2

    heap = []
    for i in range(1, len(line) - 1):
        weights[i] = weight(i)
        heapq.heappush(heap, (weights[i], i))
    gone = set()
    while heap and heap[0][0] < least:
        size, i = heapq.heappop(heap)
        if i in gone or size != weights[i]:
            continue
        gone.add(i)
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < len(line) - 1:
                # Never less than what has gone already, so that the order of going is one of importance.
                weights[j] = max(weight(j), size)
                heapq.heappush(heap, (weights[j], j))
    return [point for i, point in enumerate(line) if i not in gone]


def clipped_ring(ring, box):
    """Return the part of a ring inside the box (left, top, right, bottom) as one ring, [] where there is none.

    Sutherland and Hodgman, "Reentrant polygon clipping", Communications of the ACM 17 (1974). Parts that come apart
    stay joined along the edge of the box, which has to lie outside the picture.
    """
    for axis, limit, sign in _sides(box):
        kept = []
        for a, b in pairwise(ring):
            a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
            if a_in != b_in:
                kept.append(_crossing(a, b, axis, limit))
            if b_in:
                kept.append(b)
        ring = [*kept, kept[0]] if kept else []
    return ring


def clipped_line(line, box):
    """Return the parts of a line that have at least one end of each segment inside the box."""
    left, top, right, bottom = box
    inside = [left <= x <= right and top <= y <= bottom for x, y in line]
    parts, part = [], []
    for i, point in enumerate(line):
        if any(inside[max(i - 1, 0) : i + 2]):
            part.append(point)
        elif part:
            parts.append(part)
            part = []
    if part:
        parts.append(part)
    return [part for part in parts if len(part) > 1]


def path(lines, factor, *, closed=False):
    """Return SVG path data of the lines in whole units of 1/factor, each point relative to the one before."""
    pieces, at = [], (0, 0)
    for line in lines:
        points = _whole(line[:-1] if closed else line, factor)
        if len(points) < (3 if closed else 2):
            continue
        numbers = []
        start = points[0]
        for point in points:
            numbers += [point[0] - at[0], point[1] - at[1]]
            at = point
        pieces.append("m" + _joined(numbers) + ("z" if closed else ""))
        if closed:
            at = start
    return "".join(pieces)


def dots(points, factor):
    """Return SVG path data of a dot at each point; they show where a stroke has round ends."""
    pieces, at = [], (0, 0)
    for point in sorted(set(_whole(points, factor)), key=lambda p: (p[1], p[0])):
        pieces.append("m" + _joined([point[0] - at[0], point[1] - at[1]]) + "h0")
        at = point
    return "".join(pieces)


def _sides(box):
    left, top, right, bottom = box
    return (0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)


def _crossing(a, b, axis, limit):
    part = (limit - a[axis]) / (b[axis] - a[axis])
    point = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])]
    point[axis] = limit
    return tuple(point)


def _whole(points, factor):
    """Return the points in whole units, each once where several fall together."""
    whole = []
    for x, y in points:
        point = (round(x * factor), round(y * factor))
        if not whole or whole[-1] != point:
            whole.append(point)
    return whole


def _joined(numbers):
    """Return numbers with a blank only where a sign does not part them already."""
    text = ""
    for number in numbers:
        text += f" {number}" if text and number >= 0 else str(number)
    return text
