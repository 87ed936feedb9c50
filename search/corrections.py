"""Mends typing mistakes: a term that begins no word of the vocabulary gives way to its singular, where that begins one,
and else to the nearest words of the vocabulary.

Two mistakes turn many a word of six or seven letters into another (lawyer, later). So there they are allowed only where
the first letter is right and there is nothing to choose from. Short words keep their first letter and lose none, as
Arzt is not art. What a language knows as a word is none of them. What is likely is carried out, the rest is offered.
"""

from dataclasses import dataclass
from itertools import islice, product

from django.db import connections, router
from rapidfuzz.distance import OSA

from search.backends import WORDS, backend
from search.function_words import FUNCTION_WORDS
from search.known_words import is_a_word
from search.models import SearchWord
from search.query import Query

SHORTEST = 4  # letters of a term that may be a mistake
SHORT = 5  # letters up to which one mistake is allowed; two in longer ones
MIDDLING = 7  # letters up to which two have to be beyond doubt
# Endings, and what the singular has instead.
PLURALS = (("ies", "y"), ("s", ""), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
SHORTEST_SINGULAR = 3
MOST_CANDIDATES = 5000
MOST_ALTERNATIVES = 3


@dataclass(frozen=True)
class Resolution:
    """A query as it is looked for, what was corrected in it as (typed, used) pairs, and what may have been meant as
    (typed, offered) pairs.
    """

    query: Query
    corrections: tuple = ()
    offers: tuple = ()


def resolve(query, *models):
    """Return the Resolution of a query among the published entries of some models; at most two database queries."""
    suspects = [term for term in query.terms if any(map(_may_be_mistaken, term[0].split()))]
    if not suspects:
        return Resolution(query)
    kinds, alias = [model._meta.model_name for model in models], router.db_for_read(SearchWord)
    unknown = set(_unknown(_asked(suspects), kinds, alias))
    mistaken = [term[0] for term in suspects if all(unknown.intersection(words.split()) for words in term)]
    used, uncertain, spelled = _meant(_mistakes(mistaken, unknown), unknown, kinds, alias)
    mended = {words: _mended(words, used) for words in mistaken if any(map(used.get, words.split()))}
    typed = dict(query.spelled)
    return Resolution(
        query.with_terms(mended.get(term[0], term) for term in query.terms),
        _corrections(typed, mended, spelled),
        tuple((typed.get(word, word), spelled.get(words[0], words[0])) for word, words in uncertain.items()),
    )


def _asked(terms):
    """Return the words whose being known tells what is mistaken: those of the terms, and their singulars."""
    asked = {word for term in terms for words in term for word in words.split()}
    return sorted(asked.union(*map(_singulars, asked)))


def _mistakes(mistaken, unknown):
    """Return the single words that have to be mended in what was mistaken."""
    return [word for words in mistaken for word in words.split() if word in unknown and _may_be_mistaken(word)]


def _meant(mistakes, unknown, kinds, alias):
    """Return mistaken word -> the words that it stands for, the same for those of which that is not certain, and
    word -> spelling of those that are corrections.
    """
    used = {word: _known_singular(word, unknown) for word in mistakes}
    misspelled = [word for word in used if not used[word] and not is_a_word(word)]
    candidates = _candidates(misspelled, kinds, alias) if misspelled else []
    uncertain = {}
    for word in misspelled:
        if nearest := _nearest_words(word, candidates):
            (used if _is_likely(word, nearest) else uncertain)[word] = nearest
    return used, uncertain, {word: spelling for word, spelling, _documents in candidates}


def _known_singular(word, unknown):
    """Return the likeliest singular of a word that some entry has, as a list of one, or of none."""
    return [singular for singular in _singulars(word) if singular not in unknown][:1]


def _corrections(typed, mended, spelled):
    """Return what was mended as (typed, used) pairs, in the spelling of the query and of the entries."""
    return tuple((typed.get(term, term), _shown(alternatives, spelled)) for term, alternatives in mended.items())


def _mended(words, used):
    """Return alternatives for a word, or for the pieces of one in a row; used: mistaken word -> what it stands for."""
    choices = [used.get(word) or [word] for word in words.split()]
    return tuple(" ".join(chosen) for chosen in islice(product(*choices), MOST_ALTERNATIVES))


def _shown(alternatives, spelled):
    return " / ".join("-".join(spelled.get(word, word) for word in words.split()) for words in alternatives)


def _singulars(term):
    """Return what the singular of a term may be, the likeliest first; none so short that it begins just anything."""
    singulars = [term.removesuffix(ending) + other for ending, other in PLURALS if term.endswith(ending)]
    return [word for word in singulars if len(word) >= SHORTEST_SINGULAR]


def _nearest_words(term, candidates):
    """Return the words that a mistaken term most likely stands for, best first; none where all are too far away.

    candidates: (word, spelling, number of documents). A word may begin with the term's correction instead of being
    it, as the term may not be typed to its end.
    """
    found = []
    for word, _spelling, documents in candidates:
        distance, is_beginning = _distance(term, word)
        if _is_near(term, word, distance, is_beginning):
            found.append(((distance, is_beginning), -documents, word))
    found.sort()
    nearest = list(dict.fromkeys(word for nearness, _documents, word in found if nearness == found[0][0]))
    if nearest and _has_to_be_certain(term, found[0][0][0]):
        shortest = min(nearest, key=len)
        nearest = nearest if all(word.startswith(shortest) for word in nearest) else []
    return nearest[:MOST_ALTERNATIVES]


def _is_likely(term, nearest):
    """Say whether the nearest words of a mistaken term may stand for it unasked: where they begin like it, and are
    the longer forms of one word.
    """
    shortest = min(nearest, key=len)
    return shortest[0] == term[0] and all(word.startswith(shortest) for word in nearest)


def _is_near(term, word, distance, is_beginning):
    if len(term) <= SHORT and (word[0] != term[0] or len(word) < len(term)):
        return False
    if _has_to_be_certain(term, distance):
        return distance <= _tolerance(term) and word[0] == term[0] and not is_beginning
    return distance <= _tolerance(term)


def _has_to_be_certain(term, distance):
    return distance > 1 and len(term) <= MIDDLING


def _may_be_mistaken(term):
    """Short words are near to too many others, a number is never just nearly right, and all know function words."""
    return len(term) >= SHORTEST and term not in FUNCTION_WORDS and not any(map(str.isdigit, term))


def _tolerance(term):
    return 1 if len(term) <= SHORT else 2


def _distance(term, word):
    """Return the number of mistakes, and whether it is counted to a beginning of the word only."""
    limit = _tolerance(term)
    whole = OSA.distance(term, word, score_cutoff=limit)
    if whole <= limit:
        return whole, False
    # Of a short word no letter is taken for one too many.
    lengths = range(len(term) - (limit if len(term) > SHORT else 0), len(term) + limit + 1)
    beginnings = (word[:length] for length in lengths if length < len(word))
    return min((OSA.distance(term, b, score_cutoff=limit) for b in beginnings), default=limit + 1), True


def begins_none(terms, kinds):
    """Return those of some folded words that begin no word of published entries of some kinds."""
    return _unknown(terms, kinds, router.db_for_read(SearchWord))


def _unknown(terms, kinds, alias):
    clauses = [backend(alias).begins_with(term) for term in terms]
    select = f"SELECT 1 FROM {WORDS} WHERE {_any_of(kinds)} AND"  # noqa: S608 - a name of our own
    exists = [f"EXISTS ({select} {sql})" for sql, _params in clauses]
    with connections[alias].cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(exists)}", [value for _sql, params in clauses for value in (*kinds, *params)]
        )
        known = cursor.fetchone()
    return [term for term, is_known in zip(terms, known, strict=True) if not is_known]


def _candidates(terms, kinds, alias):
    """Return (word, spelling, documents) of words that may be meant: same first letter, or three letters in a row."""
    clauses = []
    for term in terms:
        clauses.append(backend(alias).begins_with(term[0]))
        clauses.append(backend(alias).shares_trigram(term))
    params = [value for _sql, params in clauses for value in params]
    with connections[alias].cursor() as cursor:
        cursor.execute(
            f"SELECT word, spelling, documents FROM {WORDS} "  # noqa: S608 - names of our own
            f"WHERE {_any_of(kinds)} AND length(word) >= %s AND ({' OR '.join(sql for sql, _params in clauses)}) "
            "ORDER BY documents DESC LIMIT %s",
            [*kinds, min(len(term) - _tolerance(term) for term in terms), *params, MOST_CANDIDATES],
        )
        return cursor.fetchall()


def _any_of(kinds):
    return f"kind IN ({', '.join(['%s'] * len(kinds))})"
