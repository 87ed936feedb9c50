"""A sheet that a chart is drawn on: its size, and its direction, so that a chart reads as the page around it does."""

from dataclasses import dataclass
from math import ceil, log10

from django.utils.formats import localize
from django.utils.translation import get_language_bidi

from insights.letters import text_width
from insights.svg import element, joined, link

TICK, LABEL = 12, 13  # type sizes in units, as in insights.css
APART = 6  # between a text and what stands beside it
SHARES = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class ChartSheet:
    """Shapes are placed from the side where reading begins; name: wide or narrow; width: in units."""

    name: str
    width: int
    is_mirrored: bool = False

    @property
    def is_narrow(self):
        return self.name == "narrow"

    def x(self, start):
        return float(self.width - start if self.is_mirrored else start)

    def rect(self, start, top, width, height, **attributes):
        left = self.width - start - width if self.is_mirrored else start
        return element("rect", x=float(left), y=float(top), width=float(width), height=float(height), **attributes)

    def text(self, start, y, words, *, anchor="start", room=None, **attributes):
        """Return a text; one that may be longer than its room, in units, is made to fit."""
        if room is not None and text_width(words, LABEL) > room:
            attributes |= {"textLength": float(room), "lengthAdjust": "spacingAndGlyphs"}
        if self.is_mirrored:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        return element("text", words, x=self.x(start), y=float(y), text_anchor=anchor, **attributes)

    def line(self, start, top, end, bottom, **attributes):
        return element("line", x1=self.x(start), y1=float(top), x2=self.x(end), y2=float(bottom), **attributes)

    def path(self, points, *, closed=False, **attributes):
        corners = " ".join(f"{self.x(start):.1f},{y:.1f}" for start, y in points)
        return element("polygon" if closed else "polyline", points=corners, **attributes)

    def drawing(self, slug, height, title, description, shapes):
        """Return the SVG with its title and description; a group rather than an image, as it holds links."""
        name, more = f"{slug}-{self.name}-title", f"{slug}-{self.name}-description"
        return element(
            "svg",
            element("title", title, id=name),
            element("desc", description, id=more),
            joined(shapes),
            class_=f"chart chart--{self.name}",
            viewBox=f"0 0 {self.width} {round(height)}",
            role="group",
            aria_labelledby=name,
            aria_describedby=more,
        )


def sheets():
    """Return the two sheets for the active language: one for a screen, one for a phone."""
    return [ChartSheet(name, width, get_language_bidi()) for name, width in (("wide", 720), ("narrow", 340))]


def nice_ticks(most, count=4):
    """Return whole numbers from 0 to at least `most` in even steps of 1, 2 or 5 times a power of ten."""
    rough = max(most / count, 1)
    power = 10 ** int(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [step * i for i in range(ceil(most / step) + 1)]


def widest(texts, size):
    """Return how wide the widest of several texts is at most."""
    return max(text_width(text, size) for text in texts)


def every_so_many(step, needed):
    """Return how many steps apart labels stand that need so much room each: 1, 2, 5, 10 …"""
    return next((number for number in (1, 2, 5, 10, 20) if number * step >= needed), 50)


def columns(sheet, bars):
    """Return height and shapes of upright bars side by side, such as years; each bar may have a part."""
    top, height = 22, 200 if sheet.is_narrow else 240
    ticks = nice_ticks(max(bar.number for bar in bars))
    left = widest(map(localize, ticks), TICK) + APART
    numbers = widest((localize(bar.number) for bar in bars), LABEL)
    step = (sheet.width - left - numbers / 2) / len(bars)
    scale = height / ticks[-1]
    bottom = top + height
    shapes = []
    for tick in ticks:
        y = bottom - tick * scale
        shapes.append(sheet.line(left, y, sheet.width, y, class_="chart__grid"))
        shapes.append(sheet.text(left - APART, y + 4, localize(tick), anchor="end", class_="chart__tick"))
    width = step * 0.76
    every = every_so_many(step, widest((bar.label for bar in bars), TICK) + APART)
    taken = left  # up to where numbers stand above the bars
    heights = [0, *(bar.number for bar in bars), 0]
    for i, bar in enumerate(bars):
        start = left + i * step + (step - width) / 2
        if bar.number:
            size = bar.number * scale
            whole = sheet.rect(start, bottom - size, width, size, rx="2", class_="bar")
            shapes.append(link(bar.url, bar.name, whole))
            if bar.part and bar.part.number:
                size = bar.part.number * scale
                part = sheet.rect(start, bottom - size, width, size, rx="2", class_="bar bar--part")
                shapes.append(link(bar.part.url, bar.part.name, part))
            is_peak = heights[i] < bar.number >= heights[i + 2]
            wide = text_width(localize(bar.number), LABEL)
            if (is_peak or step >= wide) and start + (width - wide) / 2 >= taken:
                taken = start + (width + wide) / 2
                y = bottom - bar.number * scale - 5
                shapes.append(
                    sheet.text(start + width / 2, y, localize(bar.number), anchor="middle", class_="chart__number")
                )
        if int(bar.key) % every == 0:
            shapes.append(sheet.text(start + width / 2, bottom + 18, bar.label, anchor="middle", class_="chart__tick"))
    return bottom + 26, shapes


def rows(sheet, bars):
    """Return height and shapes of lying bars one under another, each with its name."""
    high, thick = (44, 18) if sheet.is_narrow else (34, 20)
    label = 0 if sheet.is_narrow else min(widest((bar.label for bar in bars), LABEL) + 2 * APART, sheet.width / 2)
    name_room = sheet.width if sheet.is_narrow else label - 2 * APART
    room = sheet.width - label - APART - widest((localize(bar.number) for bar in bars), LABEL)
    most = max(bar.number for bar in bars) or 1
    shapes = []
    for i, bar in enumerate(bars):
        y = i * high + (20 if sheet.is_narrow else 6)
        size = room * bar.number / most
        name_y = y - 5 if sheet.is_narrow else y + 15
        shapes.append(
            link(
                bar.url,
                bar.name,
                sheet.text(0, name_y, bar.label, room=name_room, class_="chart__label"),
                sheet.rect(label, y, size, thick, rx="3", class_=f"bar bar--{bar.tone}" if bar.tone else "bar"),
                sheet.text(label + size + APART, y + 15, localize(bar.number), class_="chart__number"),
            )
        )
    return len(bars) * high + 6, shapes


def curve(sheet, steps, percent, axis_name, risk_name, bounds):
    """Return height and shapes of a survival curve with its interval, and under it how many are at risk.

    percent: a function that writes a share; axis_name and risk_name: what the two rows of numbers are; bounds: Steps of
    the lowest and of the highest curve that may be true.
    """
    top, height = 12, 200 if sheet.is_narrow else 260
    left = widest(map(percent, SHARES), TICK) + APART
    bottom, most = top + height, max(1, *(each[-1].age for each in (steps, *bounds)))
    needed = widest((localize(step.at_risk) for step in steps), TICK) + APART
    scale = (sheet.width - left - needed / 2) / most

    def at(age, share):
        return left + age * scale, bottom - share * height

    shapes = []
    for share in SHARES:
        y = at(0, share)[1]
        shapes.append(sheet.line(left, y, sheet.width, y, class_="chart__grid"))
        shapes.append(sheet.text(left - APART, y + 4, percent(share), anchor="end", class_="chart__tick"))
    every = every_so_many(scale, needed)
    for step in steps:
        if step.age % every == 0:
            x = left + step.age * scale
            shapes.append(sheet.text(x, bottom + 18, str(step.age), anchor="middle", class_="chart__tick"))
            shapes.append(
                sheet.text(
                    x, bottom + 77, localize(step.at_risk), anchor="middle", class_="chart__tick chart__tick--risk"
                )
            )
    # Below the numbers that they name, so that no line of the curve runs through them.
    for y, name in ((bottom + 37, axis_name), (bottom + 58, risk_name)):
        shapes.append(sheet.text(left, y, name, room=sheet.width - left, class_="chart__label"))
    upper, lower, middle = (_stairs(at, steps, share) for share in ("upper", "lower", "share"))
    shapes.append(sheet.path([*upper, *reversed(lower)], closed=True, class_="chart__band"))
    shapes.append(sheet.path(middle, class_="chart__curve"))
    shapes += [sheet.path(_stairs(at, each, "share"), class_="chart__bound") for each in bounds]
    for step in steps:
        if step.censored and step.age:
            x, y = at(step.age, step.share)
            shapes.append(sheet.line(x, y - 5, x, y + 5, class_="chart__mark"))
    return bottom + 87, shapes


def _stairs(at, steps, share):
    """Return the points of a line that falls at each step. at: a function of age and share; share: the name of one."""
    points, height = [at(0, 1)], 1
    for step in steps:
        points.append(at(step.age, height))
        height = getattr(step, share)
        points.append(at(step.age, height))
    return points
