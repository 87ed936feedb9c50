"""What tests read on a list and do there.

A page is read once it is whole: its address has changed, and a first element is there, before the rest is.
"""

import re


def texts(page, selector):
    """Return the visible text of each element that fits, from a page that has come to its end."""
    page.wait_for_load_state()
    return page.locator(selector).all_inner_texts()


def count(page):
    """Return how many the list says that it has."""
    [said] = texts(page, "#count")
    return int(re.search(r"\d+", said)[0])


def names(page):
    """Return the names on the list; what can be used from there as well is a list of its own."""
    return texts(page, ".card:not(.from-there *) .card__name")


def check(page, control):
    """Tick the filter with this id. It may be one of those that are folded, as they have few entries."""
    for folded in page.locator(f"#filters details:not([open]):has(#{control}) > summary").all():
        folded.click()
    page.locator(f"#{control}").check()
