"""Days, months and waits as people of each language write them."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from entries.dates import day, in_words, local_moment, month, weekday_and_day

DAYS = {
    "en": "24 November 2026",
    "de": "24. November 2026",
    "fr": "24 novembre 2026",
    "ar": "24 تشرين الثاني/نوفمبر 2026",
    "uk": "24 листопада 2026 року",
}


@pytest.mark.parametrize("language", DAYS)
def test_a_day_is_written_as_in_the_language_of_the_page(language):
    with override(language):
        assert day(date(2026, 11, 24)).replace("\u202f", " ") == DAYS[language]


WAITS = {
    "en": "less than an hour|1 day|2 days|3 days|1 week|2 weeks|3 weeks|3 months",
    "de": "weniger als eine Stunde|1 Tag|2 Tage|3 Tage|1 Woche|2 Wochen|3 Wochen|3 Monate",
    "fr": "moins d’une heure|1 jour|2 jours|3 jours|1 semaine|2 semaines|3 semaines|3 mois",
    "ar": "أقل من ساعة|يوم|يومان|3 أيام|أسبوع|أسبوعان|3 أسابيع|3 أشهر",
    "uk": "менше години|1 день|2 дні|3 дні|1 тиждень|2 тижні|3 тижні|3 місяці",
}
HOURS = {
    "en": "1 hour|2 hours|3 hours|11 hours|21 hours",
    "de": "1 Stunde|2 Stunden|3 Stunden|11 Stunden|21 Stunden",
    "fr": "1 heure|2 heures|3 heures|11 heures|21 heures",
    "ar": "ساعة|ساعتان|3 ساعات|11 ساعة|21 ساعة",
    "uk": "1 година|2 години|3 години|11 годин|21 година",
}


@pytest.mark.parametrize("language", WAITS)
def test_a_wait_is_said_by_its_largest_unit(language):
    with override(language):
        days = [in_words(timedelta(days=number)).replace("\xa0", " ") for number in (0, 1, 2, 3, 11, 14, 21, 100)]
        hours = [in_words(timedelta(hours=number)).replace("\xa0", " ") for number in (1, 2, 3, 11, 21)]
    assert days == WAITS[language].split("|")
    assert hours == HOURS[language].split("|")


WRITTEN = {
    "en": ("Sunday, 1 November 2026", "November 2026", "1 November 2026, 13:05"),
    "de": ("Sonntag, 1. November 2026", "November 2026", "1. November 2026, 13:05"),
    "fr": ("dimanche 1er novembre 2026", "novembre 2026", "1er novembre 2026, 13:05"),
    "ar": (
        "الأحد، 1 تشرين الثاني/نوفمبر 2026",
        "تشرين الثاني/نوفمبر 2026",
        "\u20681 تشرين الثاني/نوفمبر 2026\u2069، \u20681:05 م\u2069",
    ),
    "uk": ("неділя, 1 листопада 2026 року", "листопад 2026", "1 листопада 2026 року, 13:05"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_a_date_ends_without_a_full_stop_and_begins_without_a_zero(language):
    moment = datetime(2026, 11, 1, 12, 5, tzinfo=UTC)
    with override(language):
        written = (weekday_and_day(moment), month(moment), local_moment(moment))
    assert tuple(re.sub("[\u202f\xa0]", " ", text) for text in written) == WRITTEN[language]


def test_arabic_months_have_both_of_their_names():
    with override("ar"):
        names = [month(date(2026, number, 1)) for number in range(1, 13)]
    assert names[0] == "كانون الثاني/يناير 2026"
    assert names[5] == "حزيران/يونيو 2026"
    assert names[11] == "كانون الأول/ديسمبر 2026"
    assert all(name.count("/") == 1 for name in names)


def test_public_templates_write_dates_by_the_words_of_the_site():
    """Django's own filter writes them as it thinks right: Ukrainian with a zero, Arabic with a comma too many."""
    plain = re.compile(r"\|date(?!:\"(?:c|Y-m-d)\")\b|\|time(since|until)\b|{% now\b|\|join:")
    found = [
        str(path)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.*")
        if "admin" not in path.parts and plain.search(path.read_text())
    ]
    assert found == []


def test_modules_write_dates_by_the_words_of_the_site_too():
    """But for those that curators alone see, in English."""
    root = Path(settings.BASE_DIR)
    found = [
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if not {".venv", "node_modules", "var", "tests", "curating", "admin"} & set(path.relative_to(root).parts)
        and re.search(r"\bdate_format\(", path.read_text())
    ]
    assert found == []
