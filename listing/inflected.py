"""The forms that names of places and languages have in a sentence: у Відні, українською, Wiener, بالعربية.

By rule rather than by list, as there are hundreds of names. Too many forms do no harm, as long as none is another word.
"""

import re

# Nominative ending -> what is taken off it, and what the other cases have instead. The first that fits counts.
UKRAINIAN = (
    ("ія", "я", ("ї", "ю", "єю")),
    ("я", "я", ("і", "ї", "ю", "ею", "єю")),
    ("а", "а", ("и", "у", "ою", "~і")),
    ("ень", "ень", ("ня", "ню", "нем", "ні")),
    ("ів", "ів", ("ова", "ову", "овом", "ові", "ева", "еву", "евом", "еві", "єва", "єву", "євом", "єві")),
    ("ь", "ь", ("я", "ю", "ем", "і")),
    ("й", "й", ("я", "ю", "єм", "ї")),
    ("и", "и", ("", "ів", "ам", "ами", "ах")),
    ("і", "і", ("ів", "ам", "ами", "ах")),
    ("о", "о", ("а", "у", "ом", "і", "ові")),
    ("е", "", ()),
    ("у", "", ()),
    ("", "", ("а", "у", "ом", "ові", "~і")),
)
# What tells a city from others of its name: Frankfurt am Main, Halle (Saale), Франкфурт-на-Майні.
WHERE_IT_LIES = re.compile(r" (?:am|an der|im|sur) | \(|-(?:sur|en|на)-")
# Before і the last consonant of a stem changes: Гамбург, у Гамбурзі.
SOFTENED = {"г": "з", "ґ": "з", "к": "ц", "х": "с"}
# The endings of an adjective before a Ukrainian name, which change with it: Нижня Саксонія, у Нижній Саксонії.
ADJECTIVAL = re.compile("(?:[иі]й|[аяеі])$")
FEWEST_OF_A_STEM = 3  # letters that a word begins with, whatever its ending
# Of words in -ка the case that counts things puts a vowel into what is the beginning of all others.
GENITIVE_WITH_VOWEL = re.compile(r"~?(?P<stem>[Ѐ-ӿ']*[бвгджзклмнпрстфхцчшщ])к\*")
# “in”, “for”, “from” … are written as one word with what follows.
ARABIC_PREFIXES = ("ب", "ل", "و", "ف")
SHORTEST = 5  # letters of a name that gets an ending of German or English
LONGEST_OF_A_WORD = 3  # letters of an Arabic name of a language that is as often a word: توي, Twi, means “just now”
# Who lives in a city in German, and what belongs to it, is the name with this ending.
GERMAN_OF_THE_CITY = ((re.compile("en$"), "ner"), (re.compile("e$"), "er"), (re.compile("$"), "er"))


def place_forms(name):
    """Return the forms of the name of a place, itself first, and of what is short for it. An asterisk: any ending."""
    short = WHERE_IT_LIES.split(name)[0]
    return [*_place_forms(name), *(_place_forms(short) if short != name else ())]


def _place_forms(name):
    last = name.split()[-1] if name.split() else ""
    if is_cyrillic(last):
        head = name.removesuffix(last)
        return [name, *(head + form for form in _cases(last)), *_with_any_endings(name)]
    if is_arabic(name):
        return [name, *(f"{prefix}{name}" for prefix in ARABIC_PREFIXES)]
    return [name, f"{name}s"] if len(last) >= SHORTEST else [name]


def inhabitants(name):
    """Return what people say of what belongs to a city by its German name: Berliner, Bremer, Münchener."""
    if len(name) < SHORTEST or " " in name or (not name.isascii() and not re.search("[äöüß]", name)):
        return []
    pattern, ending = next(pair for pair in GERMAN_OF_THE_CITY if pair[0].search(name))
    return [pattern.sub(ending, name, count=1)]


def language_forms(name):
    """Return the forms of the name of a language: “українською”, “arabische”, “عربي”. An asterisk: any ending."""
    if name.endswith("ська"):
        return [name, name.removesuffix("а") + "*", f"по {name.removesuffix('ська')}ськи"]
    if name.endswith("isch"):
        return [name, f"{name}*", f"{name}sprachig*"]
    if is_cyrillic(name):
        return [name, *_cases(name)]
    if is_arabic(name):
        return _arabic_language_forms(name)
    if len(name) < SHORTEST:
        return [name]
    return [name, f"{name}s", f"{name}es", f"{name} speaking", f"{name} language", f"langue {name}", f"{name}phone"]


def _arabic_language_forms(name):
    bare = name.removeprefix("ال")
    forms = [name, f"اللغة {name}", f"لغة {bare}"]
    if len(name) <= LONGEST_OF_A_WORD:
        return forms[1:]
    # What is written in it: a newspaper in Arabic is جريدة عربية.
    return [*forms, name.removesuffix("ة"), bare, bare.removesuffix("ة")] if name.endswith("ية") else forms


def _with_any_endings(name):
    """Return the stems of a Ukrainian name of several words as one phrase, in a list; [] of one word.

    A single stem may begin another name.
    """
    *before, last = re.findall(r"\w+", name)
    if not before:
        return []
    stems = [ADJECTIVAL.sub("", word) for word in before] + [_stem(last)]
    return [
        " ".join(
            f"{stem}*" if len(stem) >= FEWEST_OF_A_STEM else word
            for word, stem in zip((*before, last), stems, strict=True)
        )
    ]


def _stem(word):
    """Return what all cases of a Ukrainian name begin with."""
    stem, endings = _declension(word)
    changes = stem[-1:] in SOFTENED and any(ending.startswith("~") for ending in endings)
    return stem[:-1] if changes else stem


def other_forms(phrase):
    """Return the forms of a word of Ukrainian that its beginning with any ending leaves out: іграшк* lacks іграшок."""
    has_vowel_put_in = GENITIVE_WITH_VOWEL.fullmatch(phrase)
    return [f"{has_vowel_put_in['stem']}ок"] if has_vowel_put_in else []


def is_cyrillic(text):
    return "Ѐ" <= text[:1] <= "ӿ"


def is_arabic(text):
    return "؀" <= text[:1] <= "ۿ"


def _cases(word):
    """Return the other cases of a Ukrainian name of one word; of a name with hyphens those of its last part."""
    stem, endings = _declension(word)
    softened = stem[:-1] + SOFTENED.get(stem[-1:], stem[-1:])
    return [softened + ending[1:] if ending.startswith("~") else stem + ending for ending in endings]


def _declension(word):
    """Return what the other cases of a Ukrainian name are made of: its stem, and endings as UKRAINIAN has them."""
    _ending, taken_off, endings = next(rule for rule in UKRAINIAN if word.endswith(rule[0]))
    return word.removesuffix(taken_off), endings
