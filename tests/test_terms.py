"""A term (how long what is kept, or works) is one constant, and every text that names one names that one."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import load_command_class
from django.template import Context, Template
from django.utils import translation

from accounts import terms as accounts
from accounts.sessions import ASKED_AGAIN_AFTER
from cluster import terms as cluster
from curating import terms as curating
from curating.entry_admin import EntryAdmin
from entries.cache import KEPT_FOR
from newsletter import terms as newsletter
from screening import terms as screening
from submissions import terms as submissions
from submissions.admin.decisions.wording import HOW_LONG_SPAM_STAYS
from submissions.admin.people import InvitationAdminForm
from submissions.limits import LIMITS
from tests.durations import durations
from upkeep import terms as upkeep

BASE = Path(settings.BASE_DIR)
APPS = sorted(path.parent.name for path in BASE.glob("*/__init__.py") if path.parent.name != "tests")
LANGUAGES = [code for code, _name in settings.LANGUAGES]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK, MONTH, YEAR = 7 * DAY, 30 * DAY, 365 * DAY
RETRIED_EVERY = settings.POST_OFFICE["RETRY_INTERVAL"]
RETRIED_FOR = round(settings.POST_OFFICE["MAX_RETRIES"] * RETRIED_EVERY / DAY * 2) / 2 * DAY
HARD_BOUNCES_ON = newsletter.MOST_HARD_BOUNCES * DAY

# What the privacy page says, in the same order in all languages; of one line the shorter first.
PRIVACY = [
    accounts.COUNTED_FOR,
    submissions.UNCONFIRMED_FOR,
    submissions.UNCONFIRMED_FOR,
    submissions.WITHDRAWN_FOR,
    screening.SPAM_FOR,
    submissions.LOGO_FOR,
    submissions.DECIDED_FOR,
    accounts.SIGNED_IN_FOR,
    cluster.ANSWERED_FOR,
    screening.SPAM_FOR,
    newsletter.UNCONFIRMED_FOR,
    newsletter.PROOF_FOR,
    HARD_BOUNCES_ON,
    newsletter.HARD_BOUNCES_WITHIN,
    newsletter.PROOF_FOR,
    accounts.MAIL_FOR,
]
# File -> every length of time in it that is written out, in this order. Those that are no term of the site (what a law
# or a standard asks for, how long people need, a year as a date) stand here as they are.
WRITTEN = {f"fixtures/cluster/pages/privacy.{code}.md": PRIVACY for code in LANGUAGES} | {
    "CHANGELOG.md": [
        upkeep.LOOKED_EVERY,
        *upkeep.REMINDED_AFTER,
        upkeep.ANSWERED_WITHIN,
        upkeep.ONE_MAIL_EVERY,
        cluster.ANSWERED_FOR,
        accounts.STAFF_SESSION_IDLE,
        accounts.STAFF_SESSION_LASTS,
        accounts.LOG_INS_FOR,
        submissions.DECIDED_FOR,
        accounts.LOOKS_FOR,
        DAY,  # one reminder, by the calendar
    ],
    "README.md": [upkeep.LOOKED_EVERY],
    "CODE_OF_CONDUCT.md": [3 * DAY],
    "SECURITY.md": [90 * DAY],
    "accounts/models.py": [accounts.COUNTED_FOR],
    "cluster/admin/items.py": [YEAR],
    "docs/decisions/caching.md": [timedelta(seconds=KEPT_FOR), timedelta(seconds=KEPT_FOR)],
    "docs/decisions/jobs.md": [MINUTE, HOUR, 2 * MINUTE, 10 * MINUTE, HOUR],
    "docs/decisions/log-in.md": [
        *[HOUR] * 3,
        accounts.STAFF_SESSION_IDLE,
        accounts.STAFF_SESSION_LASTS,
        ASKED_AGAIN_AFTER,
        HOUR,
    ],
    "docs/decisions/newsletter.md": [HARD_BOUNCES_ON, newsletter.HARD_BOUNCES_WITHIN, newsletter.PROOF_FOR],
    "docs/decisions/no-front-end-framework.md": [10 * YEAR],
    "docs/decisions/screening.md": [screening.SPAM_FOR],
    "docs/decisions/sending-mail.md": [RETRIED_EVERY, RETRIED_EVERY, RETRIED_FOR, accounts.MAIL_FOR],
    "docs/decisions/tags.md": [WEEK],
    "docs/decisions/words.md": [WEEK],  # quoted as a word
    "docs/decisions/watching-links.md": [upkeep.LOOKED_EVERY, upkeep.GONE_AFTER],
    "docs/deployment.md": [
        timedelta(seconds=KEPT_FOR),
        2 * WEEK,
        MINUTE,
        curating.IMPORTS_TOLD_FOR,
        curating.PREVIEWS_FOR,
        submissions.LOGO_FOR,
        accounts.MAIL_FOR,
        submissions.UNCONFIRMED_FOR,
        screening.SPAM_FOR,
        accounts.LOG_INS_FOR,
        submissions.WITHDRAWN_FOR,
        accounts.LOOKS_FOR,
        submissions.DECIDED_FOR,
        screening.SPAM_FOR,
        cluster.ANSWERED_FOR,
        newsletter.UNCONFIRMED_FOR,
        newsletter.PROOF_FOR,
        upkeep.LONGEST_RUN,
        upkeep.LOOKED_EVERY,
        MINUTE,
    ],
    "docs/security.md": [
        ASKED_AGAIN_AFTER,
        accounts.LINK_FOR,
        timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        10 * MINUTE,
        accounts.LINK_FOR,
        accounts.MAIL_FOR,
        MINUTE,
        30 * MINUTE,
        accounts.STAFF_SESSION_IDLE,
        12 * HOUR,
        accounts.STAFF_SESSION_LASTS,
        accounts.SIGNED_IN_FOR,
        ASKED_AGAIN_AFTER,
        accounts.LOG_INS_FOR,
        accounts.MAIL_FOR,
        accounts.LOOKS_FOR,
        HOUR,
        YEAR,
    ],
    "entries/dates.py": [HOUR],
    "entries/validators.py": [YEAR],
    "newsletter/consent.py": [MONTH],  # how often an issue comes, about
    "projects/admin.py": [curating.UNCONFIRMED_FOR],
    "submissions/management/commands/intake.py": [DAY],
    "submissions/management/commands/remind_curators.py": [DAY],
    "submissions/models/submission.py": [accounts.COUNTED_FOR],
    "templates/500.html": [MINUTE],
    "templates/cluster/event_list.html": [MONTH],
    "templates/email/waiting.txt": [DAY],
    "templates/home.html": [5 * MINUTE],
    "templates/listing/_facets.html": [YEAR, YEAR],
    "templates/newsletter/_section.html": [MONTH],
    "templates/newsletter/archive.html": [MONTH, MONTH],
    "templates/email/password_reset.txt": [timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)],
    "templates/mfa/_ask.html": [MINUTE],
    "templates/newsletter/_while_paused.html": [MONTH],
    "templates/submissions/start.html": [5 * MINUTE],
}
# Looked through by a test of its own; figures that were measured.
ELSEWHERE = {"docs/record-of-processing.md", "docs/benchmarks.md"}
# Template -> the terms from which its sentences take their numbers.
TAKEN = {
    "admin/submissions/submission/_decide.html": ["screening.SPAM_FOR"],
    "email/confirm.txt": ["accounts.LINK_FOR", "submissions.UNCONFIRMED_FOR"],
    "email/invitation.txt": ["accounts.LINK_FOR"],
    "email/newsletter_request.txt": ["newsletter.UNCONFIRMED_FOR"],
    "email/reopened.txt": ["accounts.MAIL_FOR"],
    "email/sign_in.txt": ["accounts.LINK_FOR"],
    "email/ask_entries.txt": ["upkeep.ANSWERED_WITHIN"],
    "upkeep/refused.html": ["upkeep.ANSWERED_WITHIN"],
    "newsletter/confirm.html": ["newsletter.UNCONFIRMED_FOR"],
    "newsletter/sent.html": ["newsletter.UNCONFIRMED_FOR"],
    "submissions/confirm.html": ["submissions.UNCONFIRMED_FOR"],
    "submissions/link_refused.html": ["accounts.LINK_FOR", "submissions.UNCONFIRMED_FOR"],
    "submissions/paused.html": ["accounts.MAIL_FOR"],
    "submissions/rules.html": [
        "screening.SPAM_FOR",
        "submissions.BOOKS_OF",
        "screening.SPAM_FOR",
        "submissions.BOOKS_OF",
    ],
    "submissions/sent.html": ["accounts.LINK_FOR"],
    "submissions/sign_in_sent.html": ["accounts.LINK_FOR"],
}
# App and command -> the terms that its help names.
HELP = {
    ("submissions", "delete_old_submissions"): [
        submissions.UNCONFIRMED_FOR,
        submissions.WITHDRAWN_FOR,
        screening.SPAM_FOR,
        submissions.LOGO_FOR,
        curating.PREVIEWS_FOR,
        accounts.MAIL_FOR,
        accounts.LOG_INS_FOR,
        accounts.LOOKS_FOR,
        submissions.DECIDED_FOR,
    ],
    ("cluster", "delete_old_messages"): [screening.SPAM_FOR, cluster.ANSWERED_FOR],
    ("newsletter", "delete_old_subscribers"): [newsletter.UNCONFIRMED_FOR, newsletter.PROOF_FOR],
    ("newsletter", "read_bounces"): [HARD_BOUNCES_ON, newsletter.HARD_BOUNCES_WITHIN],
    ("upkeep", "ask_entries"): [upkeep.ONE_MAIL_EVERY, upkeep.ANSWERED_WITHIN, *upkeep.REMINDED_AFTER],
    ("upkeep", "watch_links"): [upkeep.LOOKED_EVERY, upkeep.GONE_AFTER],
}
# Texts of the admin that are filled in when they are shown, with the term that each names.
FILLED = [
    (EntryAdmin.attention["silent"].label, curating.SILENT_FOR),
    (InvitationAdminForm.base_fields["email"].help_text, accounts.LINK_FOR),
    (HOW_LONG_SPAM_STAYS, screening.SPAM_FOR),
]
TERM = re.compile(r'\{% term "([\w.]+)" "\w+" as (\w+) %\}')
COUNTED = re.compile(r"\{% blocktranslate trimmed count (days|hours|number)=(days|hours)\b")


def files():
    """Return the names of all files in which people read sentences: templates, code, shipped pages, documents."""
    found = [*BASE.glob("*.md"), *BASE.glob("docs/**/*.md"), *BASE.glob("fixtures/cluster/pages/*.md")]
    found += [*BASE.glob("templates/**/*.html"), *BASE.glob("templates/**/*.txt")]
    found += [path for app in APPS for path in BASE.glob(f"{app}/**/*.py") if "migrations" not in path.parts]
    return sorted(str(path.relative_to(BASE)) for path in found)


def language_of(name):
    """Return the language of a file: "privacy.de.md" is in German."""
    return name.split(".")[-2] if name.startswith("fixtures/") else "en"


def text_of(name):
    """Return what people read of a file: of code its texts alone, of templates no comments."""
    text = (BASE / name).read_text(encoding="utf-8")
    if name.endswith(".py"):
        tree = ast.parse(text)
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]
        return "\n".join(node.value for node in texts if isinstance(node.value, str))
    return re.sub(r"\{#.*?#\}", "", text)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_each_length_of_time_that_is_written_out_is_the_term_that_it_names(name):
    assert durations(text_of(name), language_of(name)) == WRITTEN[name]


def test_no_other_text_writes_out_a_length_of_time():
    others = set(files()) - WRITTEN.keys() - ELSEWHERE
    found = {name: durations(text_of(name), language_of(name)) for name in others}

    assert {name: lengths for name, lengths in found.items() if lengths} == {}


def test_templates_take_their_numbers_from_the_terms_that_are_theirs():
    texts = {str(path.relative_to(BASE / "templates")): path.read_text() for path in BASE.glob("templates/**/*.*")}
    taken = {name: [term for term, _variable in TERM.findall(text)] for name, text in texts.items()}
    counted = {name for name, text in texts.items() if COUNTED.search(text)}

    assert {name: terms for name, terms in taken.items() if terms} == TAKEN
    assert counted == TAKEN.keys()


@pytest.mark.parametrize(("app", "command"), HELP)
def test_the_help_of_a_command_names_its_terms(app, command):
    assert sorted(durations(load_command_class(app, command).help)) == sorted(HELP[app, command])


@pytest.mark.parametrize(("text", "term"), FILLED)
def test_a_text_of_the_admin_names_its_term(text, term):
    with translation.override("en"):
        assert durations(str(text)) == [term]


def test_the_settings_keep_to_the_terms():
    assert settings.SESAME_MAX_AGE == accounts.LINK_FOR
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == accounts.SIGNED_IN_FOR


def test_the_table_of_security_names_the_limit_of_pictures():
    ((most, seconds),) = LIMITS["logo"]["network"]

    assert seconds == HOUR.total_seconds()
    assert f"{most} pictures an hour and network" in text_of("docs/security.md")


def shown(name, unit):
    return Template(f'{{% load terms %}}{{% term "{name}" "{unit}" %}}').render(Context())


def test_a_term_is_shown_in_whole_days_or_hours():
    assert shown("accounts.LINK_FOR", "hours") == "48"
    assert shown("accounts.LINK_FOR", "days") == "2"
    with pytest.raises(ImportError):
        shown("accounts.NO_SUCH_TERM", "days")
    with pytest.raises(ValueError, match="whole number"):
        shown("accounts.LINK_FOR", "weeks")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Kept for three years, or 12 idle hours.", [0.5, 1095]),
        ("en", "Every day, on the day of 2018.", []),
        ("de", "Es bleibt zwei Wochen, danach eine Woche.", [7, 14]),
        ("fr", "Gardé un jour au plus ; trois mois.", [1, 90]),
        ("ar", "يُحذف بعد يومين، وتبقى ثلاث سنوات", [2, 1095]),
        ("uk", "у два різні дні, за добу, 2018 року", [1, 2]),
    ],
)
def test_lengths_of_time_are_found_in_digits_and_in_words(language, text, days):
    assert durations(text, language) == [timedelta(days=number) for number in days]
