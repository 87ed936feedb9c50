"""A sheet that a chart is drawn on: its size, and its direction, so that a chart reads as the page around it does."""

from dataclasses import dataclass
from math import ceil, log10

from django.utils.formats import localize
from django.utils.translation import get_language_bidi

from insights.svg import element, joined, link


@dataclass(frozen=True)
class Sheet:
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

    def text(self, start, y, words, *, anchor="start", **attributes):
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
    return [Sheet(name, width, get_language_bidi()) for name, width in (("wide", 720), ("narrow", 340))]


def nice_ticks(most, count=4):
    """Return whole numbers from 0 to at least `most` in even steps of 1, 2 or 5 times a power of ten."""
    rough = max(most / count, 1)
    power = 10 ** int(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [step * i for i in range(ceil(most / step) + 1)]


def columns(sheet, bars):
    """Return height and shapes of upright bars side by side, such as years; each bar may have a part."""
    top, height, left = 22, 200 if sheet.is_narrow else 240, 34
    ticks = nice_ticks(max(bar.number for bar in bars))
    step = (sheet.width - left) / len(bars)
    scale = height / ticks[-1]
    bottom = top + height
    shapes = []
    for tick in ticks:
        y = bottom - tick * scale
        shapes.append(sheet.line(left, y, sheet.width, y, class_="chart__grid"))
        shapes.append(sheet.text(left - 6, y + 4, localize(tick), anchor="end", class_="chart__tick"))
    width = step * 0.76
    every = 1 if step >= 29 else 5
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
            if step >= 20 or bar.number >= ticks[-1] * 0.3:
                y = bottom - bar.number * scale - 5
                shapes.append(
                    sheet.text(start + width / 2, y, localize(bar.number), anchor="middle", class_="chart__number")
                )
        if int(bar.key) % every == 0:
            shapes.append(sheet.text(start + width / 2, bottom + 18, bar.label, anchor="middle", class_="chart__tick"))
    return bottom + 26, shapes


def rows(sheet, bars):
    """Return height and shapes of lying bars one under another, each with its name."""
    label, high, thick = (0, 44, 18) if sheet.is_narrow else (212, 34, 20)
    room = sheet.width - label - 48
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
                sheet.text(0, name_y, bar.label, class_="chart__label"),
                sheet.rect(label, y, size, thick, rx="3", class_=f"bar bar--{bar.tone}" if bar.tone else "bar"),
                sheet.text(label + size + 8, y + 15, localize(bar.number), class_="chart__number"),
            )
        )
    return len(bars) * high + 6, shapes


def curve(sheet, steps, percent, axis_name, risk_name):
    """Return height and shapes of a survival curve with its interval, and under it how many are at risk.

    percent: a function that writes a share; axis_name and risk_name: what stands under the two rows of numbers.
    """
    top, height, left = 12, 200 if sheet.is_narrow else 260, 46
    bottom, most = top + height, max(steps[-1].age, 1)
    scale = (sheet.width - left - 14) / most

    def at(age, share):
        return left + age * scale, bottom - share * height

    shapes = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = at(0, share)[1]
        shapes.append(sheet.line(left, y, sheet.width, y, class_="chart__grid"))
        shapes.append(sheet.text(left - 6, y + 4, percent(share), anchor="end", class_="chart__tick"))
    every = 5 if scale < 26 else 1 if scale > 60 else 2
    for step in steps:
        if step.age % every == 0:
            x = left + step.age * scale
            shapes.append(sheet.text(x, bottom + 18, str(step.age), anchor="middle", class_="chart__tick"))
            shapes.append(
                sheet.text(
                    x, bottom + 58, localize(step.at_risk), anchor="middle", class_="chart__tick chart__tick--risk"
                )
            )
    shapes.append(sheet.text(left, bottom + 37, risk_name, class_="chart__label"))
    shapes.append(sheet.text(sheet.width - 4, bottom - 8, axis_name, anchor="end", class_="chart__label"))
    upper, lower, middle = ([at(0, 1)] for _line in range(3))
    for step in steps:
        for line, share in ((upper, step.upper), (lower, step.lower), (middle, step.share)):
            line += [at(step.age, line_share(line, bottom, height)), at(step.age, share)]
    shapes.append(sheet.path([*upper, *reversed(lower)], closed=True, class_="chart__band"))
    shapes.append(sheet.path(middle, class_="chart__curve"))
    for step in steps:
        if step.censored and step.age:
            x, y = at(step.age, step.share)
            shapes.append(sheet.line(x, y - 5, x, y + 5, class_="chart__mark"))
    return bottom + 68, shapes


def line_share(line, bottom, height):
    """Return the share at which a line of steps stands."""
    return (bottom - line[-1][1]) / height
