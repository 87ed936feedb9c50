"""Events, publications and funding in the admin: what was typed is never lost, and nothing wrong is stored."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cluster.actions import save_item
from cluster.models import Event, FundingOpportunity, Publication
from cluster.wording import time_of_event
from tests.cluster.making import PDF, at, make_event, make_funding, make_publication
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_organisation, make_project, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

EVENT = {
    "title_en": "Call",
    "summary_en": "People meet.",
    "starts_0": "2026-12-03",
    "starts_1": "18:00",
    "ends_0": "2026-12-03",
    "ends_1": "20:00",
    "time_zone": "Europe/Kyiv",
    "place": "Town hall",
}


@pytest.fixture
def client():
    return client_of(make_group_curator())


REPORT = {"title_en": "Jobs", "summary_en": "Words.", "kind": "report", "year": "2018"}


def address(model, pk=None):
    return f"/admin/cluster/{model._meta.model_name}/" + (f"{pk}/change/" if pk else "add/")


def opened(client, model, pk=None):
    """Return what a browser would send of a form; of an empty choice of many it sends nothing."""
    form = form_of(client.get(address(model, pk)), f"{model._meta.model_name}_form")
    return {name: value for name, value in form.items() if name not in {"organisations", "projects"} or value != [""]}


def send(client, model, pk=None, **changes):
    form = opened(client, model, pk)
    files = {name: value for name, value in changes.items() if isinstance(value, SimpleUploadedFile)}
    typed = {
        name: value if isinstance(value, list) else [value] for name, value in changes.items() if name not in files
    }
    return client.post(address(model, pk), form | typed | files)


def test_times_are_typed_by_the_clock_of_the_place(client):
    make_theme("language")
    assert send(client, Event, **EVENT).status_code == 302
    event = Event.objects.get()
    assert event.starts_at.isoformat() == "2026-12-03T16:00:00+00:00"
    assert event.publication == "draft"
    form = form_of(client.get(address(Event, event.pk)), "event_form")
    assert (form["starts_0"], form["starts_1"]) == (["2026-12-03"], ["18:00"])


def test_saving_a_form_as_it_was_opened_moves_no_time(client):
    event = make_event("Call", starts=at(2026, 7, 3, 18), zone="Asia/Kathmandu")
    assert send(client, Event, event.pk).status_code == 302
    assert Event.objects.get().starts_at == event.starts_at


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"ends_1": "17:00"}, "It cannot end before it starts."),
        ({"time_zone": ""}, "This field is required."),
        ({"starts_1": ""}, "Give a time, or say that it lasts all day."),
        ({"ends_1": ""}, "Give a time, or say that it lasts all day."),
        ({"ends_1": "18:00"}, "It cannot end before it starts."),
        ({"starts_0": ""}, "Enter a complete value."),
        ({"is_all_day": "on", "ends_0": "2026-12-02"}, "It cannot end before it starts."),
        ({"registration_time": "18:00"}, "On which day?"),
        ({"registration_until": "9999-12-31"}, "less than or equal to"),
        ({"place": ""}, "Say where it takes place, or give the online address."),
        ({"registration_url": "htp:/broken link"}, "Enter a valid URL."),
        ({"summary_en": ""}, "Needed in at least one language."),
        ({"starts_0": "2026-03-29", "starts_1": "03:30", "time_zone": "Europe/Kyiv"}, "This time does not exist there"),
        ({"starts_0": "2026-02-30"}, "Enter a valid date."),
        ({"starts_0": "0001-01-01", "time_zone": "Asia/Kathmandu"}, "Give a year between 2000 and 2100."),
        ({"ends_0": "9999-12-31", "ends_1": "23:59", "time_zone": "America/New_York"}, "Give a year between"),
        ({"title_en": "nul\0"}, "Null characters are not allowed."),
        ({"text_en": "x" * 100_000}, "at most 20000 characters (it has 100000)"),
        ({"title_ar": "ع" * 201}, "at most 200 characters"),
        ({"summary_en": "x" * 241}, "at most 240 characters"),
        ({"online_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"online_url": "http://"}, "Enter a valid URL."),
        ({"online_url": "https://example.org/a b"}, "Enter a valid URL."),
        ({"online_url": f"https://example.org/{'x' * 3000}"}, "at most 500 characters"),
        ({"slug": "no slug"}, "Enter a valid “slug”"),
    ],
)
def test_a_wrong_event_is_refused_with_what_was_typed(client, changes, complaint):
    response = send(client, Event, **EVENT | changes)
    assert response.status_code == 200
    html = response.content.decode()
    assert complaint in html
    for name in response.context["adminform"].form.errors:
        assert name != "__all__"
    assert not Event.objects.exists()
    typed = form_of(response, "event_form")
    for name, value in (EVENT | changes).items():
        assert typed[name] == [value], name


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Etc/GMT+12", "EST", "US/Eastern", "Europe/Kiev", "localtime"])
def test_only_time_zones_of_places_are_offered_and_taken(client, zone):
    html = client.get(address(Event)).content.decode()
    assert f'"{zone}"' not in html
    assert '<option value="Europe/Kyiv">' in html

    response = send(client, Event, **EVENT | {"time_zone": zone})

    assert response.context["adminform"].form.errors.keys() == {"time_zone"}
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"ends_0": "", "ends_1": ""}, "Thursday, 3 December 2026, 18:00 (Kyiv time)"),
        ({"ends_1": "00:00"}, "Thursday, 3 December 2026, 18:00–24:00 (Kyiv time)"),
        ({"ends_0": "2026-12-04", "ends_1": "00:00"}, "Thursday, 3 December 2026, 18:00–24:00 (Kyiv time)"),
        ({"is_all_day": "on"}, "Thursday, 3 December 2026"),
        ({"is_all_day": "on", "starts_1": "", "ends_0": "", "ends_1": ""}, "Thursday, 3 December 2026"),
        (
            {"is_all_day": "on", "starts_1": "", "ends_0": "2026-12-05", "ends_1": ""},
            "Thursday, 3 December 2026 – Saturday, 5 December 2026",
        ),
    ],
)
def test_an_event_is_told_as_it_was_typed_and_stays_so(client, typed, shown):
    assert send(client, Event, **EVENT | typed).status_code == 302
    event = Event.objects.get()
    assert time_of_event(event) == shown

    assert send(client, Event, event.pk, summary_en="Changed.").status_code == 302

    after = Event.objects.get()
    assert (after.starts_at, after.ends_at, after.is_all_day) == (event.starts_at, event.ends_at, event.is_all_day)


@pytest.mark.parametrize("hour", [0, 1])
def test_editing_a_summary_moves_no_event_in_the_hour_that_clocks_show_twice(client, hour):
    start = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    event = make_event("Call", starts_at=start, ends_at=start + timedelta(hours=4))
    assert event.local_start == at(2026, 10, 25, 2, 30)

    assert send(client, Event, event.pk, summary_en="Changed.").status_code == 302

    assert Event.objects.get().starts_at == start


def test_whole_days_begin_where_no_clock_shows_midnight(client):
    """Cairo puts its clocks forward at midnight."""
    days = {"is_all_day": "on", "starts_0": "2026-04-23", "ends_0": "2026-04-24", "time_zone": "Africa/Cairo"}
    assert send(client, Event, **EVENT | days).status_code == 302
    assert time_of_event(Event.objects.get()) == "Thursday, 23 April 2026 – Friday, 24 April 2026"


def test_publishing_past_a_deadline_is_refused_and_says_which(client):
    event = make_event("Call", published=False, registration_until=at(2020, 1, 1).date())
    funding = make_funding("Seed", published=False, days_ahead=-1)
    for item, complaint in ((event, "registration has passed"), (funding, "The deadline has passed.")):
        chosen = {"action": "publish_items", "_selected_action": [item.pk], "confirmed": "1"}
        listing = f"/admin/cluster/{item._meta.model_name}/"
        html = client.post(listing, chosen, follow=True).content.decode()
        assert complaint in html
        item.refresh_from_db()
        assert not item.is_published


def test_a_publication_keeps_its_relations_and_its_file(client):
    make_theme("language")
    lab, project = make_organisation("Lab"), make_project("Redi")
    response = send(
        client,
        Publication,
        **REPORT,
        file=SimpleUploadedFile("report.pdf", PDF, "application/pdf"),
        organisations=[lab.pk],
        projects=[project.pk],
        themes=[make_theme("language").pk],
        countries=["DE", "FR"],
    )
    assert response.status_code == 302
    publication = Publication.objects.get(slug="jobs")
    assert list(publication.organisations.all()) == [lab]
    assert list(publication.projects.all()) == [project]
    assert publication.country_keys == ["DE", "FR"]
    assert publication.theme_keys == ["language"]
    assert publication.file.name.startswith("publications/jobs-")


def test_a_file_that_is_no_pdf_is_refused_and_the_text_stays(client):
    response = send(
        client,
        Publication,
        **REPORT,
        file=SimpleUploadedFile("report.pdf", b"<html>", "application/pdf"),
    )
    assert "This is not a PDF, whatever its name says." in response.content.decode()
    assert form_of(response, "publication_form")["title_en"] == ["Jobs"]
    assert not Publication.objects.exists()


def test_a_sound_file_that_comes_with_something_wrong_is_asked_for_again(client):
    response = send(
        client,
        Publication,
        **REPORT | {"year": "1492"},
        file=SimpleUploadedFile("report.pdf", PDF, "application/pdf"),
    )
    errors = response.context["adminform"].form.errors
    assert errors["file"] == ["Choose the file again."]
    assert "year" in errors
    assert not Publication.objects.exists()


def test_a_publication_without_link_and_file_is_refused_at_the_link(client):
    response = send(client, Publication, **REPORT)
    assert response.context["adminform"].form.errors["url"] == ["Give a link or a file: people want to read it."]


FUNDING = {"title_en": "Seed", "summary_en": "Money.", "url": "https://example.org/", "deadline": "2030-01-31"}


@pytest.mark.parametrize(
    ("changes", "field", "complaint"),
    [
        ({"currency": "XXZ"}, "currency", "“XXZ” is not a currency."),
        ({"currency": "DEM"}, "currency", "“DEM” is not a currency."),
        ({"amount_from": "-1"}, "amount_from", "greater than or equal to 0"),
        ({"amount_to": "1" + "0" * 30}, "amount_to", "less than or equal to"),
        ({"amount_from": "10", "amount_to": "5"}, "amount_to", "This is less than the amount"),
        ({"amount_from": "1.5"}, "amount_from", "Enter a whole number."),
        ({"deadline": ""}, "deadline", "Give the deadline, or say that it is rolling."),
        ({"deadline": "31.31.2030"}, "deadline", "Enter a valid date."),
        ({"url": "data:text/html,x"}, "url", "Enter a valid URL."),
        ({"countries": ["QQ"]}, "countries", "Select a valid choice."),
    ],
)
def test_a_wrong_call_is_refused_at_its_field_with_what_was_typed(client, changes, field, complaint):
    response = send(client, FundingOpportunity, **FUNDING | changes)
    assert complaint in " ".join(response.context["adminform"].form.errors[field])
    typed = form_of(response, "fundingopportunity_form")
    for name, value in (FUNDING | changes).items():
        assert name == "countries" or typed[name] == [value], name
    assert not FundingOpportunity.objects.exists()


def test_a_currency_may_be_typed_small(client):
    assert send(client, FundingOpportunity, **FUNDING | {"currency": "chf"}).status_code == 302
    assert FundingOpportunity.objects.get().currency == "CHF"


def test_no_browser_cuts_what_is_pasted(client):
    for model in (Event, Publication, FundingOpportunity):
        html = client.get(address(model)).content.decode()
        cutting = re.findall(r"<(?:input|textarea) [^>]*maxlength[^>]*>", html)
        assert [re.search(r'name="(\w+)"', tag)[1] for tag in cutting] == ["reason"]


def test_a_form_that_a_browser_sends_back_as_it_was_changes_no_line(client):
    event = make_event("Call", text_en="One\nTwo")
    form = opened(client, Event, event.pk)
    client.post(address(Event, event.pk), form | {"text_en": ["One\r\nTwo"]})
    assert Event.objects.get().text_en == "One\nTwo"


def test_a_call_that_is_over_is_not_published_by_its_history_either(client):
    funding = make_funding("Seed", days_ahead=-1, published=False)
    version = funding.history.latest()
    client.post(
        f"/admin/cluster/fundingopportunity/{funding.pk}/history/{version.pk}/", {"seen_revision": funding.revision}
    )
    assert not FundingOpportunity.objects.published().exists()


def test_a_save_is_one_version_with_its_relations():
    lab, other, project = make_organisation("Lab"), make_organisation("Other"), make_project("Redi")

    def versions():
        rows = publication.history.order_by("history_id")
        return [
            (row.title_en, [one.organisation.name for one in row.organisations.all()], row.projects.count())
            for row in rows
        ]

    publication = make_publication("Jobs", organisations=[lab], projects=[project])
    assert versions() == [("Jobs", ["Lab"], 1)]
    publication.title_en = "Work"
    save_item(publication, organisations=[other], projects=[])
    assert versions() == [("Jobs", ["Lab"], 1), ("Work", ["Other"], 0)]


def test_a_version_brings_the_relations_back(client):
    lab = make_organisation("Lab")
    publication = make_publication("Jobs", organisations=[lab], themes=("language",))
    with_lab = publication.history.latest()
    send(client, Publication, publication.pk, organisations=[], themes=[], title_en="Other")
    assert not publication.organisations.exists()
    go_back(client, f"/admin/cluster/publication/{publication.pk}/history/{with_lab.pk}/")
    publication = Publication.objects.get()
    assert list(publication.organisations.all()) == [lab]
    assert publication.theme_keys == ["language"]
    assert publication.title_en == "Jobs"


@pytest.mark.parametrize("make", [make_event, make_publication, make_funding])
def test_the_preview_shows_what_is_typed_in_each_language_and_stores_nothing(client, make):
    item = make("Known", themes=("language",))
    model = type(item)
    form = opened(client, model, item.pk)
    form |= {"title_ar": ["عنوان جديد"], "text_ar": ["# عنوان"]}
    response = client.post(f"/admin/cluster/{model._meta.model_name}/preview/ar/?object={item.pk}", form)
    html = response.content.decode()
    assert 'dir="rtl"' in html
    assert "عنوان جديد" in html
    assert "<h2>عنوان</h2>" in html
    assert "Language" in html
    item.refresh_from_db()
    assert item.title_ar is None


@pytest.mark.parametrize("model", [Event, Publication, FundingOpportunity])
def test_something_that_is_not_yet_stored_has_a_preview(client, model):
    form = opened(client, model)
    form |= {name: [value] for name, value in EVENT.items()}
    form |= {"kind": [form.get("kind", [""])[0] or "report"], "year": ["2018"], "url": ["https://example.org"]}
    form |= {"is_rolling": ["on"]}
    response = client.post(f"/admin/cluster/{model._meta.model_name}/preview/en/", form)
    assert "Call" in response.content.decode()
    assert "nothing to show" not in response.content.decode()
    assert not model.objects.exists()


def test_two_editors_at_once(client):
    event = make_event("Call")
    form = form_of(client.get(address(Event, event.pk)), "event_form")
    send(client, Event, event.pk, title_en="Theirs")
    response = client.post(address(Event, event.pk), form | {"title_en": ["Mine"]})
    assert "Somebody else has saved this in the meantime, so yours was not saved." in response.content.decode()
    assert Event.objects.get().title_en == "Theirs"
    assert [(row.theirs, row.yours) for row in response.context["adminform"].form.conflict] == [("Theirs", "Mine")]
    again = form_of(response, "event_form")
    assert client.post(address(Event, event.pk), again).status_code == 302
    assert Event.objects.get().title_en == "Mine"


def test_two_editors_of_times_see_both_by_the_clock_of_the_place(client):
    event = make_event("Call", starts=at(2026, 12, 3, 18), zone="Asia/Kathmandu")
    form = form_of(client.get(address(Event, event.pk)), "event_form")
    send(client, Event, event.pk, starts_1="17:00")
    response = client.post(address(Event, event.pk), form | {"starts_1": ["16:00"]})
    assert [(row.theirs, row.yours) for row in response.context["adminform"].form.conflict] == [
        ("2026-12-03 17:00", "2026-12-03 16:00")
    ]
