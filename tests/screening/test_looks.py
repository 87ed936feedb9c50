"""What a text looks like, in every language, and what decisions make of it."""

import pytest

from screening.facts import Facts
from screening.labels import LOOKS
from screening.layers.learned import ENOUGH_DECISIONS, ENOUGH_SPAM, Learned, learn, learned_score, shipped_texts, tokens
from screening.layers.looks import PREFIX, RATES, looks_of

SELLS = {
    "en": "Refugees learn English with our tutors. The trial lesson is free, then choose a subscription.",
    "de": "Geflüchtete lernen Deutsch mit unseren Lehrkräften. Nach der Probestunde buchen Sie ein Abonnement.",
    "fr": "Les réfugiés apprennent le français. Cours d’essai gratuit, puis abonnement.",
    "uk": "Біженці вивчають мову з нашими викладачами. Це пробний урок, а для тих, хто хоче більше, є абонемент.",
}
HELPS = "Refugees learn English with volunteers of our charity, every Tuesday in the library."
SHOP = "Refugee women of our association sew bags, which you can buy in our shop for 12 euros."


def facts(text, **fields):
    return Facts(**{"name": "Lingo", "summary": text, "website": "https://a.example", "email": "b@a.example"} | fields)


def decided(*texts):
    """Return what is Learned from so many texts that curators called spam."""
    spam = [(tokens(text), True) for text in texts]
    result = learn([*shipped_texts(), *spam])
    return Learned(result.words, result.spam, result.honest, spam_decisions=len(spam), decisions=len(spam))


@pytest.mark.parametrize("language", SELLS)
def test_deals_are_seen_in_every_language(language):
    found = looks_of(facts(SELLS[language], language=language))
    assert {"look:deals-1", "look:deals-2", "look:on-topic", "look:nobody"} <= set(found)


def test_trades_count_off_the_topic_only():
    assert "look:trade-money" in looks_of(facts("Watches for 20 euros."))
    assert not [look for look in looks_of(facts(SHOP)) if look.startswith("look:trade")]


def test_who_stands_behind_it_is_seen():
    assert "look:people" in looks_of(facts(HELPS))


def test_every_look_has_a_rate_and_words_for_curators():
    assert set(RATES) == set(LOOKS)


def test_a_number_of_the_website_in_its_own_address_is_none_of_the_address():
    found = looks_of(facts(HELPS, website="https://help4all.example", email="info@help4all.example"))
    assert f"{PREFIX}number-in-site" in found
    assert f"{PREFIX}number-in-mail" not in found
    assert f"{PREFIX}number-in-mail" in looks_of(facts(HELPS, email="info7@a.example"))


def test_after_ten_decisions_what_is_worded_anew_in_another_language_folds_and_a_shop_of_refugees_does_not():
    knows = decided(
        *[facts(SELLS[language], name=f"N{n}", language=language) for n in range(5) for language in ("de", "fr")]
    )
    assert learned_score(facts(SELLS["uk"], language="uk"), knows)
    assert learned_score(facts(HELPS), knows) is None
    assert learned_score(facts(SHOP), knows) is None


def test_before_enough_decisions_no_look_folds_anything():
    few = decided(*[facts(SELLS["de"], name=f"N{n}", language="de") for n in range(ENOUGH_DECISIONS - 1)])
    assert ENOUGH_SPAM < ENOUGH_DECISIONS
    assert learned_score(facts(SELLS["uk"], language="uk"), few) is None


def test_adverts_without_a_word_of_the_topic_say_nothing_of_those_with_one():
    adverts = [facts("Buy cheap watches for 20 euros, order now in our shop.", name=f"N{n}") for n in range(10)]
    assert learned_score(facts(SHOP), decided(*adverts)) is None
