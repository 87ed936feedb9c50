"""The people who sign in: curators with a password, submitters by a link that they get by mail."""

from secrets import token_hex
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import addresses, words_of_django  # noqa: F401 - have to be there before a form is shown
from accounts.fields import LanguageField, LineField
from accounts.terms import SIGNED_IN_FOR, STAFF_SESSION_IDLE, STAFF_SESSION_LASTS


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Return a new saved user; without a password the account can be entered by link only.

        Raises ValueError on an empty address.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = LineField(
        pgettext_lazy("of a person", "name"),
        max_length=100,
        blank=True,
        help_text=_("Shown beside what this person checked. Can be left empty."),
    )
    language = LanguageField(_("language"), default=settings.LANGUAGE_CODE)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email.partition("@")[0]


class Count(models.Model):
    """How often something happened within a window of time, under a key that names both."""

    key = models.CharField(max_length=200, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.key}: {self.number}"


class DailySalt(models.Model):
    """What networks are hashed with on one day. Thrown away afterwards, so that nobody can undo the hashes."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64, default=token_hex)

    def __str__(self):
        return str(self.day)


class Outcome(models.TextChoices):
    SIGNED_IN = "in", _("signed in")
    WRONG_PASSWORD = "password", _("wrong password")
    WRONG_SECOND_FACTOR = "factor", _("wrong second factor")
    REFUSED = "refused", _("refused: too many tries")


class LogInQuerySet(models.QuerySet):
    def failed(self):
        return self.exclude(outcome=Outcome.SIGNED_IN)

    def last_of(self, user):
        """Return the time at which a person last came in before the session they are in now, or None."""
        times = self.filter(user=user, outcome=Outcome.SIGNED_IN).values_list("at", flat=True)[:2]
        return times[1] if len(times) > 1 else None


class LogIn(models.Model):
    """One try to enter the admin. What was typed is kept of known accounts alone: others may have typed a password."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="log_ins", verbose_name=_("account")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    network = models.CharField(
        pgettext_lazy("of computers", "network"),
        max_length=32,
        blank=True,
        help_text=_("A salted hash that means nothing after a day."),
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)

    objects = LogInQuerySet.as_manager()

    class Meta:
        verbose_name = _("try to sign in")
        verbose_name_plural = _("tries to sign in")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.user or _('unknown account')}: {self.get_outcome_display()}"


class OpenSessionQuerySet(models.QuerySet):
    def open(self):
        """Those that are not over by the clock."""
        now = timezone.now()
        of_staff = Q(started_at__gt=now - STAFF_SESSION_LASTS, seen_at__gt=now - STAFF_SESSION_IDLE)
        return self.filter(Q(by_link=True, started_at__gt=now - SIGNED_IN_FOR) | Q(of_staff, by_link=False))


class OpenSession(models.Model):
    """A session of somebody who is signed in; the session knows its key, and ends with its row.

    by_link: it is one of a submitter, and never opens the admin.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions", verbose_name=_("account")
    )
    browser = models.CharField(_("browser"), max_length=200, blank=True)
    by_link = models.BooleanField(_("opened by a link"), default=False)
    has_second_factor = models.BooleanField(_("with a second factor"), default=False)
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    seen_at = models.DateTimeField(_("last used"), default=timezone.now)
    asked_at = models.DateTimeField(_("last asked for the password"), default=timezone.now)

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("open session")
        verbose_name_plural = _("open sessions")
        ordering = ["-seen_at"]

    def __str__(self):
        return f"{self.user}: {self.started_at:%Y-%m-%d %H:%M}"


class Look(models.Model):
    """Somebody opened a page of the admin with what is known about people; without their names."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="looks", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    kind = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("what"))
    key = models.CharField(_("number"), max_length=20, blank=True, help_text=_("Empty: the list of all."))

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.key}".strip()


class OpenForm(models.Model):
    """Somebody has the form of an object open in the admin; other curators see it when they open the same one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms", verbose_name=_("account")
    )
    kind = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("what"))
    key = models.CharField(_("number"), max_length=20)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key", "user"], name="accounts_form_open_once_a_person")]

    def __str__(self):
        return f"{self.user}: {self.kind} {self.key}"
