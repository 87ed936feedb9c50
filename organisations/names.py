"""When two names of an organisation are one: legal form, case, accents and punctuation make no difference."""

from entries.search.text import words

# As folded words, at the end of a name. https://en.wikipedia.org/wiki/List_of_legal_entity_types_by_country
LEGAL_FORMS = {
    tuple(words(form))
    for form in (
        *("e.V.", "eV", "e. V. i. G.", "gGmbH", "GmbH", "GmbH & Co. KG", "gUG", "UG", "UG (haftungsbeschränkt)"),
        *("gUG (haftungsbeschränkt)", "gAG", "AG", "KG", "eG", "mbH", "asbl", "vzw", "SAS"),
        *("SARL", "Stichting", "BV", "B.V.", "NV", "Ltd", "Limited", "CIC", "CIO", "PLC", "LLP", "Inc", "LLC", "Onlus"),
        *("S.r.l.", "S.p.A.", "APS", "Oy", "ry", "AB", "A/S", "ApS", "z.s.", "z. ú.", "s.r.o.", "o.z.", "Sp. z o.o."),
    )
}
LONGEST_FORM = max(map(len, LEGAL_FORMS))


def name_key(name):
    """Return what stays of a name when legal form, case, accents and punctuation are taken away; never "" for a word.

    "Kiron Open Higher Education gGmbH" and "KIRON – Open Higher Education" have the same key.
    """
    left = tuple(words(name))
    while form := next(
        (left[-n:] for n in range(min(LONGEST_FORM, len(left) - 1), 0, -1) if left[-n:] in LEGAL_FORMS), ()
    ):
        left = left[: -len(form)]
    return " ".join(left)
