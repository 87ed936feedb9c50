"""What was handed in, where it stands, and every decision about it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import STATUS, Email

from accounts.fields import LanguageField
from accounts.mail import is_unreached
from accounts.terms import MAIL_FOR
from entries.kinds import entry_of
from entries.models import TransitionError
from entries.wording import colon
from submissions.models.campaign import Campaign, CampaignDecision
from submissions.models.curation import Reply
from taxonomy.fields import LanguageCodeField
from taxonomy.languages import language_name

# Field name -> text, or list of texts where several may be chosen: exactly what a form takes.
Payload = dict[str, str | list[str]]


class StateError(TransitionError):
    """A step that NEXT_STATES does not have."""


class AlreadyDecided(StateError):
    """Somebody else was quicker, or the submission is no longer what the curator saw."""


class SubmissionKind(models.TextChoices):
    PROJECT = "project", _("new project")
    ORGANISATION = "organisation", _("new organisation")
    CHANGE = "change", _("change")
    REPORT = "report", _("report of a mistake")
    CLAIM = "claim", _("request to look after an entry")
    TRANSLATION = "translation", _("translation")


# Kinds that intake may refuse; the others go on while it is paused.
NEW_ENTRIES = (SubmissionKind.PROJECT, SubmissionKind.ORGANISATION)
# What can be written once more as long as nobody has decided.
EDITABLE_KINDS = (*NEW_ENTRIES, SubmissionKind.CHANGE, SubmissionKind.TRANSLATION)


class State(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("waiting for the confirmation of the address")
    HELD = "held", _("kept until intake reopens")
    WAITING = "waiting", _("waiting for a curator")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned with a question")
    REJECTED = "rejected", _("not accepted")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", pgettext_lazy("by who sent it", "withdrawn")


NEXT_STATES = {
    State.UNCONFIRMED: {State.HELD, State.WAITING, State.SPAM, State.WITHDRAWN},
    State.HELD: {State.UNCONFIRMED, State.WAITING, State.SPAM, State.WITHDRAWN},
    State.WAITING: {State.APPROVED, State.RETURNED, State.REJECTED, State.SPAM, State.WITHDRAWN},
    State.RETURNED: {State.WAITING, State.REJECTED, State.SPAM, State.WITHDRAWN},
    # What the spam filter caught still belongs to its sender, to whom it looks as if it were waiting.
    State.SPAM: {State.WAITING, State.WITHDRAWN},
    # Of what was approved only what is taken back as a whole: a campaign, or the end of a project.
    State.APPROVED: {State.WAITING},
    # A refusal that was a mistake.
    State.REJECTED: {State.WAITING},
    State.WITHDRAWN: set(),
}
OPEN_STATES = (State.UNCONFIRMED, State.HELD, State.WAITING, State.RETURNED)
EDITABLE_STATES = (State.WAITING, State.RETURNED)
DECIDED_STATES = (State.APPROVED, State.RETURNED, State.REJECTED)


class UploadedLogo(models.Model):
    """A picture that came with a form, already checked and drawn anew; kept here until its submission is decided.

    In the database rather than among the media, which everybody may see and not every host may share.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    data = models.BinaryField(_("picture"))
    extension = models.CharField(_("format"), max_length=4)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded logo")
        verbose_name_plural = _("uploaded logos")

    def __str__(self):
        return f"{self.key}.{self.extension}"


class SubmissionQuerySet(models.QuerySet):
    def queue(self):
        """What curators decide on, oldest first; what stands in one row with others after what is single; reports,
        which need no mailbox, after all of these; the suspicious ones at the end.
        """
        is_report = models.Case(models.When(kind=SubmissionKind.REPORT, then=1), default=0)
        is_grouped = models.Case(models.When(campaign__isnull=False, then=1), default=0)
        waiting = self.filter(state=State.WAITING).annotate(is_report=is_report, is_grouped=is_grouped)
        return waiting.order_by("is_suspicious", "is_report", "is_grouped", "waiting_since", "pk")

    def unsuspicious(self):
        return self.filter(is_suspicious=False)

    def suspicious(self):
        return self.filter(is_suspicious=True)

    def spam(self):
        return self.filter(state=State.SPAM)

    def called_spam(self):
        """What a curator put with the spam, and not the screen alone."""
        return self.spam().filter(decided_at__isnull=False)

    def settled(self):
        """What people have looked at since it came, and let wait: taken back, answered, or said to stand alone. No
        screen folds it again.
        """
        back = Decision.objects.filter(
            models.Q(is_by_curator=True) | models.Q(before=State.RETURNED),
            submission=models.OuterRef("pk"),
            before__in=[State.SPAM, State.REJECTED, State.RETURNED],
            after=State.WAITING,
        )
        standing = CampaignDecision.objects.filter(undone_at__isnull=True)
        apart = standing.filter(submissions=models.OuterRef("pk"), what=CampaignDecision.What.APART)
        left_out = standing.filter(left_out=models.OuterRef("pk"))
        return self.filter(models.Exists(back) | models.Exists(apart) | models.Exists(left_out))

    def held(self):
        return self.filter(state=State.HELD)

    def unreached(self):
        """Those whose senders an e-mail about them did not reach lately, nor, while they are open, any other since."""
        about_it = StepMail.objects.given_up().filter(submission=models.OuterRef("pk"))
        of_late = models.Q(is_unreached(models.OuterRef("email")), state__in=[State.WAITING, State.RETURNED])
        return self.filter(models.Q(models.Exists(about_it)) | of_late)

    def screened(self):
        """What the spam filter reads: not what those have translated whom the curators asked."""
        return self.exclude(kind=SubmissionKind.TRANSLATION)

    def translations(self, language):
        """Translations into a language."""
        return self.filter(kind=SubmissionKind.TRANSLATION, into=language)

    def editable(self):
        return self.filter(state__in=EDITABLE_STATES)

    def unconfirmed(self):
        """Those whose address nobody has confirmed, held ones too."""
        return self.filter(state__in=[State.UNCONFIRMED, State.HELD], confirmed_at__isnull=True)

    def of_user(self, user):
        return self.filter(submitter=user)

    def under_address(self, email):
        """What the person of an address handed in, and the reports under which they left no more than the address."""
        return self.filter(models.Q(submitter__email__iexact=email) | models.Q(submitter=None, email__iexact=email))

    def about(self, entry):
        return self.filter(target_kind=entry._meta.model_name, target_id=entry.pk)

    def saying_the_same(self, report):
        """The other reports that wait and say the same of the same entry; none that may be an advert."""
        same = {"target_kind": report.target_kind, "target_id": report.target_id}
        waiting = self.filter(kind=SubmissionKind.REPORT, state=State.WAITING, **same).exclude(pk=report.pk)
        return waiting.unsuspicious().filter(payload__what=report.payload.get("what", ""))


class Submission(models.Model):
    """One form that somebody handed in. Written by `submissions.actions` only.

    payload: what was typed, as a form posts it: field name -> text, or list of texts where several may be chosen.
    Approving runs it through the same form again. For a change it has every field of the form, `base` what the entry
    had in them when the form was opened. For a translation it has the texts that would be others than before, `base`
    the originals that they were made from.
    """

    names_entry = ("target_kind", "target_id")

    # Names the submission in addresses; made with the form, so that a form sent twice is handed in once.
    token = models.UUIDField(_("token"), default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=SubmissionKind.choices)
    payload = models.JSONField(_("what was handed in"), default=dict)
    base = models.JSONField(_("what the entry said before"), default=dict, blank=True)
    logo = models.ForeignKey(UploadedLogo, models.SET_NULL, null=True, blank=True, verbose_name=_("logo"))
    target_kind = models.CharField(_("kind of entry"), max_length=20, blank=True)
    target_id = models.PositiveBigIntegerField(_("entry"), null=True, blank=True)
    into = LanguageCodeField("translated into", blank=True, default="")

    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("handed in by"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = LanguageField(_("language"), default=settings.LANGUAGE_CODE)
    network = models.CharField(
        pgettext_lazy("of computers", "network"),
        max_length=32,
        blank=True,
        help_text=_("A salted hash that means nothing after a day."),
    )

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    is_suspicious = models.BooleanField(_("suspicious"), default=False)
    # Rows of name, weight and detail, as screening.facts.Signal has them.
    signals = models.JSONField(_("signals"), default=list, blank=True)
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="campaign"
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, help_text=_("Goes up by one with every edit."))

    handed_in_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-handed_in_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "is_suspicious", "waiting_since"], name="submissions_queue"),
            models.Index(fields=["target_kind", "target_id"], name="submissions_about_entry"),
        ]
        constraints = [
            models.CheckConstraint(
                name="submissions_target_has_kind_and_key",
                condition=models.Q(target_kind="", target_id__isnull=True)
                | (~models.Q(target_kind="") & models.Q(target_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="submissions_about_an_entry_or_a_new_one",
                condition=models.Q(kind__in=NEW_ENTRIES) | models.Q(target_id__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_translation_has_a_language",
                condition=models.Q(kind=SubmissionKind.TRANSLATION) & ~models.Q(into="")
                | ~models.Q(kind=SubmissionKind.TRANSLATION) & models.Q(into=""),
            ),
            models.CheckConstraint(
                name="submissions_approved_has_an_entry",
                condition=~models.Q(state=State.APPROVED) | models.Q(target_id__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_only_confirmed_reach_a_curator",
                condition=models.Q(state__in=[State.UNCONFIRMED, State.HELD, State.WITHDRAWN])
                | models.Q(confirmed_at__isnull=False, waiting_since__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_decided_has_a_date",
                condition=~models.Q(state__in=DECIDED_STATES) | models.Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_decider_has_a_date",
                condition=models.Q(decided_by__isnull=True) | models.Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("submissions:mine-submission", kwargs={"token": self.token})

    @property
    def edit_address(self):
        """Where its sender writes it once more, as long as it is_editable."""
        if self.kind != SubmissionKind.TRANSLATION:
            return reverse("submissions:edit", kwargs={"token": self.token})
        named = {"language": self.into, "kind": self.target_kind, "slug": self.target.slug}
        return reverse("submissions:translate-entry", kwargs=named)

    @property
    def title(self):
        """What it is called: the name that was typed, or that of the entry it is about."""
        return self.payload.get("name") or str(self.target or self.get_kind_display())

    @property
    def kind_in_words(self):
        """Its kind, of a translation with the language."""
        kind = self.get_kind_display()
        return f"{kind}{colon()}{language_name(self.into)}" if self.into else kind

    @property
    def target(self):
        """The entry that it is about, or that it became; None where there is none yet."""
        return entry_of(self.target_kind, self.target_id)

    @property
    def entry_kind(self):
        """The key of the kind of entry that its payload describes, such as "project"."""
        return self.kind if self.kind in NEW_ENTRIES else self.target_kind

    @property
    def score(self):
        return sum(signal["weight"] for signal in self.signals)

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None

    @property
    def awaits_confirmation(self):
        return not self.is_confirmed and self.state in (State.UNCONFIRMED, State.HELD)

    @property
    def is_with_curators(self):
        """Whether its sender has to wait for a curator, as far as they are told: what looks like spam may be none."""
        return self.state in (State.WAITING, State.SPAM)

    @property
    def describes_entry(self):
        return self.kind in (*NEW_ENTRIES, SubmissionKind.CHANGE)

    @property
    def is_editable(self):
        return self.state in EDITABLE_STATES and self.kind in EDITABLE_KINDS

    @property
    def is_repeatable(self):
        """Whether what it says may begin a new one."""
        return self.kind in NEW_ENTRIES and self.state in (State.REJECTED, State.WITHDRAWN)

    @property
    def is_reconsiderable(self):
        """Whether a refusal can be taken back: what was typed is still there."""
        return self.state == State.REJECTED and bool(self.payload)

    @property
    def has_correctable_address(self):
        """Whether it may turn out that the address was mistyped. That of a claim was checked against the website."""
        return self.awaits_confirmation and self.kind in NEW_ENTRIES

    @property
    def is_withdrawable(self):
        return State.WITHDRAWN in NEXT_STATES[self.state]

    @property
    def last_message(self):
        """What a curator wrote with the latest step, or ""; what has been answered since is no longer said."""
        latest = self.decisions.order_by("-at", "-pk").first()
        return latest.message if latest else ""

    def move_to(self, state):
        """Set the next state without saving. Raises StateError where NEXT_STATES has no such step."""
        if state not in NEXT_STATES[self.state]:
            raise StateError(f"A submission cannot go from {self.state} to {state}.")
        self.state = state


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Without the approvals and refusals that were taken back later."""
        later = Decision.objects.filter(
            submission=models.OuterRef("submission"), before=models.OuterRef("after"), pk__gt=models.OuterRef("pk")
        )
        return self.exclude(models.Exists(later), after__in=[State.APPROVED, State.REJECTED])


class Decision(models.Model):
    """One step of a submission from state to state: by whom (nobody: the site itself), when and why."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="decisions", verbose_name=_("submission"))
    before = models.CharField(_("from"), max_length=12, choices=State.choices)
    after = models.CharField(_("to"), max_length=12, choices=State.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    is_by_curator = models.BooleanField(_("by a curator"), default=False)
    message = models.TextField(_("message to the person who handed it in"), blank=True)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason"))
    fields = models.JSONField(_("approved fields"), null=True, blank=True, help_text=_("Empty: all of them."))
    along_with = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="along",
        verbose_name="decided along with",
        help_text="The decision on another report that says the same.",
    )
    waited = models.DurationField(_("waited"), null=True, blank=True, help_text=_("From the queue to the decision."))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at", "after"], name="submissions_open_books")]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"


class StepMailQuerySet(models.QuerySet):
    def given_up(self):
        """Those that never arrived: given up, or come back, as long as copies of e-mails are kept."""
        is_back = models.Q(outcome=StepMail.Outcome.BOUNCED, at__gte=timezone.now() - MAIL_FOR)
        return self.filter(models.Q(mail__status=STATUS.failed) | is_back)

    def keep_outcome(self, mails):
        """Note of these mails, which are about to be deleted, whether they left."""
        for status, outcome in OUTCOMES.items():
            self.filter(mail__in=mails.filter(status=status), outcome="").update(outcome=outcome)


class StepMail(models.Model):
    """A mail to the person who handed something in. decision: the step it tells of, None where it came before any."""

    class Outcome(models.TextChoices):
        WAITS = "waits", _("waits to be sent")
        LEFT = "left", pgettext_lazy("of an e-mail", "left")
        BOUNCED = "bounced", _("bounced")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="mails", verbose_name=_("submission"))
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("decision")
    )
    # The copy is deleted after a while, and what became of it stays.
    mail = models.ForeignKey(Email, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("e-mail"))
    message_id = models.CharField(_("number of the e-mail"), max_length=255, db_index=True)
    at = models.DateTimeField(_("created"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome.choices, blank=True)
    detail = models.CharField(_("answer of the mail server"), max_length=200, blank=True)

    objects = StepMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail of a step")
        verbose_name_plural = _("e-mails of steps")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.submission}: {self.known_outcome.label if self.known_outcome else '–'}"

    @property
    def known_outcome(self):
        """What became of it: an Outcome, None where the mail was deleted before it was known."""
        if self.outcome:
            return self.Outcome(self.outcome)
        return OUTCOMES.get(self.mail.status, self.Outcome.WAITS) if self.mail else None


OUTCOMES = {STATUS.sent: StepMail.Outcome.LEFT, STATUS.failed: StepMail.Outcome.BOUNCED}
