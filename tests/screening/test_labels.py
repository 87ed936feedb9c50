"""What curators read of the signals."""

from django.utils.translation import override

from screening.labels import LABELS, explained

ROWS = [
    {"name": "too-quick", "weight": 2, "detail": "3 s"},
    {"name": "mail-of-the-website", "weight": -1, "detail": "lingo.example"},
    {"name": "learned-words", "weight": 3, "detail": "essay +2.3, order now +1.1"},
    {"name": "of a layer that is gone", "weight": 1, "detail": ""},
]


def test_the_heaviest_comes_first_each_in_words():
    assert [row["label"] for row in explained(ROWS)] == [
        LABELS["learned-words"],
        LABELS["too-quick"],
        "of a layer that is gone",
        LABELS["mail-of-the-website"],
    ]


def test_the_words_that_were_learned_stand_apart_with_their_weights():
    assert [row["words"] for row in explained(ROWS)] == [[("essay", "+2.3"), ("order now", "+1.1")], [], [], []]


def test_the_kind_of_a_domain_on_the_list_is_said_in_the_language_of_the_reader_also_in_older_rows():
    rows = [
        {"name": "blocked-website", "weight": 6, "detail": "farm.example: link-farm"},
        {"name": "blocked-mail-domain", "weight": 4, "detail": "mail.example: Linkfarm"},
    ]
    with override("de"):
        assert [row["detail"] for row in explained(rows)] == ["farm.example: Linkfarm", "mail.example: Linkfarm"]
