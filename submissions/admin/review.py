"""All that a curator sees of one submission."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Q
from django.urls import reverse

from accounts.mail import is_unreached
from entries.further import further_text_named
from entries.kinds import kind_named
from entries.likeness import has_same_website
from entries.models import EntryText, PublicationState
from entries.surfaces import AS_TEXT
from screening.domains import FREE_MAIL, SHARED_HOSTS, domain_of_address, domain_of_website
from screening.labels import explained
from screening.models import BlockedDomain
from search.text import fold
from submissions.actions import decision_on_end
from submissions.admin import shown
from submissions.duplicates import similar_entries
from submissions.logos import sign_logo
from submissions.models import Caretaker, State, Submission, SubmissionKind
from submissions.models.submission import DECIDED_STATES, NEW_ENTRIES
from submissions.payloads import changed_fields, form_of, payload_of_entry, said_as
from submissions.publishing import payload_to_write
from submissions.readable import fields, label_of
from taxonomy.languages import language_name

# Nobody but their submitters sees these.
HIDDEN_STATES = (State.UNCONFIRMED, State.HELD, State.WITHDRAWN)
# Notes for the curators; approving writes neither of them into the entry.
ASIDES = ("note", "other_place")
# What tells at a glance whether an entry belongs here.
TELLING = ("summary", "website", "themes", "cities", "country", "organisation")
# Kinds that come too late where the entry that they are about was withdrawn.
WRITES_OVER = (SubmissionKind.CHANGE, SubmissionKind.CLAIM, SubmissionKind.TRANSLATION)
MOST_EARLIER = 8
MOST_SIGNALS = 3
MOST_COMPARED = 500


@dataclass(frozen=True)
class Review:
    """One submission with what helps to decide on it; everything is read when a page first asks for it."""

    submission: Submission

    @cached_property
    def target(self):
        return self.submission.target

    @property
    def target_address(self):
        """Where the entry is edited."""
        opts = self.target._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.target.pk])

    @cached_property
    def is_gone(self):
        """Whether the entry that it is about is no longer there to be changed or claimed."""
        return self.submission.kind in WRITES_OVER and (
            self.target is None or self.target.publication == PublicationState.WITHDRAWN
        )

    @property
    def is_new(self):
        return self.submission.kind in NEW_ENTRIES

    @property
    def fields(self):
        return fields(self.submission.entry_kind, self.submission.payload, labels=shown.SHORT_LABELS)

    @property
    def telling(self):
        """Return the Fields that tell what a new entry is, for whoever decides at a glance."""
        return [field for field in self.fields if field.name in TELLING]

    @property
    def score(self):
        return sum(row["weight"] for row in self.submission.signals)

    @property
    def strongest_signals(self):
        """Return the labels of what speaks most for spam, the strongest first."""
        return [row["label"] for row in explained(self.submission.signals) if row["weight"] > 0][:MOST_SIGNALS]

    @property
    def asides(self):
        """What was said to the curators alone."""
        return [field for field in self.fields if field.name in ASIDES]

    # What it would become

    @cached_property
    def form(self):
        """The form that approving runs, filled; None where no entry would be written."""
        if not self.submission.describes_entry or self.is_gone or self.submission.state != State.WAITING:
            return None
        entry = self.submission.target if self.submission.kind == SubmissionKind.CHANGE else None
        return form_of(self.submission.entry_kind, payload_to_write(self.submission, entry), entry)

    @property
    def problems(self):
        """Return (label, error) for all that keeps it from being published as it stands."""
        if self.form is None:
            return []
        return [
            (label_of(self.submission.entry_kind, name), error)
            for name, errors in self.form.errors.items()
            for error in errors
        ]

    @cached_property
    def entry(self):
        """The entry as it would be, not saved; None where the form refuses it."""
        return self.form.save(commit=False) if self.form is not None and self.form.is_valid() else None

    @property
    def facts(self):
        """Return the Fields of the entry to be that its preview lists, the others stand in it as text."""
        data = payload_to_write(self.submission, self.target if self.submission.kind == SubmissionKind.CHANGE else None)
        as_text = {*kind_named(self.submission.entry_kind).fields.names("review", AS_TEXT), *ASIDES}
        found = fields(self.submission.entry_kind, data)
        return [field for field in found if field.name not in as_text and not field.language]

    @property
    def in_further_languages(self):
        """Return (language, its name, Fields) of the texts that the entry to be has in each further one."""
        if self.form is None:
            return []
        kind = self.submission.entry_kind
        said = {text.name: self.form.cleaned_data.get(text.name, "") for text in self.form.further_texts}
        found = {}
        for field in fields(kind, said):
            found.setdefault(field.language, []).append(field)
        return [(language, language_name(language), texts) for language, texts in found.items()]

    @property
    def logo(self):
        """The address of the picture that came with it, or ""."""
        logo = self.submission.logo
        return reverse("submissions:logo", args=[sign_logo(logo)]) if logo else ""

    # A change

    @cached_property
    def changes(self):
        """Return a Change for each field that approving would write into the entry; of a decided one, what it asked
        for when it was written.
        """
        if self.submission.kind != SubmissionKind.CHANGE or self.is_gone:
            return []
        payload, base = self.submission.payload, self.submission.base
        now = base if self.submission.state in DECIDED_STATES else payload_of_entry(self.target)
        kind = self.submission.entry_kind
        found = [name for name in changed_fields(payload, base) if name in now or further_text_named(kind, name)]
        return [
            shown.change(
                kind,
                name,
                now=said_as(payload[name], now, name),
                base=said_as(payload[name], base, name),
                proposed=payload[name],
            )
            for name in found
            if name not in ASIDES
        ]

    @cached_property
    def translations(self):
        """Return a shown.ProposedText for each text of a translation; of a decided one, what there was to read then."""
        if self.submission.kind != SubmissionKind.TRANSLATION or self.target is None:
            return []
        known = EntryText.objects.by_entry(type(self.target), [self.target.pk], self.submission.into)
        stored = {field: text.text for (_language, field), text in known.get(self.target.pk, {}).items()}
        base, is_decided = self.submission.base, self.submission.state in DECIDED_STATES
        return [
            shown.translation(
                self.submission.entry_kind,
                name,
                original=base[name] if is_decided else getattr(self.target, name),
                made_from=base[name],
                now=proposed if is_decided else stored.get(name, ""),
                proposed=proposed,
            )
            for name, proposed in self.submission.payload.items()
        ]

    @cached_property
    def choices(self):
        """Return (name, label) of what can be approved apart."""
        found = [(change.name, change.label) for change in self.changes]
        return (
            [*found, ("logo", "logo")]
            if self.submission.logo and self.submission.kind == SubmissionKind.CHANGE
            else found
        )

    @property
    def was_merged(self):
        """Whether it came as a new entry, and a curator made it a change to one that was listed."""
        return any(decision.before == decision.after for decision in self.decisions)

    @property
    def suggested(self):
        """Return the names of what is ticked at first: all of a change, and of a merger what the entry lacks."""
        if not self.was_merged:
            return [name for name, _label in self.choices]
        filled = {change.name for change in self.changes if change.before}
        return [name for name, _label in self.choices if name not in filled]

    # What else there is

    @cached_property
    def duplicates(self):
        """Return published entries that this may be."""
        if not self.is_new or self.submission.state != State.WAITING:
            return []
        payload = self.submission.payload
        return similar_entries(self.submission.kind, payload.get("name", ""), payload.get("website", ""))

    @cached_property
    def twins(self):
        """Return other submissions of the same name or website that wait as well."""
        if not self.is_new or self.submission.state != State.WAITING:
            return []
        name, website = (self.submission.payload.get(key, "") for key in ("name", "website"))
        others = Submission.objects.queue().filter(kind=self.submission.kind).exclude(pk=self.submission.pk)
        return [
            other
            for other in others[:MOST_COMPARED]
            if fold(other.payload.get("name", "")) == fold(name)
            or has_same_website(website, other.payload.get("website", ""))
        ]

    @cached_property
    def caretakers(self):
        """Return the Caretakers of the entry that it is about, without who handed it in, the longest there first."""
        if self.target is None:
            return []
        others = Caretaker.objects.of_entry(self.target).exclude(user=self.submission.submitter_id)
        return list(others.select_related("user").order_by("since", "pk"))

    @cached_property
    def decisions(self):
        return self.submission.decisions.select_related("by", "reply", "along_with__submission").prefetch_related(
            "mails__mail"
        )

    @cached_property
    def decision_on_end(self):
        """The decision by which a report of an end was believed, where that can be undone; else None."""
        return decision_on_end(self.submission)

    @property
    def sender_is_unreached(self):
        """Whether the last e-mail to the sender, whatever it was about, did not arrive."""
        return Submission.objects.filter(is_unreached(OuterRef("email")), pk=self.submission.pk).exists()

    @property
    def first_mails(self):
        """The mails that were sent before any step."""
        return self.submission.mails.filter(decision=None).select_related("mail")

    # Who

    @cached_property
    def _earlier(self):
        """Return what the same person handed in besides, without what only they see."""
        if not self.submission.email and not self.submission.submitter_id:
            return Submission.objects.none()
        same = Q(email=self.submission.email) if self.submission.email else Q()
        if self.submission.submitter_id:
            same |= Q(submitter=self.submission.submitter_id)
        return Submission.objects.filter(same).exclude(pk=self.submission.pk).exclude(state__in=HIDDEN_STATES)

    @cached_property
    def earlier(self):
        newest = self._earlier.order_by("-handed_in_at", "-pk").select_related("decided_by")
        return list(newest.prefetch_related("decisions")[:MOST_EARLIER])

    @cached_property
    def earlier_states(self):
        """Return (label of a state, how many) for what they handed in besides."""
        counts = dict(self._earlier.order_by().values_list("state").annotate(Count("pk")))
        return [(state.label, counts[state]) for state in State if state in counts]

    @cached_property
    def looks_after(self):
        """Return how many entries they look after."""
        person = self.submission.submitter_id
        return Caretaker.objects.filter(user=person).count() if person else 0


def domains_to_block(submissions):
    """Return the domains of addresses and websites that could go on the list, those of everybody's left out."""
    found = {domain_of_address(submission.email) for submission in submissions} - FREE_MAIL
    found |= {domain_of_website(submission.payload.get("website", "")) for submission in submissions} - SHARED_HOSTS
    return sorted(
        domain
        for domain in found - {""}
        if not domain.endswith(tuple(f".{host}" for host in SHARED_HOSTS))
        and not BlockedDomain.objects.covering(domain).exists()
    )
