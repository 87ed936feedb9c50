"""What a curator finds by typing words above the queue."""

import pytest


@pytest.mark.parametrize(
    ("term", "found"),
    [("київ", True), ("КИЇВ школа", True), ("cafe", True), ("ada@lingo", True), ("київ harbour", False)],
)
def test_the_search_of_the_queue_looks_through_what_was_typed(desk, waiting, term, found):
    submission = waiting(description="Café", note="Школа, Київ")

    page = desk.get("/admin/submissions/submission/", {"q": term})

    assert (submission.pk in {row.pk for row in page.context["cl"].result_list}) is found
