"""Whole lists as tables: what goes out, and what comes in through a preview."""

import csv
import gc
import json
from io import StringIO

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curating.tables import resources
from curating.tables.files import defused, read_sheet
from curating.tables.formats import RowsOfTable
from entries.actions import save_entry
from organisations.models import Organisation
from projects.models import Project
from search.models import SearchDocument
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_theme, make_visitor

pytestmark = pytest.mark.django_db

PROJECTS = "/admin/projects/project/"
ORGANISATIONS = "/admin/organisations/organisation/"
RECOGNISED, WESTERN_FORM = "0", "1"


@pytest.fixture
def curator():
    return make_group_curator("ada@example.org", name="Ada")


@pytest.fixture
def client(curator):
    return client_of(curator)


def table(*rows):
    """Return a CSV file of rows that are dicts with the same keys."""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def preview(client, content, *, address=PROJECTS, form=RECOGNISED):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("table.csv", content, "text/csv")
    return client.post(address + "import/", {"import_file": file, "format": form})


def confirm(client, page, address=PROJECTS, **tampered):
    data = {name: page.context["confirm_form"][name].value() for name in page.context["confirm_form"].fields}
    return client.post(address + "process_import/", data | tampered, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def complaints(page):
    """Return what the page of a refused file says, beside the file and in the list below it."""
    assert page.status_code == 200
    assert "confirm_form" not in page.context
    found = [str(error) for error in page.context["form"].errors.get("import_file", [])]
    if result := page.context.get("result"):
        found += [": ".join(filter(None, [str(line or ""), column, why])) for line, why, column in result.complaints]
    return found


def exported(client, query="", address=PROJECTS):
    response = client.get(address + "export/" + query)
    return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_export_has_the_filtered_list_with_human_columns(client):
    organisation = make_organisation("Helpers")
    make_project(
        "School",
        themes=("language", "education"),
        cities=("berlin", "paris"),
        languages=["de", "ar"],
        organisations=[organisation],
        launched=2015,
        confirmed_on="2026-01-02",
    )
    make_project("Elsewhere", cities=("paris",))

    (row,) = exported(client, "?city=berlin")

    wanted = {
        "slug": "school",
        "themes": "education;language",
        "cities": "berlin;paris",
        "languages": "ar;de",
        "organisations": "helpers:lead",
        "launched": "2015",
        "confirmed_on": "2026-01-02",
        "publication": "published",
        "country": "DE",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_an_export_that_comes_back_changes_nothing(client):
    make_project("School", organisations=[make_organisation("Helpers")], languages=["ar"], launched=2015)
    make_project("Draft", published=False)
    before = list(Project.objects.values())

    page = preview(client, table(*exported(client)))
    result = confirm(client, page)

    assert [row.import_type for row in page.context["result"].rows] == ["skip", "skip"]
    assert said(result) == ["Import finished: 0 new, 0 updated, 0 deleted and 2 skipped projects."]
    assert list(Project.objects.values()) == before


def test_an_export_of_organisations_comes_back_as_well(client):
    network = make_organisation("Network", kind="grassroots")
    make_organisation("Member", networks=[network], size="0-5", founded=2015)
    rows = exported(client, address=ORGANISATIONS)
    assert {row["slug"]: row["networks"] for row in rows} == {"member": "network", "network": ""}
    rows[0]["networks"] = ""
    rows[0]["founded"] = "2016"

    confirm(client, preview(client, table(*rows), address=ORGANISATIONS), address=ORGANISATIONS)

    member = Organisation.objects.get(slug="member")
    assert (member.founded, list(member.networks.all())) == (2016, [])


def projects_in_memory():
    """By their type: isinstance() would look into what is lazy, and have it fetched."""
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is Project]


def test_of_the_entries_that_were_looked_at_none_is_kept(client, monkeypatch):
    monkeypatch.setattr(resources, "AHEAD", 2)
    for number in range(12):
        make_project(f"School {number}")
    sheet = read_sheet(table(*(row | {"summary": "Another."} for row in exported(client))).encode())
    (resource_class,) = admin.site.get_model_admin(Project).resource_classes
    resource = resource_class()
    of_tests_before = projects_in_memory()
    result = resource.import_data(RowsOfTable(sheet), dry_run=True)

    assert len(result.changing) == 12
    assert len(projects_in_memory()) - len(of_tests_before) <= 6
    assert resource.lines


@pytest.mark.parametrize("address", [PROJECTS, ORGANISATIONS])
def test_a_row_that_changes_nothing_takes_no_query_and_a_preview_no_transaction(client, address):
    network = make_organisation("Network", kind="grassroots")
    taken = []
    for number in (1, 5):
        for _number in range(number):
            member = make_organisation(themes=("language",), networks=[network])
            make_project(organisations=[member], successor=make_project(), status="discontinued")
        rows = exported(client, address=address)
        with CaptureQueriesContext(connection) as previewing:
            page = preview(client, table(*rows), address=address)
        with CaptureQueriesContext(connection) as importing:
            confirm(client, page, address=address)
        assert {row.import_type for row in page.context["result"].rows} == {"skip"}
        assert not [query for query in previewing if "SAVEPOINT" in query["sql"] or "BEGIN" in query["sql"]]
        taken.append((len(previewing), len(importing)))

    assert taken[0] == taken[1]


def test_a_new_row_takes_at_most_three_queries_in_a_preview(client):
    """Two for an address that nobody has or had, one for all constraints."""
    taken = []
    for number in (2, 3, 7):
        rows = [{"slug": "", "name": f"School {row}", "summary": "Teaches.", "country": "DE"} for row in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert "confirm_form" in preview(client, table(*rows)).context
        taken.append(sum(query["sql"].startswith("SELECT") for query in queries))

    assert taken[2] - taken[1] <= 4 * 3


def test_what_the_database_would_refuse_is_refused_in_the_preview(client, monkeypatch):
    """A constraint speaks where no rule of the model does."""
    monkeypatch.setattr(Project, "clean", lambda project: None)
    row = {"slug": "", "name": "School", "summary": "Teaches.", "launched": "2015", "ended": "2014"}

    (complaint,) = complaints(preview(client, table(row | {"status": "discontinued"})))

    assert "projects_project_ends_after_launch" in complaint


@pytest.mark.parametrize(("network", "name"), [("firm", "Firm"), ("hub", "Hub")])
def test_only_another_organisation_that_is_a_network_can_be_one(client, network, name):
    make_organisation("Firm", kind="company")
    make_organisation("Hub", kind="grassroots")

    page = preview(client, table({"slug": "hub", "networks": network}), address=ORGANISATIONS)

    (text,) = complaints(page)
    assert text.startswith(f"2: networks: It cannot belong to: {name}.")


def test_an_organisation_may_belong_to_a_network_that_a_row_above_it_makes(client):
    rows = (
        {"slug": "net", "name": "Net", "summary": "Connects.", "kind": "grassroots", "networks": ""},
        {"slug": "member", "name": "Member", "summary": "Belongs.", "kind": "company", "networks": "net;net"},
    )

    confirm(client, preview(client, table(*rows), address=ORGANISATIONS), ORGANISATIONS)

    assert [network.slug for network in Organisation.objects.get(slug="member").networks.all()] == ["net"]


def test_a_row_may_name_an_entry_that_a_row_above_it_makes(client):
    rows = (
        {"slug": "heir", "name": "Heir", "summary": "Goes on.", "status": "active", "successor": ""},
        {"slug": "gone", "name": "Gone", "summary": "Is over.", "status": "discontinued", "successor": "heir"},
    )

    confirm(client, preview(client, table(*rows)))

    assert Project.objects.get(slug="gone").successor == Project.objects.get(slug="heir")


RISKY = {
    '=HYPERLINK("http://evil.example","x")': """'=HYPERLINK("http://evil.example","x")""",
    "+1": "'+1",
    "-1": "'-1",
    "@me": "'@me",
    "'=quoted": "''=quoted",
    "''@quoted twice": "'''@quoted twice",
    "'tis": "'tis",
    "'": "'",
    "a = b": "a = b",
}


def test_the_table_defuses_what_a_spreadsheet_would_run(client):
    for number, text in enumerate(RISKY):
        make_project(f"Project {number}", summary=text)

    assert [row["summary"] for row in exported(client)] == list(RISKY.values())


def test_what_was_defused_comes_back_as_it_was(client):
    for number, text in enumerate(RISKY):
        make_project(f"Project {number}", summary=text, sources=text)

    page = preview(client, table(*exported(client)))

    assert [row.import_type for row in page.context["result"].rows] == ["skip"] * len(RISKY)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_file_has_an_apostrophe_before_every_start_of_a_formula_and_is_read_without(start):
    cells = (f"{start}1", f"'{start}1", f"1{start}", "'1")

    written = [defused(cell) for cell in cells]

    assert written == [f"'{start}1", f"''{start}1", *cells[2:]]
    (line,) = read_sheet(table(dict(zip("abcd", written, strict=True))).encode()).lines
    assert list(line.cells.values()) == [cell.replace("\r", "\n") for cell in cells]


def test_json_is_no_spreadsheet_and_says_what_is_stored(client):
    content = json.dumps([{"slug": "", "name": "'=2", "summary": "=1"}])

    confirm(client, preview(client, content))

    assert (Project.objects.get().name, Project.objects.get().summary) == ("'=2", "=1")


def test_the_preview_shows_what_would_change_and_writes_nothing(client):
    make_project("School")

    page = preview(client, table({"slug": "school", "name": "New <b>name</b>"}, {"slug": "", "name": "Fresh"}))
    page = preview(
        client,
        table(
            {"slug": "school", "name": "New <b>name</b>", "summary": "Helps people to arrive."},
            {"slug": "", "name": "Fresh", "summary": "New here."},
        ),
    )

    html = page.content.decode()
    assert "<del>School</del> <ins>New &lt;b&gt;name&lt;/b&gt;</ins>" in html
    assert [row.import_type for row in page.context["result"].rows] == ["update", "new"]
    assert [project.name for project in Project.objects.all()] == ["School"]
    assert Project.objects.get().history.count() == 1


def test_an_import_goes_through_the_actions_so_that_search_facets_and_history_follow(client, curator):
    make_project("School", cities=("berlin",))
    make_city("paris")
    make_theme("housing")
    make_organisation("Helpers")
    row = {
        "slug": "school",
        "name": "Lighthouse",
        "summary": "Shines.",
        "themes": "housing",
        "cities": "paris",
        "organisations": "helpers:funder",
        "languages": "ar; de",
    }

    result = confirm(client, preview(client, table(row)))

    project = Project.objects.get()
    assert said(result) == ["Import finished: 0 new, 1 updated, 0 deleted and 0 skipped projects."]
    assert (project.theme_keys, project.city_keys, project.where_keys) == (
        ["housing"],
        ["paris"],
        ["berlin", "europe"][1:],
    )
    assert (project.languages, project.is_published) == (["ar", "de"], True)
    assert [(str(p.organisation), p.role) for p in project.partnerships.all()] == [("Helpers", "funder")]
    document = SearchDocument.objects.get(kind="project")
    assert ("lighthouse" in document.name, "helpers" in document.organisations) == (True, True)
    latest = project.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (curator, "Imported")
    assert LogEntry.objects.filter(user=curator, object_id=str(project.pk)).exists()


@pytest.mark.parametrize(
    ("had", "wanted", "complaint"),
    [
        ("a", "a;b;c;d", "Three themes at most"),
        ("a", "", "Please choose at least one theme."),
        ("abcde", "a;b;c;d;e;f", "Three themes at most"),
        ("abcde", "a;b;c;d", None),
        ("", "", None),
    ],
)
def test_a_row_has_up_to_three_themes_or_as_many_as_before(client, had, wanted, complaint):
    for slug in "abcdef":
        make_theme(slug)
    make_project("School", themes=had)

    page = preview(client, table({"slug": "school", "summary": "Other.", "themes": wanted}))

    if complaint:
        (text,) = complaints(page)
        assert text.startswith("2: themes: ")
        assert complaint in text
    else:
        confirm(client, page)
        assert Project.objects.get().theme_keys == [slug for slug in wanted.split(";") if slug]


def test_a_new_row_comes_in_as_a_draft_whatever_the_table_says(client):
    make_theme("housing")
    row = {"slug": "", "name": "Neue Schule", "summary": "Teaches.", "themes": "housing", "publication": "published"}

    confirm(client, preview(client, table(row)))

    project = Project.objects.get()
    assert (project.slug, project.publication, project.theme_keys) == ("neue-schule", "draft", ["housing"])


def test_a_column_that_is_left_out_leaves_its_values(client):
    make_project("School", themes=("language",), organisations=[make_organisation("Helpers")], launched=2015)

    confirm(client, preview(client, table({"slug": "school", "summary": "Other."})))

    project = Project.objects.get()
    assert (project.summary, project.theme_keys, project.launched) == ("Other.", ["language"], 2015)
    assert project.partnerships.count() == 1


def test_json_comes_in_too(client):
    content = json.dumps([{"slug": "", "name": "School", "summary": "Teaches.", "launched": 2015}])

    confirm(client, preview(client, content))

    assert Project.objects.get().launched == 2015


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"themes": "no-such-theme"}, "Not known: no-such-theme"),
        ({"cities": "berlin;atlantis"}, "Not known: atlantis"),
        ({"organisations": "nobody:lead"}, "Not known: nobody"),
        ({"organisations": "helpers:boss"}, "Not known: boss"),
        ({"launched": "long ago"}, "“long ago” is not allowed here."),
        ({"launched": "1066"}, "1990"),
        ({"launched": "99999999999999999999"}, "launched"),
        ({"launched": "2015", "ended": "2014", "status": "discontinued"}, "It cannot have ended before"),
        ({"ended": "2014"}, "Only a discontinued project has ended."),
        ({"status": "asleep"}, "asleep"),
        ({"country": "Narnia"}, "Narnia"),
        ({"languages": "klingon"}, "klingon"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"confirmed_on": "yesterday"}, "confirmed_on"),
        ({"confirmed_on": "2999-01-01"}, "less than or equal to"),
        ({"confirmed_on": "1989-12-31"}, "greater than or equal to 1990-01-01"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"summary": "x" * 241}, "summary"),
        ({"description": "x" * 20_001}, "at most 20000 characters"),
        ({"lessons": "x" * 10_001}, "at most 10000 characters"),
        ({"sources": "x" * 10_001}, "at most 10000 characters"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"successor": "nobody"}, "successor"),
        ({"name": "a\0b"}, "a character that cannot be stored"),
        ({"name": "\u200b"}, "This field is required."),
        ({"summary": "left\u202eright"}, "a character that cannot be stored"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_nothing_comes_in(client, row, complaint):
    make_organisation("Helpers")
    make_city("berlin")
    sound = {"slug": "", "name": "Sound", "summary": "Sound."}
    columns = list(sound | row)

    page = preview(
        client,
        table(
            *(
                {name: cells.get(name, "") for name in columns}
                for cells in (sound | {"status": "unknown"} if "status" in columns else sound, sound | row)
            )
        ),
    )

    found = complaints(page)
    assert all(text.startswith("3: ") for text in found)
    assert complaint in " ".join(found)
    assert "Nothing was imported" in page.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"slug,name\n", "No valid data to import"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "This file could not be read. Line 1: It is not UTF-8."),
        ("slug,name\n,Köln".encode("latin-1"), "This file could not be read. Line 2: It is not UTF-8."),
        (b"[not json", "It is no JSON"),
        (b"{}", "It is no list of rows"),
        (b"[1, 2]", "It is no list of rows"),
        (b'{"slug": {"a": 1}}', "It is no list of rows"),
        (b"null", "No valid data to import"),
        (b"name,summary\nA,B", "The column “slug” is missing"),
        (b"slug,theme\n,housing", "These columns are not known: theme."),
        (b"slug,name\na,b,c,d,e\n", "2: It has 5 cells, but there are 2 columns."),
        (b'slug,name\n"never closed', "Line 2: It is not CSV"),
        (b"slug,slug\na,b\n", "Line 1: The column “slug” is there twice."),
        (b"slug,name\n" + b"x" * 200_000, "It is not CSV"),
        (b"PK\x03\x04 no book", "It is no XLSX file"),
    ],
)
def test_a_bad_file_is_refused_with_a_clear_word(client, content, complaint):
    page = preview(client, content)

    found = complaints(page)
    assert found
    assert complaint in " ".join(found)
    assert not Project.objects.exists()
    assert "successor_name" in page.content.decode(), "The list of the columns has to stay."


def test_a_row_whose_successor_leads_back_is_refused_at_that_column(client):
    make_project("Second", successor=make_project("First"))

    page = preview(client, table({"slug": "first", "successor": "second"}))

    assert complaints(page) == ["2: successor: This successor leads back to the project itself."]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            'slug,name,summary\n,"Two\nlines",Sound.\n\nschool,Short\n,Long,Too,long\n',
            [
                "2: name: Please write it on one line.",
                "4: It has 2 cells, but there are 3 columns.",
                "5: It has 4 cells, but there are 3 columns.",
            ],
        ),
        (
            '[{"slug": "", "name": "A", "summary": "C"}, {"slug": "school"}]',
            ["2: It has other columns than the first."],
        ),
    ],
)
def test_all_complaints_about_a_file_are_told_at_once_by_the_lines_of_a_spreadsheet(client, content, found):
    make_project("School")

    assert complaints(preview(client, content)) == found


def test_json_names_its_cells_in_any_order(client):
    content = '[{"slug": "", "name": "A", "summary": "B"}, {"summary": "D", "slug": "", "name": "C"}]'

    confirm(client, preview(client, content))

    assert set(Project.objects.values_list("name", "summary")) == {("A", "B"), ("C", "D")}


def test_a_row_that_is_older_than_what_is_stored_is_refused(client):
    project = make_project("School")
    (row,) = exported(client)
    project.summary = "Somebody else’s work."
    save_entry(project)
    row["summary"] = "Written meanwhile."

    (text,) = complaints(preview(client, table(row)))
    assert "Somebody has changed this entry since the file was exported." in text
    confirm(client, preview(client, table(row | {"revision": ""})))

    assert Project.objects.get().summary == "Written meanwhile."


@pytest.mark.parametrize("revision", ["1", ""])
def test_a_row_whose_address_has_changed_is_refused_and_the_old_address_redirects_on(client, revision):
    project = make_project("School")
    (row,) = exported(client)
    project.slug = "lighthouse"
    save_entry(project)

    (text,) = complaints(preview(client, table(row | {"revision": revision})))

    assert "This address now leads to “School”, whose own address is “lighthouse”." in text
    assert client.get("/projects/school/").url == "/projects/lighthouse/"


@pytest.mark.parametrize("slug", ["", "nobody-has-it"])
def test_a_row_with_a_revision_but_without_an_entry_is_refused(client, slug):
    page = preview(client, table({"slug": slug, "name": "School", "summary": "Teaches.", "revision": "0"}))

    (text,) = complaints(page)
    assert "This row was exported, but no entry has its “slug”." in text


@pytest.mark.parametrize("slug", ["school", "new-school"])
@pytest.mark.parametrize("revision", [{}, {"revision": ""}, {"revision": "1"}])
def test_a_second_row_about_an_entry_is_refused(client, slug, revision):
    make_project("School")
    row = {"slug": slug, "name": "School", "summary": "One."} | revision

    found = complaints(preview(client, table(row, row | {"summary": "Other."})))

    assert "This entry is already in line 2." in found[-1]
    assert found[-1].startswith("3: ")


def test_new_rows_of_one_name_get_an_address_each(client):
    fresh = {"name": "School", "summary": "Teaches."}
    page = preview(client, table({"slug": ""} | fresh, {"slug": ""} | fresh, {"slug": "school"} | fresh))
    shown = [row.diff[0] for row in page.context["result"].rows]

    confirm(client, page)

    assert shown == [f"<ins>{slug}</ins>" for slug in ("school-2", "school-3", "school")]
    assert set(Project.objects.values_list("slug", flat=True)) == {"school", "school-2", "school-3"}


CHANGED_SINCE = ["Nothing was imported, as entries have changed since the preview. Choose the file again."]


def test_what_changes_between_preview_and_confirmation_is_refused_not_half_imported(client):
    make_project("First")
    second = make_project("Second")
    rows = exported(client)
    page = preview(client, table(*(row | {"summary": "From the table."} for row in rows)))
    second.summary = "Somebody else’s work."
    save_entry(second)

    result = confirm(client, page)

    assert said(result) == CHANGED_SINCE
    assert {project.summary for project in Project.objects.all()} == {
        "Helps people to arrive.",
        "Somebody else’s work.",
    }


@pytest.mark.parametrize("summary", ["Helps people to arrive.", "From the table."])
def test_an_edit_since_the_preview_is_not_written_over_where_the_file_has_no_revision(client, summary):
    project = make_project("School")
    page = preview(client, table({"slug": "school", "summary": summary}))
    project.summary = "Somebody else’s work."
    save_entry(project)

    assert said(confirm(client, page)) == CHANGED_SINCE

    assert Project.objects.get().summary == "Somebody else’s work."


def test_an_entry_that_was_made_since_the_preview_is_not_written_over(client):
    page = preview(client, table({"slug": "school", "name": "School", "summary": "From the table."}))
    make_project("School")

    assert said(confirm(client, page)) == CHANGED_SINCE

    assert Project.objects.get().summary == "Helps people to arrive."


def test_confirming_twice_says_so(client):
    page = preview(client, table({"slug": "", "name": "School", "summary": "Teaches."}))
    confirm(client, page)

    result = confirm(client, page)

    assert said(result) == ["This preview has been confirmed already or is too old. Choose the file again."]
    assert Project.objects.count() == 1


FRESH = {"slug": "", "name": "School", "summary": "Teaches."}
NOT_YOURS = ["This is not a preview that you were shown. Choose the file again."]


@pytest.mark.parametrize(
    "tampered",
    [
        {"format": "7"},
        {"format": "x"},
        {"resource": "7"},
        {"original_file_name": ""},
        {"import_file_name": "../../etc/passwd"},
        {"import_file_name": ""},
    ],
)
def test_a_tampered_confirmation_leads_back_to_the_file(client, tampered):
    result = confirm(client, preview(client, table(FRESH)), **tampered)

    assert said(result) == NOT_YOURS
    assert result.request["PATH_INFO"] == PROJECTS + "import/"
    assert not Project.objects.exists()


def test_no_other_file_of_the_machine_is_read(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "h2.log").write_bytes(b"\xff no table")
    (tmp_path / "table.csv").write_text(table(FRESH))
    page = preview(client, table(FRESH))

    for name in ("h2.log", "table.csv", str(tmp_path / "table.csv")):
        assert said(confirm(client, page, import_file_name=name)) == NOT_YOURS
    assert not Project.objects.exists()


def test_a_preview_is_confirmed_by_whom_it_was_shown_to_and_for_its_kind(client):
    page = preview(client, table(FRESH))
    other = client_of(make_group_curator("grace@example.org"))

    assert said(confirm(other, page)) == NOT_YOURS
    assert said(confirm(client, page, ORGANISATIONS)) == NOT_YOURS
    assert not Project.objects.exists()
    confirm(client, page)
    assert Project.objects.get().name == "School"


def test_a_confirmation_is_sent_not_followed(client):
    assert client.get(PROJECTS + "process_import/").status_code == 405


@pytest.mark.parametrize("tail", ["import/", "process_import/"])
def test_only_who_may_add_and_change_imports(tail):
    looker = make_group_curator()
    looker.groups.clear()
    assert client_of(looker).post(PROJECTS + tail).status_code == 403
    assert client_of(make_visitor()).post(PROJECTS + tail).status_code == 302


def test_the_form_of_the_import_is_a_form(client):
    assert "format" in form_of(client.get(PROJECTS + "import/"), None)
