"""Publications: facets and search as the entries have them, citations, and files that are what they claim."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from cluster import pdf
from cluster.citations import bibtex, citation
from cluster.loading import load_publications
from cluster.management.commands.load_cluster import FOLDER
from cluster.models import Publication
from cluster.pdf import validate_pdf
from entries.actions import save_tag
from taxonomy.texts import CODES
from tests.cluster.making import PDF, make_pdf, make_publication
from tests.factories import make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    return [publication.title for publication in client.get(f"/publications/{query}").context["page_obj"]]


def test_the_list_begins_with_the_latest_year(client):
    make_publication("Old", year=2016)
    make_publication("New", year=2020)
    make_publication("Draft", year=2021, published=False)
    assert listed(client) == ["New", "Old"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=article", ["Jobs"]),
        ("year=2020", ["Jobs"]),
        ("year=2016&year=2020", ["Jobs", "Routes"]),
        ("theme=coding-schools", ["Jobs"]),
        ("language=fr", ["Jobs"]),
        ("country=NL", ["Jobs"]),
        ("where=europe", ["Jobs"]),
        ("organisation=lab", ["Jobs"]),
        ("project=redi", ["Jobs"]),
        ("q=mason", ["Jobs"]),
        ("q=redi", ["Jobs"]),
        ("q=wege", ["Routes"]),
        ("sort=name", ["Jobs", "Routes"]),
    ],
)
def test_each_filter_of_the_list(client, query, found):
    make_publication("Routes", year=2016, title_de="Wege")
    make_publication(
        "Jobs",
        year=2020,
        kind="article",
        themes=("coding-schools",),
        languages=["fr"],
        countries=["NL"],
        authors="Ben Mason",
        organisations=[make_organisation("Lab")],
        projects=[make_project("Redi")],
    )
    make_publication("Draft", year=2020, kind="article", themes=("coding-schools",), published=False)
    assert listed(client, f"?{query}") == found


def test_a_typing_mistake_is_mended_as_in_the_directory(client):
    make_publication("Integration")
    assert listed(client, "?q=intergation") == ["Integration"]


def test_the_page_names_only_what_is_published(client):
    make_publication(
        "Jobs",
        projects=[make_project("Redi"), make_project("Hidden project", published=False)],
        organisations=[make_organisation("Lab"), make_organisation("Hidden organisation", published=False)],
    )
    html = client.get("/publications/jobs/").content.decode()
    assert "/projects/redi/" in html
    assert "/organisations/lab/" in html
    assert "Hidden" not in html


def test_the_queries_of_the_list_do_not_depend_on_its_length(client, django_assert_max_num_queries):
    def queries(path):
        client.get("/insights/")  # whether intake is open is asked once for each directory version
        with django_assert_max_num_queries(30) as counted:
            client.get(path).getvalue()
        return len(counted)

    lab = make_organisation("Lab")
    for number in range(2):
        make_publication(f"Report {number}", themes=("language",), organisations=[lab])
    client.get("/publications/")
    few = {path: queries(path) for path in ("/publications/?sort=name", "/publications.bib", "/publications.json")}
    for number in range(10):
        make_publication(f"More {number}", themes=("language",), organisations=[lab])
    assert {path: queries(path) for path in few} == few


# Citations


def test_a_citation_in_plain_text():
    publication = make_publication(
        "Tech Jobs", year=2018, authors="Ben Mason; Ada Lovelace", publisher="MPI Europe", title_de="Stellen"
    )
    expected = "Mason, Ben; Lovelace, Ada (2018): Tech Jobs. MPI Europe. https://example.org/report"
    assert citation(publication) == expected
    publication.languages = ["de"]
    assert ": Stellen. " in citation(publication)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publisher": "Lab"}, "Lab (2018): Jobs. https://example.org/report"),
        ({}, "Jobs (2018). https://example.org/report"),
    ],
)
def test_a_citation_without_authors(fields, expected):
    assert citation(make_publication("Jobs", **fields)) == expected


def test_a_publication_as_bibtex():
    publication = make_publication("Tech Jobs & {Code}", authors="Ben Mason; Ada Lovelace", publisher="MPI_Europe")
    assert bibtex(publication) == (
        "@techreport{mason2018tech,\n"
        "  title = {{Tech Jobs \\& \\{Code\\}}},\n"
        "  author = {Mason, Ben and Lovelace, Ada},\n"
        "  year = {2018},\n"
        "  institution = {MPI\\_Europe},\n"
        "  url = {https://example.org/report},\n"
        "}\n"
    )


@pytest.mark.parametrize("title", ["Звіт", "تقرير", "?!", "{", "\\"])
def test_every_title_makes_a_whole_bibtex_entry(title):
    text = bibtex(make_publication(title))
    assert re.match(r"@techreport\{[a-z0-9]+,\n", text)
    unescaped = re.sub(r"\\[{}]", "", text)
    assert unescaped.count("{") == unescaped.count("}")


def test_names_that_stand_family_first_stay_as_they_are():
    publication = make_publication("Jobs", authors="Müller, Jörg; أحمد علي")
    assert citation(publication).startswith("Müller, Jörg; علي, أحمد (2018): Jobs.")
    assert "  author = {Müller, Jörg and علي, أحمد}," in bibtex(publication)


def test_no_key_stands_twice_in_a_list(client):
    for _number in range(3):
        make_publication("Jobs", authors="Ben Mason")
    keys = re.findall(r"@techreport\{(.*),", client.get("/publications.bib").getvalue().decode())
    assert len(set(keys)) == 3


def test_authors_are_told_apart_by_the_semicolon_of_either_script():
    assert make_publication(authors="Ben Mason; Ada Lovelace").author_list == ["Ben Mason", "Ada Lovelace"]
    assert make_publication(authors="Ben Mason؛ Ada Lovelace؛").author_list == ["Ben Mason", "Ada Lovelace"]


def test_bibtex_of_one_and_of_a_list(client):
    make_publication("Jobs", year=2020)
    make_publication("Routes", year=2016)
    one = client.get("/publications/jobs.bib")
    assert one["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert one.content.decode().count("@techreport") == 1
    assert client.get("/publications.bib?year=2016").getvalue().decode().count("@techreport") == 1


# Files


def upload(content, name="report.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def refused(content, name="report.pdf"):
    publication = Publication(title_en="Jobs", summary_en="Words.", slug="jobs", year=2018, kind="report")
    publication.file = upload(content, name)
    with pytest.raises(ValidationError) as error:
        publication.full_clean(exclude=["sort_name", "sort_key"])
    return error.value.message_dict["file"]


def test_a_pdf_is_taken_and_named_after_its_page():
    publication = make_publication("Jobs", file=ContentFile(PDF, name="../../evil name.pdf"), url="")
    assert re.fullmatch(r"publications/jobs-[0-9a-f]{16}\.pdf", publication.file.name)
    assert publication.file.read() == PDF


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"<html><script>alert(1)</script></html>", "This is not a PDF, whatever its name says."),
        (b"PK\x03\x04 a Word file", "This is not a PDF, whatever its name says."),
        (b" " * 2000 + PDF, "This is not a PDF, whatever its name says."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "This is not a PDF, whatever its name says."),
        (b"<html>" + PDF + b"</html>", "This is not a PDF, whatever its name says."),
        (b"%PDF-x", "This is not a PDF, whatever its name says."),
        (PDF[:30], "This PDF is incomplete: the end is missing."),
        (PDF[: PDF.index(b"startxref")], "This PDF is incomplete: the end is missing."),
        (
            b"%PDF-1.4 <html> startxref 7 %%EOF",
            "This PDF is damaged: its internal index is not where the file says it is.",
        ),
        (PDF[:9] + PDF[20:], "This PDF is damaged: its internal index is not where the file says it is."),
        (
            b"%PDF-1.4\nstartxref\n9999999999\n%%EOF",
            "This PDF is damaged: its internal index is not where the file says it is.",
        ),
    ],
)
def test_what_is_no_pdf_is_refused_by_its_content(content, complaint):
    assert refused(content) == [complaint]


def test_an_encrypted_pdf_is_refused_and_one_that_only_speaks_of_it_is_not():
    (complaint,) = refused(make_pdf(trailer=b"/Size 1 /Encrypt 2 0 R"))
    assert "encrypted" in complaint
    validate_pdf(upload(make_pdf(before=b"(/Encrypt)\n")))


def test_an_empty_file_is_refused():
    assert refused(b"") == ["This is not a PDF, whatever its name says."]


def test_a_pdf_whose_table_is_an_object_of_its_own_is_taken():
    head = b"%PDF-1.7\n"
    table = b"1 0 obj\n<</Type/XRef/Size 1/W[1 1 1]/Length 3>>\nstream\nabc\nendstream\nendobj\n"
    validate_pdf(upload(head + table + b"startxref\n9\n%%EOF"))


def test_a_file_that_was_lost_is_named_as_such_and_breaks_no_page(client):
    publication = make_publication("Jobs", file=ContentFile(PDF, name="a.pdf"), url="")
    publication.file.storage.delete(publication.file.name)
    with pytest.raises(ValidationError, match="This file is missing"):
        Publication.objects.get().full_clean()
    assert client.get("/publications/jobs/").status_code == 200


def test_a_pdf_that_says_to_be_something_else_is_refused():
    assert "not allowed" in refused(PDF, "report.html")[0]


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_BYTES", len(PDF) - 1)
    assert refused(PDF) == ["This file is larger than 20 MB."]


def test_a_publication_needs_a_link_or_a_file():
    publication = make_publication("Jobs")
    publication.url = ""
    with pytest.raises(ValidationError, match="Give a link or a file"):
        publication.full_clean()


# What ships


def test_the_publications_that_ship_are_found_by_theme_and_project(client):
    make_theme("coding-schools")
    project = make_project("CodeDoor")
    written = load_publications(FOLDER)
    assert {"digital-routes-to-integration", "tech-jobs-for-refugees"} <= set(written)
    assert load_publications(FOLDER) == []
    found = listed(client, "?theme=coding-schools&project=codedoor")
    assert [title.partition(":")[0] for title in found] == ["Tech Jobs for Refugees"]
    assert list(Publication.objects.about(project).values_list("slug", flat=True)) == ["tech-jobs-for-refugees"]
    for publication in Publication.objects.all():
        assert all(getattr(publication, f"summary_{code}") for code in CODES)
        publication.full_clean()


def test_a_theme_that_is_renamed_finds_publications_by_its_new_name(client):
    make_publication("Jobs", themes=("coding-schools",))
    theme = make_theme("coding-schools")
    theme.name_en = "Bootcamps"
    save_tag(theme)
    assert listed(client, "?q=bootcamps") == ["Jobs"]
    assert listed(client, "?q=coding") == []
