"""Writes into the served site's database what its visitors come for and the data that ships happens to lack."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from tests.cluster.making import make_event, make_funding  # noqa: E402 - the models can be imported only now
from tests.factories import make_project  # noqa: E402


def main():
    make_project(
        "Brückenjob",
        summary="Matches newcomers in Berlin with employers.",
        themes=["job-matching"],
        cities=["berlin"],
        status="active",
        languages=["ar", "de"],
        website="https://brueckenjob.example/",
    )
    make_event("Coding schools learn from each other", cities=["berlin"], themes=["coding-schools"], languages=["en"])
    make_funding("Fund for digital arrival", themes=["coding-schools"], amount_from=5000, amount_to=50000)


if __name__ == "__main__":
    main()
