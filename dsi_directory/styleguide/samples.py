"""What the style page shows the components with: objects that are never saved, and plain data."""

from datetime import date, timedelta
from types import SimpleNamespace

from django import forms
from django.contrib.messages import constants
from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.limits import LimitReached
from cluster.models import Event, FundingOpportunity, Publication
from entries.freshness import LAUNCHED
from listing.exports import FORMATS
from listing.page import Chip, FacetView, LeftOutRows, Option, WayOut
from organisations.models import Organisation, OrganisationKind
from projects.models import Focus, Project, Status
from submissions.models import Intake
from submissions.views.base import GO_BACK, why_too_much
from taxonomy.models import City, Hue, Theme
from upkeep.life import HEARD, TEXTS, Sign
from upkeep.models import Evidence

LONG_NAME = "Bundesweites Netzwerk für digitale Orientierungs-, Sprach- und Arbeitsmarktintegrationsangebote"
SUMMARY = "Volunteers and newcomers learn to code together and build what their city lacks."
MESSAGES = ((constants.SUCCESS, "Your entry was sent."), (constants.ERROR, "This link was used already."))
PER_PAGE, ROWS = 24, 480
YEARS = ((2014, 12), (2015, 71), (2016, 64), (2017, 30))
ICONS = (
    "language",
    "housing",
    "job-matching",
    "coding-schools",
    "education",
    "volunteering",
    "health",
    "community",
    "arts-media",
)


def sample_themes():
    """Return one theme for each hue."""
    samples = [
        Theme(pk=number, slug=hue.value, name=hue.label.capitalize(), hue=hue, icon=icon, position=number)
        for number, (hue, icon) in enumerate(zip(Hue, ICONS, strict=True), 1)
    ]
    for theme in samples:
        theme.project_count = 12 * theme.position
    return samples


def berlin():
    return City(pk=1, slug="berlin", name="Berlin", country="DE")


def with_tags(entry, themes=(), cities=()):
    """Return the entry with these tags, as `listing.tags_of_rows` gives them to the rows of a list."""
    entry.pk = entry.pk or 1
    entry.slug = entry.slug or "sample"
    entry._prefetched_objects_cache = {"themes": list(themes), "cities": list(cities)}
    return entry


def project(name="Code Door", *, hue=0, **fields):
    sample = Project(name=name, **{"summary": SUMMARY, "status": Status.ACTIVE, "country": "DE"} | fields)
    sample.updated_at = timezone.now()
    return with_tags(sample, sample_themes()[hue : hue + 2], [berlin()])


def sample_projects():
    """Return a project in every status, and with every peculiarity that a card can have."""
    today = timezone.localdate()
    return [
        project(
            launched=2016,
            languages=["ar", "de", "en", "fa", "uk"],
            newcomer_led="yes",
            confirmed_on=today,
            website="https://example.org/code",
        ),
        project("Paused for now", hue=1, status=Status.PAUSED, launched=2018),
        project("Bureaucrazy", hue=2, status=Status.DISCONTINUED, launched=2015, ended=2018),
        project("Quiet for years", hue=2, status=Status.UNKNOWN, last_seen="2022-03", last_seen_on=date(2022, 3, 31)),
        project("Nobody knows", hue=3, status=Status.UNKNOWN, focus=Focus.EMERGENCY),
        project(LONG_NAME, hue=4, summary=f"{SUMMARY} {SUMMARY} {SUMMARY}"[:240]),
        project("مدرسة البرمجة", hue=5, summary="دورات برمجة مجانية للوافدين الجدد.", text_language="ar"),
    ]


def ended_some_time():
    return project("Gone", status=Status.DISCONTINUED)


def organisation():
    sample = Organisation(
        name="Helpers e. V.", summary="Runs three projects.", kind=OrganisationKind.NONPROFIT, founded=2012
    )
    return with_tags(sample, sample_themes()[:1], [berlin()])


def trusted():
    """Return entries about which everything, or nothing, is known."""
    today = timezone.localdate()
    known = project(confirmed_on=today, checked_on=today, answered_on=today, website="https://example.org/")
    known.sources = "https://example.org/about\ngeneral knowledge\nTold by its founder in 2019"
    return [known, project("Nobody knows")]


def left_out():
    return [
        LeftOutRows(3, "3 that have ended are not shown.", "#chips"),
        LeftOutRows(1, "1 more has not been heard of since November 2021.", "#chips"),
    ]


def lives():
    """Return the signs of life of an entry of which much is known, and of some of which little is."""
    known, unknown = trusted()
    page = Sign(date(2025, 12, 31), "2025", TEXTS[Evidence.PAGE], ["https://example.org/", "https://www.example.com/"])
    answer = Sign(date(2022, 3, 31), "2022-03", TEXTS[Evidence.WEBSITE])
    launch = Sign(date(2016, 1, 1), "2016", HEARD[LAUNCHED])
    return [
        {"entry": known, "signs": [page, answer, launch], "is_fresh": True},
        {"entry": unknown, "signs": [], "is_fresh": False, "asked": {"address": "#entry"}},
        {"entry": unknown, "signs": [launch], "is_fresh": False, "asked": {"at": timezone.now()}},
    ]


def event(title, *, days, **fields):
    starts = timezone.now() + timedelta(days=days)
    fields = {"kind": "webinar", "place": "Town hall", "time_zone": "Europe/Berlin", "languages": ["en"]} | fields
    sample = Event(title_en=title, summary_en="People meet.", starts_at=starts, **fields)
    sample.ends_at = starts + timedelta(hours=2)
    return with_tags(sample, sample_themes()[6:8], [berlin()])


def sample_events():
    return [
        event("Summit of coding schools", days=20, online_url="https://example.org/live"),
        event("Cancelled for lack of a room", days=30, is_cancelled=True),
        event("What we learned in 2018", days=-300),
    ]


def publication():
    fields = {"kind": "report", "year": 2017, "authors": "Amina Haddad; Jonas Berg", "publisher": "A think tank"}
    sample = Publication(title_en="Digital routes to integration", summary_en="What 120 projects do.", **fields)
    return with_tags(sample, sample_themes()[7:8])


def funding_opportunities():
    today = timezone.localdate()
    kinds = (
        ("Seed money for newcomers", {"deadline": today + timedelta(days=30), "amount_to": 50_000}),
        ("A fund without deadlines", {"is_rolling": True, "amount_from": 5_000, "amount_to": 20_000}),
        ("Closed since last year", {"deadline": today - timedelta(days=300)}),
    )
    return [
        with_tags(
            FundingOpportunity(title_en=title, summary_en="Money.", url="https://example.org/", **fields),
            sample_themes()[8:9],
        )
        for title, fields in kinds
    ]


def facets():
    """Return the facets of a list: (position, FacetView), in every state."""
    some = [Option(f"s{number}", f"Option {number}", 40 - 3 * number, number == 0) for number in range(4)]
    many = [Option(f"m{number}", f"City {number}", 60 - number, number < 2) for number in range(26)]
    none = [Option(f"e{number}", f"Empty {number}", 0, False) for number in range(3)]
    closed = [Option("c0", "Option", 1_234, False)]
    return [
        (1, FacetView("open", "Open, one is on", False, some)),
        (2, FacetView("long", "Long", True, many)),
        (3, FacetView("empty", "With empty options", False, [closed[0]], none)),
        (9, FacetView("closed", "Closed", False, closed)),
    ]


def chips():
    return [Chip(label, "#chips") for label in ("Housing", "Where: Berlin", "since 2015", "مدرسة", LONG_NAME)]


def one_chip():
    return chips()[:1]


def notices():
    return ["“blue” is not known as a value of “theme” and was left out."]


def corrections():
    return [("progamming", "programming")]


def suggestion():
    return WayOut("Theme", "Housing", 12, "#empty")


def sorts():
    return [Option("", "Name", 0, True), Option("newest", "Recently added", 0, False)]


def listing():
    """Return what the head of a handout reads of a list."""
    return SimpleNamespace(words="Housing · Where: Berlin", url="/projects/?theme=housing&where=berlin")


def qr_url():
    return f"{reverse('qr-code')}?path=/projects/"


def downloads():
    return [{"format": key, "label": form.label, "url": f"/projects.{key}"} for key, form in FORMATS.items()]


def pages():
    """Return the first page of a list, one in the middle, the last one."""
    paginator = Paginator(range(ROWS), PER_PAGE)
    return [paginator.page(number) for number in (1, paginator.num_pages // 2, paginator.num_pages)]


def paused_intake():
    return Intake(
        state=Intake.State.PAUSED, reopens_on=timezone.localdate() + timedelta(days=14), contact="a@b.example"
    )


def too_much():
    return why_too_much(LimitReached(timedelta(hours=2).total_seconds(), "network"), GO_BACK)


def messages():
    levels = {constants.SUCCESS: "success", constants.ERROR: "error"}
    return [SampleMessage(levels[level], text) for level, text in MESSAGES]


class SampleMessage(SimpleNamespace):
    """A message as templates read one."""

    def __init__(self, level_tag, text):
        super().__init__(level_tag=level_tag, text=text)

    def __str__(self):
        return self.text


def chart():
    """Return what the table of a chart is made of."""
    cell = SimpleNamespace
    rows = [[cell(text=str(year), url="#tables"), cell(text=str(number), url="")] for year, number in YEARS]
    return {
        "slug": "table",
        "title": "Projects launched per year",
        "finding": "Most of them were launched in 2015 and 2016.",
        "base": "Based on 200 projects. For 80 projects the year is not known.",
        "method": "Counted by the year in which they were launched.",
        "headings": ["Year", "Projects"],
        "table": rows,
        "drawings": [SafeString("")],
        "csv_url": "#tables",
    }


def empty_chart():
    return chart() | {"slug": "no-table", "drawings": [], "empty": "Nothing is known yet."}


class SampleForm(forms.Form):
    """Every kind of field that the forms of the site have."""

    name = forms.CharField(label="Name", help_text="As people know it.", max_length=100)
    summary = forms.CharField(label="Summary", max_length=240, widget=forms.Textarea(attrs={"rows": 3}))
    email = forms.EmailField(label="E-mail address")
    year = forms.IntegerField(label="Year", required=False, min_value=1900, max_value=2100)
    status = forms.ChoiceField(label="Status", choices=Status.choices)
    focus = forms.MultipleChoiceField(
        label="Focus",
        choices=Focus.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Several are fine.",
    )
    themes = forms.MultipleChoiceField(
        label="Many choices",
        choices=[(str(number), f"Choice {number}") for number in range(20)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label="Picture", required=False)


FILLED = (
    "name=Code+Door&summary=Teaches+newcomers.&email=a@b.example&year=2016&status=active&focus=integration&themes=3"
)


def wrong_form():
    return SampleForm(QueryDict("email=nonsense&year=12&status=active"), auto_id="wrong_%s")


def wrong_forms():
    return [wrong_form()]


def sample_forms():
    """Return (heading, form) pairs: empty, filled in, wrong, disabled."""
    disabled = SampleForm(initial={"name": "Code Door", "status": "active", "focus": ["integration"]}, auto_id="off_%s")
    for field in disabled.fields.values():
        field.disabled = True
    return [
        ("Empty", SampleForm(auto_id="empty_%s")),
        ("Filled in", SampleForm(QueryDict(FILLED), auto_id="filled_%s")),
        ("Wrong", wrong_form()),
        ("Disabled", disabled),
    ]
