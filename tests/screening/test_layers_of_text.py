"""The layers of the screen that read texts: each alone, and their sum."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from screening.facts import Facts, Signal
from screening.labels import LABELS
from screening.languages import languages_of
from screening.layers import TEXT_LAYERS, of_text
from screening.layers.learned import FEWEST_TEXTS, HONEST, SPAM, Learned, from_examples, learn, learned_words, tokens
from screening.layers.letters import disguise, next_to_nothing, shouting
from screening.layers.links import domains_in, hidden_link, link_early, link_for_website, link_markup, many_links
from screening.layers.phrases import offers, selling, telling_name
from screening.layers.topic import off_topic, trade
from screening.shipped import examples, table
from screening.verdict import SPAM_FROM, SUSPICIOUS_FROM, verdict
from search.text import fold

HONEST_TEXT = "An app with which newcomers learn German together with their neighbours."


def facts(summary=HONEST_TEXT, **fields):
    return Facts(**{"name": "Lingo Lab", "summary": summary, "website": "https://lingo-lab.example"} | fields)


def names(found):
    return [signal.name for signal in found]


# What is offered


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Order your essay writing from our experts.", "paper-mill"),
        ("Wir lassen Ihre Zeit frei: Masterarbeit schreiben lassen!", "paper-mill"),
        ("Rédaction de mémoire par des experts.", "paper-mill"),
        ("نقدم لكم كتابة رسائل الماجستير", "paper-mill"),
        ("Курсові на замовлення швидко", "paper-mill"),
        ("Payday loans for everybody.", "loans"),
        ("Kredit ohne Schufa", "loans"),
        ("Offre de prêt sérieuse", "loans"),
        ("قروض سريعة للجميع", "loans"),
        ("Кредит онлайн за хвилину", "loans"),
        ("The best ONLINE CASINO of all.", "gambling"),
        ("Freispiele sichern", "gambling"),
        ("Le meilleur casino en ligne", "gambling"),
        ("أفضل كازينو", "gambling"),
        ("Ігрові автомати", "gambling"),
        ("Unblocked games and cheat codes", "cheats"),
        ("What is your price for a sponsored article with a dofollow link?", "ranking"),
        ("Ihre Website auf Platz 1 bei Google", "ranking"),
        ("Nous vous amenons en première page de Google.", "ranking"),
        ("نضع موقعك في الصفحة الأولى في جوجل", "ranking"),
        ("Виведемо ваш сайт на першу сторінку Google", "ranking"),
        ("تهكير العاب", "cheats"),
    ],
)
def test_what_is_never_listed_is_known_in_several_languages(text, family):
    assert f"{family}: " in offers(facts(text)).detail


def test_one_phrase_is_no_suspicion_two_are_and_a_hundred_are_no_verdict():
    assert offers(facts("Payday loans.")).weight == SUSPICIOUS_FROM - 1
    assert offers(facts("Payday loans, instant approval.")).weight == SUSPICIOUS_FROM
    assert offers(facts("Payday loan", name="Payday loans")).weight > SUSPICIOUS_FROM
    every = "payday loans, quick loans, cash loans, title loans, instant approval, casino bonus, free spins. "
    assert offers(facts(every * 50)).weight < SPAM_FROM


def test_who_warns_of_several_trades_sells_none():
    assert offers(facts("We warn of payday loans, online casinos and essay writing.")).weight < SUSPICIOUS_FROM


def test_words_within_other_words_are_no_phrase():
    assert offers(facts("Specialised essays service-minded people like; socialistic cialisation.")) is None


@pytest.mark.parametrize("text", ["", HONEST_TEXT, "Advice about loans, gambling and homework for young refugees."])
def test_honest_texts_offer_nothing(text):
    assert offers(facts(text)) is None


def test_sales_talk_is_dense():
    pitch = "Best prices, high quality, money back: order now and call us!"
    assert selling(facts(pitch)).weight == 3
    assert selling(facts("Affordable and high quality.")) is None
    assert selling(facts(pitch + " Neighbours cook, read and talk with each other every week." * 40)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"website": "https://best-essays4u.example"},
        {"email": "office@online-casino.example"},
        {"name": "Essayplanet"},
        {"description": "See https://paydayloans.example/ for more."},
    ],
)
def test_a_domain_or_name_that_spam_likes_is_named(fields):
    assert telling_name(facts(**fields)).weight < SUSPICIOUS_FROM


@pytest.mark.parametrize(
    "fields", [{}, {"website": "https://essayer-ensemble.example"}, {"name": "Essay writing for newcomers"}]
)
def test_other_names_tell_nothing(fields):
    assert telling_name(facts(**fields)) is None


# What it is about


@pytest.mark.parametrize(
    "text",
    [
        "We are the place to go for all of your pumps and valves, and for the repair of engines in the region.",
        "Wir sind der Betrieb für alle Pumpen und Ventile, und für die Reparatur von Motoren in der Region.",
        "Nous sommes une boutique pour les pompes et les vannes, avec une garantie et des moteurs dans la région.",
        "في هذا المتجر كل انواع المضخات التي تريد من افضل المصانع على الاطلاق مع قطع الغيار",
        "Ми маємо насоси та клапани для двигунів у вашій оселі, які є найкращі на ринку і за малі гроші.",
    ],
)
def test_what_is_about_something_else_is_off_topic_in_every_language(text):
    assert off_topic(facts(text, name="")).weight == 2


@pytest.mark.parametrize(("example", "is_spam"), examples(), ids=lambda value: getattr(value, "name", value))
def test_shipped_honest_examples_are_never_off_topic(example, is_spam):
    assert is_spam or off_topic(example) is None


def test_a_short_text_and_one_in_another_language_are_not_judged():
    assert off_topic(facts("Pumps and valves for the region.")) is None
    assert (
        off_topic(facts("Naprawa pomp wszystkich rodzajów, budowa stanowisk pracy, serwis silników i zaworów.")) is None
    )


def test_reports_and_claims_may_be_short_and_off_topic():
    words = "The link on the page of this entry is wrong, it leads to the page of a shop for pumps and valves."
    assert off_topic(facts(words, name="", describes_entry=False)) is None
    assert next_to_nothing(facts("Closed.", describes_entry=False)) is None
    assert link_early(facts("It is at https://example.org now.", describes_entry=False)) is None


# Links and letters


def test_links_are_found_wherever_they_stand():
    text = "[Partner](https://a.example/x), www.b.example, <https://c.example> and https://www.lingo-lab.example/own"
    assert domains_in(facts(text)) == ["a.example", "b.example", "c.example"]


def test_a_link_in_the_summary_counts_and_one_in_the_description_does_not():
    assert link_early(facts("Look at https://spam.example")).detail == "https://spam.example"
    assert link_early(facts(description="Our partner is https://partner.example.")) is None
    assert link_early(facts("More at www.lingo-lab.example.")) is None


@pytest.mark.parametrize("markup", ["<a href='x'>", '< A class="b" href="x">', "[url=https://spam.example]", "[URL]x"])
def test_markup_of_other_systems_is_named(markup):
    assert link_markup(facts(description=markup)).weight == 3


def test_links_in_markdown_are_no_foreign_markup():
    assert link_markup(facts(description="[us](https://lingo-lab.example)")) is None


def test_many_links_are_many_for_the_length_of_the_text():
    links = " ".join(f"https://site{number}.example" for number in range(6))
    assert many_links(facts(description=links)).weight == 2
    assert many_links(facts(description="https://a.example https://b.example")).weight == 1
    assert many_links(facts(description="https://a.example")) is None
    assert many_links(facts(description=f"{links} {HONEST_TEXT * 30}")) is None


def test_words_over_the_one_link_of_a_text_without_a_website_are_named():
    text = "Rooms to work in. See [rooms in the centre](https://rooms.example) today."
    assert link_for_website(facts("Rooms.", description=text, website="")).detail == "rooms.example"
    assert link_for_website(facts("Rooms.", description=text, website="", is_new=False)) is None
    assert link_for_website(facts("Rooms.", description=text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Our page is https://group.example and nothing else.",
        "Our page is [group.example](https://group.example).",
        "Look at [our page](https://www.facebook.com/group).",
        "With [one partner](https://one.example) and [another](https://other.example).",
        "Nothing at all.",
    ],
)
def test_who_has_no_website_may_say_where_they_are_found(text):
    assert link_for_website(facts("We meet.", description=text, website="")) is None


def test_a_shortened_link_hides_where_it_leads():
    assert hidden_link(facts(website="https://bit.ly/3xyz")).weight == 2
    assert hidden_link(facts(description="https://tinyurl.com/abc")).detail == "tinyurl.com"
    assert hidden_link(facts()) is None


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("THIS IS THE VERY BEST OFFER THAT YOU WILL EVER GET", 2),
        ("Buy now!!!", 2),
        ("BUY NOW AND SAVE ALL OF YOUR MONEY TODAY!!! 🔥🔥🔥🔥🔥🔥🔥🔥", 3),
    ],
)
def test_shouting_is_heard(text, weight):
    assert shouting(facts(text)).weight == weight


@pytest.mark.parametrize(
    "text", ["NGO", "Wirklich? Ja! Und das Haus der Kulturen der Welt ist da.", "منصة للتعلم معا", ""]
)
def test_talking_is_not_shouting(text):
    assert shouting(facts(text, name="AALIANCE")) is None


def test_letters_from_two_alphabets_are_a_disguise():
    assert disguise(facts("Аffоrdable trаnsfer")).weight == SUSPICIOUS_FROM
    assert disguise(facts("Aff?rd?bl? tr?n?f?r")) is not None


@pytest.mark.parametrize(
    "text", ["ІТ-школа для біженців", "IТшкола для всіх", "https://a.example/?q=a?b?c who? me?why"]
)
def test_one_slip_between_keyboards_is_no_disguise(text):
    assert disguise(facts(text)) is None


def test_next_to_nothing_is_little_reason():
    assert next_to_nothing(facts("bla bla")).weight == 1
    assert next_to_nothing(facts()) is None


# What was learned


def test_words_that_curators_decided_on_weigh_and_say_why():
    spam = [(["pumps", "cheap", "link:pumps.example"], True)] * 4
    honest = [(["neighbours", "learn", "german"], False)] * 4
    learned = learn([*spam, *honest])
    against = learned_words(facts("Cheap pumps", website="https://pumps.example"), learned)
    assert against.weight == SPAM
    assert set(against.detail.split(", ")) == {"cheap +1.6", "link:pumps.example +1.6", "pumps +1.6"}
    speaking_for = learned_words(facts("Neighbours learn German"), learned)
    assert (speaking_for.weight, "german -1.6" in speaking_for.detail) == (HONEST, True)
    assert learned_words(facts("Something else"), learned) is None


def test_it_never_decides_alone():
    assert SPAM < SUSPICIOUS_FROM
    assert verdict([Signal("learned-words", SPAM, "")]) == "waiting"
    learned = learn([(["pumps"], True), (["pumps"], True), (["learn"], False), (["learn"], False)] * 500)
    assert learned_words(facts("pumps " * 500), learned).weight <= SPAM


def test_few_honest_texts_among_very_many_do_not_speak_for_spam():
    rare = [(["kitchen"], False)] * 3
    learned = learn([*rare, *[(["learn", "german", "together"], False)] * 3000, *[(["pumps"], True)] * 10])
    assert learned.odds("kitchen") < 0 < learned.odds("pumps")


def test_a_word_of_a_single_text_is_not_learned():
    assert learn([(["ada", "learn"], False)] + [(["learn"], False)] * (FEWEST_TEXTS - 1)).words == {
        "learn": (0, FEWEST_TEXTS)
    }


def test_nothing_learned_says_nothing():
    assert learned_words(facts(), Learned(words={})) is None
    assert learned_words(facts("pumps"), learn([(["pumps"], True)] * 5)) is None


def test_tokens_are_telling_words_and_domains_each_once():
    found = tokens(
        facts("The App, an app for Kinder – see https://Partner.example/x", name="", website="https://a.org")
    )
    looks = ["look:off-topic", "look:nobody"]
    assert found == ["app", "kinder", "see", *looks, "link:a.org", "link:partner.example"]


# The sum


@pytest.mark.parametrize(
    ("weights", "result"),
    [
        ((), "waiting"),
        ((3,), "waiting"),
        ((4,), "suspicious"),
        ((5, 2), "suspicious"),
        ((5, 3), "spam"),
        ((5, 3, -1), "suspicious"),
    ],
)
def test_the_sum_decides(weights, result):
    assert verdict([Signal("x", weight, "") for weight in weights]) == result


@pytest.mark.parametrize(("example", "is_spam"), examples(), ids=lambda value: getattr(value, "name", value))
def test_shipped_examples_fall_where_they_belong_though_nothing_was_learned(example, is_spam):
    result = verdict(of_text(example, Learned(words={})))
    assert result == "waiting" if not is_spam else result in ("waiting", "suspicious", "spam")


def test_most_shipped_spam_is_seen_though_nothing_was_learned():
    spam = [example for example, is_spam in examples() if is_spam]
    seen = [example for example in spam if verdict(of_text(example, Learned(words={}))) != "waiting"]
    assert len(seen) >= 0.9 * len(spam)


@pytest.mark.parametrize("name", ["berlin", "germany", "world"])
def test_every_real_entry_of_the_catalogue_would_wait_even_without_javascript(name):
    with Path(settings.BASE_DIR, "fixtures", f"projects-{name}.csv").open(encoding="utf-8", newline="") as file:
        entries = [
            Facts(name=row["name"], summary=row["summary"], website=row["website"]) for row in csv.DictReader(file)
        ]
    no_proof = Signal("no-proof-of-work", 1, "")
    assert [entry.name for entry in entries if verdict([*of_text(entry), no_proof]) != "waiting"] == []


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("Debt help", "Free advice for refugee families who were sold payday loans or lost money in an online casino."),
        ("Spielfrei", "Beratung für Geflüchtete, die an Spielautomaten oder mit Sportwetten Geld verloren haben."),
        (
            "Essay writing for newcomers",
            "Volunteers teach young refugees essay writing for their first year at university.",
        ),
        (
            "Taxi School",
            "Migrant drivers found a cooperative and offer a taxi service for hospital visits, with interpreters.",
        ),
        ("Prêt solidaire", "Une association qui aide les réfugiés à obtenir un prêt pour créer leur coopérative."),
        ("بيت الأمل", "جمعية خيرية تساعد اللاجئين على تجنب القروض ومشاكل القمار من خلال استشارة مجانية."),
        ("Вільні від ставок", "Волонтери допомагають біженцям, які втратили гроші у казино онлайн."),
        ("KLEIDERKAMMER", "WIR SAMMELN KLEIDER UND SPENDEN FÜR GEFLÜCHTETE IN BERLIN UND VERTEILEN SIE"),
    ],
)
def test_honest_texts_that_touch_on_it_are_never_spam_and_need_more_to_be_suspicious(name, summary):
    found = of_text(facts(summary, name=name))
    assert verdict(found) == "waiting", found


@pytest.mark.parametrize(
    "fields",
    [
        {
            "name": "Best Essay Writing Service",
            "summary": "Buy essays now! Professional writers, best prices, high quality, 24/7.",
            "website": "https://best-essays.example",
        },
        {
            "name": "Online Casino Bonus",
            "summary": "Play online slots with free spins, sports betting and jackpots. Sign up now!!!",
            "website": "https://casino-bonus.example",
        },
        {
            "name": "Sofortkredit",
            "summary": "Kredit ohne Schufa mit Sofortzusage, günstig und unverbindlich, jetzt anfragen: https://bit.ly/kredit",
            "website": "https://bit.ly/kredit",
        },
    ],
)
def test_plain_adverts_are_spam_and_more_than_one_layer_says_so(fields):
    found = of_text(Facts(**fields))
    assert verdict(found) == "spam"
    assert len([signal for signal in found if signal.weight > 0]) > 1


def test_no_layer_reaches_spam_alone():
    loudest = facts(
        "PAYDAY LOANS!!! CASINO BONUS, ESSAY WRITING, BEST PRICE, CHEAP, DISCOUNT, ORDER NOW, CALL US " * 20,
        name="https://casino.example ESSAY WRITING",
        description="<a href='x'> https://bit.ly/x " + " ".join(f"www.essays{number}.example" for number in range(9)),
        website="https://payday.example",
    )
    weights = {signal.name: signal.weight for signal in of_text(loudest)}
    assert len(weights) > 5
    assert max(weights.values()) < SPAM_FROM


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60), st.booleans())
@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_it(name, text, website, describes_entry):
    found = of_text(
        Facts(
            name=name,
            summary=text,
            description=name,
            website=f"https://{website}",
            email=text,
            describes_entry=describes_entry,
        )
    )
    assert verdict(found) in ("waiting", "suspicious", "spam")
    assert all(signal.name in LABELS and -1 <= signal.weight < SPAM_FROM and signal.weight for signal in found)
    assert len(found) <= len(TEXT_LAYERS) + 1
    assert of_text(Facts()) == [next_to_nothing(Facts())]


def test_every_layer_has_a_name_of_its_own():
    assert len(LABELS) == len(set(map(str, LABELS.values())))
    assert from_examples() is from_examples()


# Topic and trade in every language


@pytest.mark.parametrize(
    "text",
    [
        # "agence" begins as "âgé" does, which is no reason to take it for one that cares for the elderly.
        "Notre agence de référencement place votre site en tête des moteurs de recherche pour un prix qui reste bas.",
        "Welcome to our city store: it is free to look at the open shelves, and we have all that you want.",
        "Kostenlos und unverbindlich: wir sind in der Stadt für Sie da und haben das, was Sie am Auto ärgert.",
        "Gratuit et sans engagement, nous sommes dans votre ville pour les portes et les fenêtres de la maison.",
    ],
)
def test_what_adverts_say_is_no_word_of_the_topic(text):
    assert off_topic(facts(text, name="")).weight == 2


@pytest.mark.parametrize(
    "text",
    [
        "Garantizamos los mejores precios: llámanos ahora y compra con un 20 por ciento de descuento.",
        "Лучшие цены, быстрая доставка, звоните сейчас и купите со скидкой 20 процентов.",
        "En iyi fiyatlar, yüzde 20 indirim, hemen sipariş verin, bizi arayın.",
        "Hovorëm përgjigje 24 minutes, WhatsApp, bonus 100 %.",
    ],
)
def test_who_sells_in_a_language_is_seen_to_sell(text):
    found = facts(text, name="")
    assert off_topic(found).weight + trade(found).weight == SUSPICIOUS_FROM


@pytest.mark.parametrize(
    "text",
    [
        "Microcréditos de 3.000 euros para refugiados que crean su empresa, sin aval; escríbenos ahora.",
        "Kurs języka dla uchodźców: cena 20 złotych, zniżka 50 procent, zadzwoń teraz.",
        "ንሓደስቲ ሰባት ሓበሬታ ብትግርኛ።",
        "Malpera alîkariyê ji bo penaberan.",
    ],
)
def test_an_honest_offer_may_have_its_price_in_every_language(text):
    found = facts(text, name="")
    assert (off_topic(found), trade(found)) == (None, None)


def test_no_stem_of_the_topic_is_so_short_that_it_begins_everything():
    stems = [word for language in table("topic.toml").values() for word in language["words"] if word.endswith("*")]
    assert [stem for stem in stems if len(fold(stem).strip()) < 3] == []


def test_languages_are_told_by_their_common_words():
    assert languages_of(["die", "katze", "sitzt", "auf", "der", "matte", "und", "ist", "nicht", "allein"]) == ["de"]
    assert languages_of([]) == []


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("It costs 10 euros now.", 1),
        ("The office is open today only until 5.", 0),
        ("Best replica watches, 20 percent off, order now.", 2),
    ],
)
def test_a_report_may_say_what_something_costs_now(text, weight):
    found = trade(facts(text, name="", describes_entry=False))
    assert (found.weight if found else 0) == weight
