"""When two names are one: case, accents and punctuation make no difference, unless little else is there."""

from search.text import words

# Names with fewer letters and digits are told apart by their other characters: C, C# and C++.
FEWEST_LETTERS = 3


def spelling_key(name):
    """Return what stays of a name when case, accents and punctuation are taken away.

    A name with very few letters keeps accents and punctuation, and one without any is its own key; only "" has the
    key "".
    """
    said = words(name)
    if len("".join(said)) >= FEWEST_LETTERS:
        return " ".join(said)
    return " ".join(name.casefold().rstrip(" ,(").split()) or name
