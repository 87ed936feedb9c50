"""Lengths of time that a text names, in the five languages of the site."""

import re
from datetime import timedelta

DAY, WEEK, MONTH, YEAR = 1, 7, 30, 365

# Language -> (numbers that are words, units in days, whole phrases in days, words that may stand between).
WORDS = {
    "en": (
        {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fourteen": 14}
        | {"thirty": 30, "ninety": 90},
        {"minutes?": 1 / 1440, "hours?": 1 / 24, "days?": DAY, "weeks?": WEEK, "months?": MONTH, "years?": YEAR},
        {"half an hour": 1 / 48, "half a year": YEAR / 2, "three days and a half": 3.5},
        "idle",
    ),
    "de": (
        {"eine[mnrs]?": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6},
        {"Minuten?": 1 / 1440, "Stunden?": 1 / 24, "Tag(?:en?|e?s)?": DAY, "Wochen?": WEEK}
        | {"Monat(?:en?|s)?": MONTH, "Jahr(?:en?|e?s)?": YEAR},
        {},
        "",
    ),
    "fr": (
        {"une?": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6},
        {"minutes?": 1 / 1440, "heures?": 1 / 24, "jours?": DAY, "semaines?": WEEK, "mois": MONTH, "ans?": YEAR}
        | {"années?": YEAR},
        {},
        "",
    ),
    "uk": (
        {"один": 1, "два": 2, "двох": 2, "три": 3, "трьох": 3},
        {"хвилин[иу]?": 1 / 1440, "годин[иу]?": 1 / 24, "день|дня|дні|днів": DAY, "тиждень|тижні|тижнів": WEEK}
        | {"місяці[в]?|місяць": MONTH, "рік|року|роки|років": YEAR},
        {"за добу": DAY, "на тиждень": WEEK},
        "різні|різних",
    ),
    "ar": (
        {"ثلاثة?": 3, "أربعة?": 4, "خمسة?": 5},
        {"دقائق|دقيقة": 1 / 1440, "ساعات|ساعة": 1 / 24, "أيام|يومًا|يوم": DAY, "أسابيع|أسبوعًا": WEEK}
        | {"أشهر|شهرًا": MONTH, "سنوات|سنة": YEAR},
        {"يومين": 2 * DAY, "أسبوعين": 2 * WEEK, "أسبوعًا": WEEK, "بعد يوم": DAY, "أيامه الأربعة عشر": 14 * DAY},
        "",
    ),
}


def durations(text, language="en"):
    """Return the lengths of time that a text names, as timedeltas in the order of its lines, the shorter first."""
    return [found for line in text.splitlines() for found in sorted(_of_line(line, language))]


def _of_line(line, language):
    numbers, units, phrases, between = WORDS[language]
    number = "|".join(["\\d[\\d,]*", *numbers])
    pattern = rf"(?<![\w.])({number})[\s-]+(?:(?:{between or 'x^'})\s+)?({'|'.join(units)})(?!\w)"
    for phrase, days in phrases.items():
        line, times = re.subn(rf"(?<!\w){phrase}(?!\w)", " ", line)
        yield from [timedelta(days=days)] * times
    for match in re.finditer(pattern, line, re.IGNORECASE):
        number, unit = _value(match[1], numbers), _value(match[2], units)
        # "2018 року" is a date.
        if not (unit == YEAR and number >= 1900):
            yield timedelta(days=number * unit)


def _value(text, table):
    if text[0].isdecimal():
        return int(text.replace(",", ""))
    return next(value for words, value in table.items() if re.fullmatch(words, text, re.IGNORECASE))
