"""A report that a project has ended, believed with one button that asks for the year and the successor."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from entries.actions import withdraw
from projects.actions import save_project
from projects.models import Project, Status
from screening.terms import SPAM_FOR
from submissions.actions import approve, report_mistake, undo_end
from submissions.admin.decisions.ending import year_named_in
from submissions.books import open_books
from submissions.models import AlreadyDecided, Decision, State, Submission
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor
from tests.submissions.conftest import mails, seen
from tests.submissions.reviewing import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def project():
    return make_project("Lingo", launched=2015)


@pytest.fixture
def report(project):
    return reported(project)


def reported(target, what="ended", text="It closed in 2019.", **fields):
    return report_mistake(target=target, payload={"what": what, "text": text}, visit=seen(), **fields)


def end(client, report, form=None, **typed):
    """Send the form as the page shows it, with what is typed into it."""
    form = form or form_of(client.get(page_of(report)), "decide-end")
    return client.post(page_of(report), form | {f"end-{name}": value for name, value in typed.items()})


def state_of(report):
    return Submission.objects.get(pk=report.pk).state


def test_one_button_ends_the_project_and_closes_the_report(desk, project, report, reviewer):
    response = end(desk, report)
    project = Project.objects.get(pk=project.pk)
    assert response.status_code == 302
    assert (project.status, project.ended, project.successor) == (Status.DISCONTINUED, 2019, None)
    version = project.history.latest()
    assert (version.history_user, version.history_change_reason) == (reviewer, f"Submission {report.token}")
    assert state_of(report) == State.APPROVED


def test_year_and_successor_are_what_the_curator_says_and_the_reporter_is_told(desk, project):
    successor = make_project("Lingo 2")
    report = reported(project, email="reader@example.org")
    end(desk, report, ended="2020", successor=successor.pk, message="Thank you!")
    project = Project.objects.get(pk=project.pk)
    assert (project.ended, project.successor) == (2020, successor)
    assert "Thank you!" in mails("reader@example.org")[-1][1]


def test_the_year_may_be_unknown(desk, project):
    end(desk, reported(project, text="Gone."), ended="")
    project = Project.objects.get(pk=project.pk)
    assert (project.status, project.ended) == (Status.DISCONTINUED, None)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"ended": "2014"}, "It cannot have ended before it was launched, in 2015."),
        ({"ended": "1800"}, "A year between"),
        ({"ended": "soon"}, "Enter a whole number."),
        ({"ended": "9" * 40}, "A year between"),
        ({"successor": "itself"}, "A project cannot be its own successor."),
        ({"successor": "999999"}, "Select a valid choice."),
        ({"successor": "x\0"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_changes_nothing(desk, project, report, typed, complaint):
    typed = {name: project.pk if value == "itself" else value for name, value in typed.items()}
    response = end(desk, report, **typed, message="Kept.")
    assert response.status_code == 200
    assert complaint in response.content.decode()
    assert "Kept." in response.content.decode()
    assert Project.objects.get(pk=project.pk).status != Status.DISCONTINUED
    assert state_of(report) == State.WAITING


def test_the_second_of_two_curators_is_told(desk, project, report):
    other = client_of(make_group_curator("berta@example.org"))
    form = form_of(other.get(page_of(report)), "decide-end")
    end(desk, report, ended="2019")
    response = end(other, report, form, ended="2020")
    assert response.status_code == 409
    assert "Somebody was quicker" in response.content.decode()
    assert Project.objects.get(pk=project.pk).ended == 2019


# What says the same


@pytest.fixture
def same(project):
    return [reported(project, text="Gone.", email=f"reader{number}@example.org") for number in range(2)]


def test_all_that_say_the_same_are_decided_with_it_and_told(desk, project, report, same):
    others = [reported(project, what="link", text="Dead link."), reported(make_project("Other"))]
    doubtful = reported(project, text="Cheap shoes!")
    Submission.objects.filter(pk=doubtful.pk).update(is_suspicious=True)
    page = desk.get(page_of(report)).content.decode()
    assert "closed, with 2 more that say the same." in page
    response = desk.post(page_of(report), form_of(desk.get(page_of(report)), "decide-end"), follow=True)
    assert "2 other reports that say the same are decided with it." in response.content.decode()
    assert [state_of(one) for one in same] == [State.APPROVED] * 2
    assert [state_of(one) for one in [*others, doubtful]] == [State.WAITING] * 3
    assert len(mails("reader0@example.org")) == 1
    assert "another\n          report that says the same" in desk.get(page_of(same[0])).content.decode()


@pytest.mark.parametrize("place", [0, 1])
def test_it_is_undone_as_a_whole_from_whichever_of_them(desk, project, report, same, reviewer, place):
    since = dict(Submission.objects.values_list("pk", "waiting_since"))
    end(desk, report, ended="2019")
    one = [report, *same][place]
    response = desk.post(page_of(one), form_of(desk.get(page_of(one)), "decide-unend"), follow=True)
    assert "2 other reports that say the same are back with it." in response.content.decode()
    project = Project.objects.get(pk=project.pk)
    assert (project.status, project.ended, project.successor) == (Status.UNKNOWN, None, None)
    assert [state_of(one) for one in (report, *same)] == [State.WAITING] * 3
    assert dict(Submission.objects.values_list("pk", "waiting_since")) == since
    assert "too early" in mails("reader1@example.org")[-1][1]
    assert open_books().total["taken"] == 0
    with pytest.raises(AlreadyDecided):
        undo_end(report, by=reviewer)
    end(desk, report, ended="2018")
    assert Project.objects.get(pk=project.pk).ended == 2018


def test_what_somebody_wrote_since_is_not_written_over(desk, project, report):
    end(desk, report, ended="2019")
    form = form_of(desk.get(page_of(report)), "decide-unend")
    project = Project.objects.get(pk=project.pk)
    project.ended = 2018
    save_project(project)
    response = desk.post(page_of(report), form)
    assert "was changed since" in response.content.decode()
    assert Project.objects.get(pk=project.pk).ended == 2018
    assert state_of(report) == State.APPROVED


def test_what_was_dealt_with_otherwise_or_long_ago_is_not_undone(desk, project, report, reviewer):
    other = approve(reported(project, what="link"), by=reviewer)
    assert "unend" not in desk.get(page_of(other)).context["forms"]
    end(desk, report, ended="2019")
    Decision.objects.update(at=timezone.now() - SPAM_FOR - timedelta(days=1))
    assert "unend" not in desk.get(page_of(report)).context["forms"]
    with pytest.raises(PermissionDenied):
        undo_end(report, by=make_visitor("x@example.org"))


def test_it_is_offered_only_where_a_report_says_so_of_a_project_that_has_not_ended_yet(desk, project):
    ended, gone = make_project(status="discontinued"), withdraw(make_project(), by=None)
    offered = [reported(project)]
    others = [reported(project, what="link"), reported(make_organisation()), reported(ended), reported(gone)]
    assert all("end" in desk.get(page_of(one)).context["forms"] for one in offered)
    assert not any("end" in desk.get(page_of(one)).context["forms"] for one in others)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Closed in 2019.", 2019),
        ("Начебто закрилися 2021 року", 2021),
        ("Between 2018 and 2019.", None),
        ("Call 01234 20195", None),
        ("Room 1204, closed in 2019", 2019),
        ("In 2999.", None),
        ("", None),
    ],
)
def test_the_year_that_a_report_names_stands_in_the_form(text, year):
    assert year_named_in(text) == year


def test_a_year_that_has_just_begun_counts():
    assert year_named_in(f"Closed in {timezone.localdate().year}.") == timezone.localdate().year
