"""Signs of life: noted, deleted, moved along in a merger, and what the page of an entry tells of them."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from entries.actions import merge
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator, make_organisation, make_project
from tests.upkeep.making import PAGE, make_sign
from upkeep.actions import delete_sign, note_sign
from upkeep.models import Evidence, SignOfLife

pytestmark = pytest.mark.django_db


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def test_an_entry_says_when_it_was_last_seen():
    project = make_project()
    make_sign(project, "2025")
    make_sign(project, "2022-03")

    assert (fresh(project).last_seen, fresh(project).last_seen_on) == ("2025", date(2025, 12, 31))
    assert fresh(project).history.first().history_change_reason == "A sign of life"


def test_of_two_that_count_as_one_day_the_better_known_is_told():
    project = make_project()
    make_sign(project, "2024")
    make_sign(project, "2024-12")

    assert fresh(project).last_seen == "2024-12"


def test_an_answer_of_its_website_shows_nothing_of_the_kind():
    project = make_project()
    make_sign(project, "2026-05-01", Evidence.WEBSITE, source="")

    assert fresh(project).last_seen == ""


@pytest.mark.parametrize(("what", "field"), [(Evidence.ORGANISATION, "confirmed_on"), (Evidence.CURATOR, "checked_on")])
def test_what_people_of_it_or_curators_said_confirms_it(what, field):
    project, curator = make_project(), make_curator()
    sign = SignOfLife(when="2026-02-03", what=what)
    sign.name_entry(project)
    note_sign(sign, by=curator)

    assert getattr(fresh(project), field) == date(2026, 2, 3)
    assert fresh(project).history.first().history_user == curator


def test_an_older_word_does_not_take_a_later_confirmation_back():
    project = make_project(confirmed_on=date(2026, 5, 1))
    make_sign(project, "2025", Evidence.ORGANISATION, source="")

    assert fresh(project).confirmed_on == date(2026, 5, 1)


def test_a_sign_that_was_none_is_deleted_and_the_one_before_counts_again():
    project = make_project()
    make_sign(project, "2022-03")
    wrong = make_sign(project, "2025")
    delete_sign(wrong, by=None)

    assert fresh(project).last_seen == "2022-03"


def test_in_a_merger_the_signs_go_along():
    keep, duplicate = make_project(), make_project()
    make_sign(keep, "2019")
    make_sign(duplicate, "2024-06")
    merge(keep=fresh(keep), duplicate=fresh(duplicate), by=None)

    assert [sign.when for sign in SignOfLife.objects.of_entry(keep)] == ["2024-06", "2019"]
    assert (fresh(keep).last_seen, fresh(keep).last_seen_on) == ("2024-06", date(2024, 6, 30))


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"when": "2030"}, "future"),
        ({"when": "1212"}, "1990"),
        ({"when": "yesterday"}, "2026-05-12"),
        ({"source": "example"}, "example"),
        ({"source": f"{PAGE}\nftp://example.org/"}, "ftp://example.org/"),
        ({"source": "  "}, "address"),
    ],
)
def test_what_is_no_date_or_no_address_is_refused_in_clear_words(fields, names):
    with pytest.raises(ValidationError) as refused:
        make_sign(make_project(), **fields)
    assert names in " ".join(refused.value.messages)


def test_a_page_without_its_address_cannot_be_stored():
    with pytest.raises(IntegrityError):
        make_sign_unchecked = SignOfLife(when="2025", what=Evidence.PAGE, target_kind="project", target_id=1)
        make_sign_unchecked.save()


def life_on(client, entry):
    """Return what the page says of it: (date, text) of each line, and the sentence below."""
    html = client.get(entry.get_absolute_url()).content.decode()
    section = re.search(r'aria-labelledby="life">(.*?)</section>', html, re.DOTALL)[1]
    lines = re.findall(r"<time[^>]*>(.*?)</time>\s*<span>(.*?)</span>\s*</li>", section, re.DOTALL)
    sentence = re.search(r'<p class="muted small">(.*?)</p>', section, re.DOTALL)[1]
    return [(when, " ".join(re.sub("<[^>]+>", " ", text).split())) for when, text in lines], " ".join(sentence.split())


def test_the_page_tells_every_sign_with_its_source_newest_first(client):
    project = make_project(launched=2015, confirmed_on=date(2026, 1, 11), answered_on=date(2026, 3, 13))
    make_sign(project, "2025", note="Not for visitors.")
    make_sign(project, "2022-03", source=f"{PAGE}\nhttps://example.net/")
    lines, sentence = life_on(client, project)

    assert lines == [
        ("13 March 2026", "Its website answered."),
        ("11 January 2026", "The organisation confirmed what this page says."),
        ("2025", "A public page shows it running. example.org"),
        ("March 2022", "A public page shows it running. example.org · example.net"),
        ("2015", "It was launched."),
    ]
    assert sentence == ""
    assert "Not for visitors" not in client.get(project.get_absolute_url()).content.decode()
    assert f'<a href="{PAGE}" rel="nofollow noopener">' in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (Evidence.ORGANISATION, "The organisation confirmed what this page says."),
        (Evidence.CURATOR, "A curator checked what this page says. example.org"),
    ],
)
def test_a_sign_that_confirms_is_told_once(client, what, text):
    project = make_project()
    make_sign(project, "2026-05-12", what=what, source=PAGE if "example" in text else "")

    assert life_on(client, project)[0] == [("12 May 2026", text)]


@pytest.mark.parametrize("make", [make_project, make_organisation])
def test_what_nobody_knows_is_said_in_one_line(client, make):
    assert life_on(client, make()) == (
        [],
        "No sign of life is known. Nobody who runs it has confirmed this page yet.",
    )


def test_last_edited_is_when_a_person_did_so_and_no_import(client):
    imported, project = make_project(), make_project()
    assert "Last edited" not in client.get(imported.get_absolute_url()).content.decode()

    type(project).objects.filter(pk=project.pk).update(edited_at=datetime(2026, 4, 14, 12, tzinfo=UTC))

    assert "Last edited on 14 April 2026." in life_on(client, project)[1]


def test_a_curator_notes_mends_and_deletes_a_sign():
    curator = make_group_curator()
    client = client_of(curator)
    project = make_project("Workeer")
    form = {"page": f"/de{project.get_absolute_url()}", "when": "2025", "what": "page", "source": PAGE, "note": "Seen."}
    refused = client.post("/admin/upkeep/signoflife/add/", form | {"when": "2031", "source": "workeer"})
    assert "This date is in the future." in refused.content.decode()
    assert "“workeer” is not a web address." in refused.content.decode()
    assert "Seen." in refused.content.decode()

    client.post("/admin/upkeep/signoflife/add/", form)
    (sign,) = SignOfLife.objects.of_entry(project)
    assert (sign.by, sign.what, fresh(project).last_seen) == (curator, "page", "2025")

    other = make_project("Another")
    address = f"/admin/upkeep/signoflife/{sign.pk}/change/"
    opened = form_of(client.get(address), "signoflife_form")
    client.post(address, opened | {"when": "2024-06", "page": other.get_absolute_url()})
    assert (fresh(project).last_seen, fresh(other).last_seen) == ("2024-06", "")

    client.post(f"/admin/upkeep/signoflife/{sign.pk}/delete/", {"post": "yes"})
    assert fresh(project).last_seen == ""


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"when": text}
            for text in ("", "2030-01", "0000", "9999-12-31", "２０２６", "2026-02-30", "2026-05 x", "1" * 40)
        ),
        *({"source": text} for text in ("", "http://[", "javascript:alert(1)", f"{PAGE}\nnone", "http://127.0.0.1/")),
        *({"source": f"https://example.org/{text}"} for text in ("\u202e", "a" * 3000)),
        *({"page": text} for text in ("", "http://[", "/", "x" * 600, "/projects/other/")),
        {"what": "rumour"},
    ],
    ids=" ".join,
)
def test_whatever_is_wrong_with_a_sign_is_said_beside_its_field_and_nothing_typed_is_lost(wrong):
    make_project("Lingo")
    typed = {"page": "/projects/lingo/", "when": "2025", "what": "page", "source": PAGE, "note": "Seen."} | wrong
    answer = client_of(make_group_curator()).post("/admin/upkeep/signoflife/add/", typed)

    form = answer.context["adminform"].form
    assert (answer.status_code, set(wrong) <= set(form.errors)) == (200, True)
    assert {name: form[name].value() for name in typed} == typed
    assert not SignOfLife.objects.exists()


def test_a_sign_can_be_noted_after_another_was_looked_at():
    client = client_of(make_group_curator())
    first, second = make_project(), make_project()
    typed = {"when": "2025", "what": "page", "source": PAGE, "note": ""}
    client.post("/admin/upkeep/signoflife/add/", typed | {"page": first.get_absolute_url()})
    client.get(f"/admin/upkeep/signoflife/{SignOfLife.objects.get().pk}/change/")

    client.post("/admin/upkeep/signoflife/add/", typed | {"page": second.get_absolute_url()})

    assert [fresh(first).last_seen, fresh(second).last_seen] == ["2025", "2025"]
