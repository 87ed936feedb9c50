"""Reads what somebody asks for: a need, a place, a language, in words and whole sentences of any language.

A *lexicon* says which phrases mean what. Reading finds its phrases in a text, the longest first, and tells what is left
over. It knows nothing of themes or cities: what a phrase means is a kind and a key, given by whoever makes the lexicon.

    lexicon = Lexicon([("flat*", Sense("theme", "housing")), ("Berlin", Sense("city", "berlin"))])
    reading = lexicon.read("I need a flat in Berlin")
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.articles import forms
from search.function_words import FUNCTION_WORDS
from search.known_words import is_a_word
from search.query import MAX_LENGTH, MAX_TERMS, in_plain_words
from search.sounds import consonants_of_arabic, lacks_a_vowel_of, sound_of_cyrillic
from search.text import placed_words, words

LONGEST_PHRASE = 5  # words
ANY_ENDING, WEAK, VERBATIM = "*", "~", "="
FEWEST_LETTERS = 3  # of a beginning
# Letters from which on a word that the lexicon does not have may be one of its names with so many mistakes, and letters
# that a word needs to be one that is no name.
ONE_MISTAKE, TWO_MISTAKES, LONG, LONG_FOR_TWO = 5, 9, 6, 11
MOST_NEAR = 8
MANY_CONSONANTS = 4  # from which on those of an Arabic word say which name it is
LONGEST_GLUED = 40  # letters of a place and what is looked for there, typed as one word
MOST_OF_ENDING = 3  # letters that may follow on a beginning within such a word, as in “jobsinberlin”
LETTERS_A_MISTAKE = 3  # of a word that something else is spelled somewhat like
# Words before the name of a language that say that something is offered in it.
INTRODUCING = frozenset(words("in auf en"))
ARABIC_WITH = "بال"  # “in the”, written as one word with the name of a language
UKRAINIAN_IN = "ською"  # the case that says in which language
MOST_FORMS = 2  # of an Arabic word within a phrase
ARABIC_PREFIXES = tuple("وفبلك")  # and, so, in, for, like: written as one word with the next
ON_THE = "عال"  # as people say it, short for على ال
# What is mine, yours, his, hers or ours: a word in ة, which folding makes ه, has ت before that.
ARABIC_OWNED = re.compile("(?P<stem>[\u0600-\u06ff]{3,})ت(?:ي|ك|نا|ها|ه|هم|كم)")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means. kind: such as "theme"; key: such as "housing".

    is_weak: whether it counts only where nothing else of the kind was said, as “help” does.
    """

    kind: str
    key: str
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class PartOfReading:
    """What was read from a piece of the text. start, end: where it stands; is_introduced: by a word such as “in”;
    corrected: the name it was taken for, "" where it was spelled like that.
    """

    sense: Sense
    start: int
    end: int
    is_introduced: bool = False
    corrected: str = ""


@dataclass(frozen=True)
class Reading:
    """What a text asks for: its parts in their order, and what is left of it as text.

    said: the parts whose words are no part of what is left, those that are not meant among them.
    """

    text: str = ""
    parts: tuple = ()
    said: tuple = ()

    def __bool__(self):
        return bool(self.parts)

    @property
    def rest(self):
        """The text without what was read; function words go with what they introduced."""
        left = self.text
        for start, end in sorted({(part.start, part.end) for part in self.said}, reverse=True):
            left = f"{left[:start]} {left[end:]}"
        said = [word for word, _start, _end in placed_words(left)]
        return "" if all(word in FUNCTION_WORDS for word in said) else " ".join(left.split())

    def keys(self, kind):
        """Return the keys of one kind, each once, in the order of the text."""
        return list(dict.fromkeys(part.sense.key for part in self.parts if part.sense.kind == kind))

    def without(self, *kinds):
        """Return the reading without what it says of some kinds; their words count as said, though not as meant."""
        return replace(self, parts=tuple(part for part in self.parts if part.sense.kind not in kinds))

    def with_first(self, *kinds):
        """Return the reading in which words that mean something of these kinds mean nothing else."""
        spans = {(part.start, part.end) for part in self.parts if part.sense.kind in kinds}
        kept = (part for part in self.parts if part.sense.kind in kinds or (part.start, part.end) not in spans)
        return replace(self, parts=tuple(kept))

    def text_without(self, sense):
        """Return the text without the words that were read as a sense, for the address that takes it off."""
        spans = {(part.start, part.end) for part in self.said if part.sense == sense}
        left = self.text
        for start, end in sorted(spans, reverse=True):
            left = f"{left[:start]} {left[end:]}"
        return " ".join(left.split())


class Spelled(NamedTuple):
    """A word that may be mistyped: what it means, the phrase as it is given, and whether that may have any ending."""

    sense: Sense
    phrase: str
    is_open: bool


class TakenApart(NamedTuple):
    """What a phrase of a lexicon is made of, whatever it means. said: its words but for function words; around: all
    of them where these leave one.
    """

    said: tuple
    is_open: bool
    begins_anyhow: bool
    around: tuple
    pattern: tuple
    sounds: tuple
    consonants: str


def _taken_apart(phrase):
    """Return a phrase TakenApart, None where it says too little or too much to be looked for."""
    written = tuple(words(phrase))
    said = tuple(word for word in written if word not in FUNCTION_WORDS) or written
    is_open, begins_anyhow = phrase.endswith(ANY_ENDING), phrase.startswith(ANY_ENDING)
    if not said or len(said) > LONGEST_PHRASE or (is_open and len(said[-1]) < FEWEST_LETTERS):
        return None
    around = written if len(said) == 1 and len(written) > 1 else ()
    pattern, sounds, consonants = (), (), ""
    if len(said) > 1 and ANY_ENDING in phrase[1:-1]:
        pieces = ((words(piece), piece.endswith(ANY_ENDING)) for piece in phrase.split())
        pattern = tuple((some[0], begins) for some, begins in pieces if some and some[0] not in FUNCTION_WORDS)
    else:
        said = tuple(forms(word)[0] if _is_arabic(word) else word for word in said)
        if "\u0400" <= said[0][0] <= "\u04ff":
            sounds = tuple(map(sound_of_cyrillic, said))
        elif len(said) == 1 and _is_arabic(said[0]):
            # A name of vowels alone would be that of every word of which too few consonants are left.
            consonants = consonants_of_arabic(said[0])
    return TakenApart(said, is_open, begins_anyhow, around, pattern, sounds, consonants)


# Those of the tables of a lexicon that have a tuple of what belongs to a phrase.
TABLES = (
    *("whole", "beginnings", "endings", "verbatim", "aside", "loose"),
    *("sounds", "beginnings_of_sounds", "consonants", "written"),
)


class Lexicon:
    """Phrases and what they mean.

    entries: pairs of a phrase and a Sense. In a phrase an asterisk behind the last word stands for any ending, one
    before a single word for any beginning, and a tilde before the first word makes the sense a weak one; so does a
    phrase of which function words leave one word. A phrase behind an equals sign counts in its very words, function
    words too, as “near me” has to, and is weak. names: kinds whose phrases of one word are names: they need fewer
    letters to be found with a typing mistake. within: kinds that are looked for within longer phrases as well, as the
    city in “new in Berlin” is; not within those of such a kind, as that in “Greater Manchester” would be. places: kinds
    that are found as well where they are typed as one word with what is looked for there, as “berlinjobs” is.
    """

    def __init__(self, entries, names=(), within=(), places=()):
        self.names, self.within, self.places = names, within, places
        # Words of a phrase in one text -> what it means: a text and a tuple of senses that many phrases share take half
        # the room of a tuple and a list of its own.
        self.whole, self.beginnings, self.endings = {}, {}, {}
        self.longest = {}  # first word -> words of the longest phrase that begins with it, of more than one
        # By their sound, for what is typed in Latin letters; by their first letter, for what is mistyped.
        self.sounds, self.beginnings_of_sounds, self.consonants = {}, {}, {}
        self.written = {}  # consonants -> the Arabic words that have them
        self.spelled = {}
        # What is said with function words alone around one word, as “how can I help”, or counts in its very words.
        self.verbatim, self.aside = {}, {}
        # Phrases of which a word other than the last may have any ending, by the first letters.
        self.loose = {}
        self._shared = {}  # tuples of senses -> themselves
        for phrase, sense in entries:
            self._add(phrase.strip(), sense, sense.kind in names)

    def followed_by(self, other):
        """Return a Lexicon of the phrases of this one and, behind them, those of another."""
        both = Lexicon((), self.names, self.within, self.places)
        for name in TABLES:
            first, behind = getattr(self, name), getattr(other, name)
            in_both = first.keys() & behind.keys()
            together = {key: tuple(dict.fromkeys((*first[key], *behind[key]))) for key in in_both}
            setattr(both, name, behind | first | together)
        longest = {word: max(number, other.longest.get(word, 1)) for word, number in self.longest.items()}
        both.longest = other.longest | longest
        for letter in self.spelled.keys() | other.spelled.keys():
            both.spelled[letter] = other.spelled.get(letter, {}) | self.spelled.get(letter, {})
        return both

    def _add(self, phrase, sense, is_name):
        if phrase.startswith(VERBATIM):
            self._note(self.aside, words(phrase), replace(sense, is_weak=True))
            return
        taken = _taken_apart(phrase)
        if not taken:
            return
        said, is_verbatim = taken.said, taken.around and not is_name
        if phrase.startswith(WEAK):
            sense = replace(sense, is_weak=True)
        elif is_verbatim:
            self._note(self.verbatim, taken.around, sense)
            sense = replace(sense, is_weak=True)
        if taken.pattern:
            begun = said[0][:FEWEST_LETTERS]
            self.loose[begun] = (*self.loose.get(begun, ()), (taken.pattern, sense))
            return
        if taken.begins_anyhow:
            self._note(self.endings, said, sense)
            return
        self._note(self.beginnings if taken.is_open else self.whole, said, sense)
        if len(said) > 1:
            self.longest[said[0]] = max(len(said), self.longest.get(said[0], 1))
        self._note_sound(taken, sense)
        if len(said) == 1 and len(said[0]) >= (ONE_MISTAKE if is_name else LONG) and not sense.is_weak:
            spelled = Spelled(sense, phrase.strip(ANY_ENDING), taken.is_open)
            self.spelled.setdefault(said[0][0], {}).setdefault(said[0], spelled)

    def _note_sound(self, taken, sense):
        if taken.sounds:
            self._note(self.beginnings_of_sounds if taken.is_open else self.sounds, taken.sounds, sense)
        elif taken.consonants:
            self._note(self.consonants, [taken.consonants], sense)
            self.written[taken.consonants] = (*self.written.get(taken.consonants, ()), taken.said[0])

    def _note(self, table, said, sense):
        said = " ".join(said)
        senses = table.get(said, ())
        if sense not in senses:
            senses = (*senses, sense)
            table[said] = self._shared.setdefault(senses, senses)

    def read(self, text, *, is_known=lambda word: False, is_possible=lambda sense: True):
        """Return the Reading of a text; what is quoted or left out with a minus is left over as it is.

        is_known: says of a folded word that it stands in what is searched, and so needs no correction. is_possible:
        says of a Sense whether anything could be found by it; others are none.
        """
        placed = self._apart(placed_words(in_plain_words(text)), is_known, is_possible)
        parts, aside = self._aside(placed, is_possible)
        said = [
            number
            for number, (word, _start, _end) in enumerate(placed)
            if word not in FUNCTION_WORDS and number not in aside
        ]
        place, guesses = 0, 0
        while place < len(said):
            numbers = said[place : place + LONGEST_PHRASE]
            found, length = self._longest([placed[number][0] for number in numbers], is_possible)
            if length == 1:
                found = self._verbatim(placed, said[place], is_possible) or found
            corrected = ""
            if not found and guesses < MAX_TERMS:
                guesses += 1
                found, length, corrected = self._guessed([placed[number][0] for number in numbers], is_known)
                found = [sense for sense in found if is_possible(sense)]
                length = length if found else 1
            if found:
                first, last = said[place], said[place + length - 1]
                introduced = self._is_introduced(placed, first)
                parts += [
                    PartOfReading(sense, placed[first][1], placed[last][2], introduced, corrected) for sense in found
                ]
            if length > 1 and not any(sense.kind in self.within for sense in found):
                parts += self._within([placed[number] for number in numbers[:length]], is_possible)
            place += length
        parts = tuple(sorted(parts, key=lambda part: part.start))
        return Reading(text, _settled(parts), parts)

    def _apart(self, placed, is_known, is_possible):
        """Return placed words, of which a place and what is looked for there, typed as one, are two."""
        apart = []
        for word, start, end in placed:
            seam = 0
            # What folding made longer or shorter has its seam elsewhere in the text.
            if len(word) == end - start <= LONGEST_GLUED and word not in self.whole and not is_a_word(word):
                seam = self._seam(word, is_possible)
            if seam and is_known(word):
                seam = 0
            apart += [(word[:seam], start, start + seam)] if seam else []
            apart.append((word[seam:], start + seam, end))
        return apart

    def _seam(self, word, is_possible):
        """Return where a word falls into a place and something else that is asked for, or 0."""
        for seam in range(FEWEST_LETTERS, len(word) - FEWEST_LETTERS + 1):
            for place, other in ((word[:seam], word[seam:]), (word[seam:], word[:seam])):
                places = self.whole.get(place, ()) if len(place) > FEWEST_LETTERS else ()
                if any(sense.kind in self.places and is_possible(sense) for sense in places) and self._is_asked(other):
                    return seam
        return 0

    def _is_asked(self, word):
        """Return whether a word is a phrase that is no name, but for letters of an ending."""
        for end in range(len(word), max(len(word) - MOST_OF_ENDING, FEWEST_LETTERS) - 1, -1):
            senses = self.beginnings.get(word[:end], ()) or (self.whole.get(word, ()) if end == len(word) else ())
            if any(sense.kind not in self.names for sense in senses):
                return True
        return False

    def near(self, text):
        """Return the senses of phrases that are spelled somewhat like a word of a text, the nearest first."""
        found = []
        for word in dict.fromkeys(words(in_plain_words(text)[:MAX_LENGTH])):
            if len(word) >= ONE_MISTAKE and word not in FUNCTION_WORDS:
                found += extract(
                    word,
                    self._all_spelled,
                    scorer=OSA.distance,
                    score_cutoff=len(word) // LETTERS_A_MISTAKE,
                    limit=MOST_NEAR,
                )
            if len(found) >= MOST_NEAR:
                break
        found.sort(key=lambda row: (row[1], row[0]))
        return list(dict.fromkeys(self.spelled[name[0]][name].sense for name, _distance, _key in found))

    @cached_property
    def _all_spelled(self):
        return [name for table in self.spelled.values() for name in table]

    @staticmethod
    def _is_introduced(placed, number):
        word = placed[number][0]
        return (
            word.startswith(ARABIC_WITH)
            or word.endswith(UKRAINIAN_IN)
            or (number > 0 and placed[number - 1][0] in INTRODUCING)
        )

    def _longest(self, said, is_possible):
        """Return the possible senses of the longest phrase that some words begin with, and its number of words."""
        first, others = _spellings(said[0]), [forms(word)[:MOST_FORMS] for word in said[1:]]
        longest = max(self.longest.get(form, 1) for form in first)
        if said[0][:FEWEST_LETTERS] in self.loose:
            longest = LONGEST_PHRASE
        for length in range(min(len(said), longest), 0, -1):
            spellings = [" ".join(spelling) for spelling in product(first, *others[: length - 1])]
            for senses in self._found(spellings, said[:length]):
                if possible := [sense for sense in senses if is_possible(sense)]:
                    return possible, length
        return (), 1

    def _found(self, spellings, said):
        """Yield the senses of a phrase in all its spellings, the likeliest first."""
        yield from _senses(spellings, self.whole, self.beginnings)
        if len(said) > 1:
            yield self._loosely(said)
        else:
            yield self._ending(said[0])

    def _aside(self, placed, is_possible):
        """Return what phrases that count in their very words mean: their parts, and the numbers of their words."""
        parts, numbers, place = [], set(), 0
        while place < len(placed):
            for length in range(min(LONGEST_PHRASE, len(placed) - place), 0, -1):
                some = placed[place : place + length]
                said = " ".join(word for word, *_span in some)
                senses = [sense for sense in self.aside.get(said, ()) if is_possible(sense)]
                if senses:
                    parts += [PartOfReading(sense, some[0][1], some[-1][2]) for sense in senses]
                    numbers.update(range(place, place + length))
                    place += length - 1
                    break
            place += 1
        return parts, numbers

    def _verbatim(self, placed, number, is_possible):
        """Return the possible senses of a word with the function words before it."""
        for first in range(max(0, number - LONGEST_PHRASE), number):
            senses = self.verbatim.get(" ".join(word for word, _start, _end in placed[first : number + 1]), ())
            if possible := [sense for sense in senses if is_possible(sense)]:
                return possible
        return []

    def _within(self, placed, is_possible):
        """Yield what single words of a phrase mean of the kinds that count there as well."""
        for word, start, end in placed:
            for sense in next(_senses(_spellings(word), self.whole, self.beginnings), ()):
                if sense.kind in self.within and is_possible(sense):
                    yield PartOfReading(sense, start, end)

    def _loosely(self, said):
        """Return the senses of a phrase in which words may have any ending."""
        return list(
            dict.fromkeys(
                sense
                for pattern, sense in self.loose.get(said[0][:FEWEST_LETTERS], ())
                if len(pattern) == len(said)
                and all(
                    word.startswith(begun) if is_open else word == begun
                    for word, (begun, is_open) in zip(said, pattern, strict=True)
                )
            )
        )

    def _ending(self, word):
        """Return the senses of the longest ending of a word, as of the last part of a compound."""
        for start in range(1, len(word) - FEWEST_LETTERS + 1):
            if senses := self.endings.get(word[start:]):
                return senses
        return ()

    def _guessed(self, said, is_known):
        """Return the senses of words that are none of any language, their number, and what they were taken for."""
        if _is_arabic(said[0]) and (senses := self._written_otherwise(said[0])):
            return senses, 1, ""
        if is_a_word(said[0]) or len(said[0]) < FEWEST_LETTERS:
            return (), 1, ""
        for length in range(len(said), 0, -1):
            sounds = " ".join(map(sound_of_cyrillic, said[:length]))
            senses = next(_senses([sounds], self.sounds, self.beginnings_of_sounds), ())
            if senses and not is_known(said[0]):
                return senses, length, " ".join(said[:length])
        senses, spelled = self._misspelled(said[0])
        if not senses:
            senses = self._typed_for_arabic(said[0]) if said[0].isascii() else ()
            # Consonants alone are no proof where they are those of two words.
            senses, spelled = (senses, said[0]) if len(senses) == 1 else ((), "")
        return ((), 1, "") if senses and is_known(said[0]) else (senses, 1, spelled)

    def _written_otherwise(self, word):
        """Return the senses of the one Arabic name that has the consonants of a word.

        Names of elsewhere are written in several ways, each of which is a word; but few consonants are no proof where
        it is a word of its own, or begins with another letter: مسار, a way, is no مصر, and somebody called حسن no هسن.
        """
        consonants = consonants_of_arabic(word)
        senses = self.consonants.get(consonants, ())
        if len(consonants) < FEWEST_LETTERS or len(senses) != 1 or senses[0].kind not in self.names:
            return ()
        begins_so = any(written[0] == word[0] for written in self.written[consonants])
        return senses if len(consonants) >= MANY_CONSONANTS or (begins_so and not is_a_word(word)) else ()

    def _typed_for_arabic(self, word):
        """Return the senses of Arabic words for which one in Latin letters may be typed."""
        consonants = consonants_of_arabic(word)
        if all(lacks_a_vowel_of(word, written) for written in self.written.get(consonants, ())):
            return ()
        return self.consonants[consonants]

    def _misspelled(self, word):
        """Return ([Sense], phrase) of the one word that another nearly is; the first letter is taken to be right."""
        if len(word) < ONE_MISTAKE or not word.isalpha():
            return (), ""
        near = []
        for name, (sense, spelled, is_open) in self.spelled.get(word[0], {}).items():
            most = 2 if len(word) >= (TWO_MISTAKES if sense.kind in self.names else LONG_FOR_TWO) else 1
            # What may have any ending need only be the beginning, which has a letter more or less where one is amiss.
            lengths = range(len(name) - 1, len(name) + 2) if is_open else (len(word),)
            distance = min(OSA.distance(word[:length], name, score_cutoff=most) for length in lengths)
            if distance <= most:
                # Letters that changed places are still all there, so friend is nearer to freind than Freund is.
                is_exchanged = sorted(word) != sorted(name)
                near.append((distance, is_exchanged, len(spelled), spelled, sense))
        near.sort(key=lambda row: row[:4])
        senses = {row[4] for row in near if row[0] == near[0][0]}
        return ([near[0][4]], near[0][3]) if len(senses) == 1 else ((), "")


def _is_arabic(word):
    return "\u0600" <= word[0] <= "\u06ff"


def _senses(choices, whole, beginnings):
    """Yield the senses of a phrase in some spellings: those of whole ones before those of beginnings."""
    for said in choices:
        if senses := whole.get(said):
            yield senses
    for said in choices:
        last = said.rfind(" ") + 1
        for end in range(len(said), last + FEWEST_LETTERS - 1, -1):
            if senses := beginnings.get(said[:end]):
                yield senses


def _spellings(word):
    """Return the forms of a word, and of an Arabic one those without what is written as one with it."""
    found = forms(word)
    if word.startswith(ON_THE) and len(word) >= FEWEST_LETTERS + len(ON_THE):
        found = (*found, word.removeprefix(ON_THE))
    if len(word) > FEWEST_LETTERS and word[0] in ARABIC_PREFIXES:
        found = (*found, word[1:])
    if owned := ARABIC_OWNED.fullmatch(word):
        found = (*found, *forms(f"{owned['stem']}ه"))
    return found


def _settled(parts):
    """Return the parts without weak ones where a strong one of the kind was said."""
    strong = {part.sense.kind for part in parts if not part.sense.is_weak}
    return tuple(part for part in parts if not part.sense.is_weak or part.sense.kind not in strong)
