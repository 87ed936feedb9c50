"""In how many ways a text speaks of a deal, and that honest texts are not taken for one."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from screening.facts import Facts
from screening.layers import of_text
from screening.layers.dealing import WORDS_A_DEAL, deals
from screening.layers.learned import Learned, learn, shipped_texts, tokens
from screening.shipped import table
from screening.verdict import Verdict, verdict

# The same offer in several languages: the first one free, a monthly price, done within a day, pay in instalments.
SELLS = {
    "en": "Refugees get papers with our lawyers. The first call is free; pay in instalments, done within 24 hours.",
    "de": "Unsere Anwälte helfen Geflüchteten. Das Erstgespräch ist gratis, danach Ratenzahlung, fertig in 24 Stunden.",
    "fr": "Nos avocats aident les réfugiés. Le premier rendez-vous est offert, paiement en trois fois, sous 24 heures.",
    "ar": "نساعد اللاجئين مع محامين متخصصين. الاستشارة الأولى مجانية والدفع على أقساط خلال 24 ساعة.",
    "uk": "Наші юристи допомагають біженцям. Перша зустріч безкоштовна, оплата частинами, готово за 24 години.",
    "ru": "Наши юристы помогают беженцам. Первая встреча бесплатно, рассрочка, готово за 24 часа.",
    "es": "Nuestros abogados ayudan a refugiados. La primera consulta es gratis, a plazos, en 24 horas.",
}
HELPS = [
    "Free legal advice on asylum with law students, every Tuesday.",
    "Ehrenamtliche erklären Geflüchteten die Steuer, kostenlos, antworten in 24 Stunden.",
    "Des bénévoles traduisent les lettres des réfugiés en 48 heures, gratuitement.",
    "Безкоштовні консультації для біженців, за підтримки фонду, відповідаємо за годину.",
    "We repair bikes with refugees; a bike costs 15 pounds, parts are donated.",
]


def facts(text, **fields):
    return Facts(**{"name": "Lingo", "summary": text, "website": "https://a.example", "email": "b@a.example"} | fields)


@pytest.mark.parametrize("language", SELLS)
def test_a_deal_is_seen_in_every_language(language):
    assert deals(facts(SELLS[language])) >= 3


@pytest.mark.parametrize("text", HELPS)
def test_help_with_a_price_or_a_quick_answer_is_none(text):
    assert deals(facts(text)) == 0


def test_what_is_free_with_an_order_is_no_help_and_what_is_free_is():
    assert deals(facts("Prepaid cards for refugees, the first month is free.")) == 2
    assert deals(facts("Prepaid cards for refugees, free.")) == 0


def test_a_phrase_ends_with_its_words_and_a_number_is_any():
    assert deals(facts("Rooms for refugees within 12 hours.")) == 1
    assert deals(facts("Rooms for refugees within twelve hoursong.")) == 0


def test_a_long_text_has_a_bit_of_everything():
    said = facts(SELLS["en"], description="We tell of it. " * WORDS_A_DEAL)
    assert deals(said) == 0


@pytest.mark.parametrize("part", ["deal", "help"])
def test_every_phrase_stands_once_in_its_kind(part):
    for kind, phrases in table("dealing.toml")[part].items():
        assert len(phrases) == len(set(phrases)), kind


def _shipped(language):
    """Return the Facts of every shipped project, its texts in a language, as if somebody handed it in."""
    folder = Path(settings.BASE_DIR, "fixtures")
    projects = [row for path in sorted(folder.glob("projects-*.csv")) for row in _rows(path)]
    if language == "en":
        summaries, offers = projects, _rows(folder / "offers.csv")
    else:
        summaries = _rows(folder / "texts" / f"summaries-{language}.csv")
        offers = _rows(folder / "texts" / f"offers-{language}.csv")
    said = {_key(row): row["summary"] for row in summaries}
    more = {_key(row): row for row in offers}
    for row in projects:
        parts = [more.get(_key(row), {}).get(name, "") for name in ("description", "audience", "how_to_start")]
        yield facts(said[_key(row)], name=row["name"], description="\n".join(filter(None, parts)), language=language)


def _rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _key(row):
    return row["name"], row["country"]


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "uk"])
def test_at_most_one_in_thirty_shipped_projects_folds_while_an_agency_floods(language):
    spam = [tokens(facts(text, name=f"N{n}")) for n in range(2) for text in SELLS.values()]
    result = learn([*shipped_texts(), *((said, True) for said in spam)])
    knows = Learned(result.words, result.spam, result.honest, spam_decisions=len(spam), decisions=len(spam))
    texts = list(_shipped(language))
    folded = [said.name for said in texts if verdict(of_text(said, knows)) != Verdict.WAITING]
    assert len(texts) > 200
    assert len(folded) <= len(texts) / 30, folded
    assert verdict(of_text(facts(SELLS["fr"], name="Nouveau"), knows)) == Verdict.SUSPICIOUS
