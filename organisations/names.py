"""When two names of an organisation are one: legal form, case, accents and punctuation make no difference."""

from search.names import spelling_key
from search.text import placed_words, words

# As folded words, at the end of a name. https://en.wikipedia.org/wiki/List_of_legal_entity_types_by_country
LEGAL_FORMS = {
    tuple(words(form))
    for form in (
        *("e.V.", "eV", "e. V. i. G.", "gGmbH", "GmbH", "GmbH & Co. KG", "gUG", "UG", "UG (haftungsbeschränkt)"),
        *("gUG (haftungsbeschränkt)", "gAG", "AG", "KG", "eG", "mbH", "asbl", "vzw", "SAS"),
        *("SARL", "BV", "B.V.", "NV", "Ltd", "Limited", "CIC", "CIO", "PLC", "LLP", "Inc", "LLC", "Onlus"),
        *("S.r.l.", "S.p.A.", "APS", "Oy", "ry", "AB", "A/S", "ApS", "z.s.", "z. ú.", "s.r.o.", "o.z.", "Sp. z o.o."),
        *("eingetragener Verein", "eingetragener gemeinnütziger Verein", "gemeinnütziger e.V."),
        *("eingetragene Genossenschaft", "gemeinnützige eG", "Aktiengesellschaft", "gemeinnützige AG"),
        *("gemeinnützige GmbH", "Gesellschaft mit beschränkter Haftung", "Gesellschaft mbH"),
        *("gemeinnützige Gesellschaft mit beschränkter Haftung", "gemeinnützige Gesellschaft mbH"),
        *("gemeinnützige UG", "gemeinnützige UG (haftungsbeschränkt)", "Unternehmergesellschaft"),
        *("Unternehmergesellschaft (haftungsbeschränkt)", "gemeinnützige Unternehmergesellschaft"),
        *("gemeinnützige Unternehmergesellschaft (haftungsbeschränkt)",),
        *("association sans but lucratif", "vereniging zonder winstoogmerk", "besloten vennootschap"),
        *("société par actions simplifiée", "société à responsabilité limitée", "società a responsabilità limitata"),
        *("Community Interest Company", "Charitable Incorporated Organisation", "Public Limited Company"),
        *("Limited Liability Company", "Limited Liability Partnership", "Incorporated"),
    )
}
LONGEST_FORM = max(map(len, LEGAL_FORMS))
# At its beginning, each one word.
LEADING_FORMS = {"stichting", "asbl", "vzw"}


def name_key(name):
    """Return what stays of a name when its legal form and what spelling_key() takes away are taken away.

    "Kiron Open Higher Education gGmbH" and "KIRON – Open Higher Education" have the same key; only "" has the key "".
    """
    placed = list(placed_words(name))
    said = tuple(word for word, _start, _end in placed)
    first, last = _core(said)
    begin = placed[first][1] if first else 0
    end = placed[last][1] if last < len(said) else len(name)
    return spelling_key(name[begin:end])


def _core(said):
    """Return where in the words of a name its legal forms end and begin: (first, last) as of a slice, never empty."""
    first, last = 0, len(said)
    while length := next(
        (n for n in range(min(LONGEST_FORM, last - 1), 0, -1) if said[last - n : last] in LEGAL_FORMS), 0
    ):
        last -= length
    while last - first > 1 and said[first] in LEADING_FORMS:
        first += 1
    return first, last
