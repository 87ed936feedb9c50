from contextlib import contextmanager
from datetime import timedelta

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminUserCreationForm, PasswordResetForm, UserChangeForm
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.timesince import timeuntil
from django.utils.translation import gettext_lazy as _
from mfa.forms import MFAAuthForm, MFACreateForm

from accounts.limits import LimitReached
from accounts.log_ins import BUSY, note_log_in, place_at_the_door, spend_at_the_door
from accounts.mail import queue_mail
from accounts.models import Outcome, User


class PersonFormMixin:
    def clean_email(self):
        """Keep addresses in lower case, as signing in compares them so."""
        return self.cleaned_data["email"].lower()


class PersonCreationForm(PersonFormMixin, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]
        field_classes = {}


class PersonChangeForm(PersonFormMixin, UserChangeForm):
    class Meta:
        model = User
        fields = [
            "email",
            "password",
            "name",
            "language",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
        ]
        field_classes = {}


class LimitedMixin:
    """A form of the admin's door. limit: the LimitReached where it was sent too often, else None."""

    limit = None

    @contextmanager
    def told(self):
        """Raises ValidationError instead of a LimitReached."""
        try:
            yield
        except LimitReached as limit:
            self.limit = limit
            if limit.what == BUSY:
                raise ValidationError(
                    _("Others are signing in at this moment. Try again in a few seconds."), code="limit"
                ) from limit
            now = timezone.now()
            raise ValidationError(
                _("Too many tries. Wait before you try again: %(time)s."),
                code="limit",
                params={"time": timeuntil(now + timedelta(seconds=limit.retry_after), now, depth=1)},
            ) from limit


class LogInForm(LimitedMixin, AdminAuthenticationForm):
    def clean(self):
        email = self.cleaned_data.get("username")
        if not email or not self.cleaned_data.get("password"):
            return super().clean()
        with self.told(), place_at_the_door():
            spend_at_the_door(self.request, "log-in", email)
            try:
                return super().clean()
            except ValidationError:
                note_log_in(self.request, Outcome.WRONG_PASSWORD, email=email)
                raise


class AskAgainForm(LimitedMixin, forms.Form):
    """Asks whoever is signed in for the password once more."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self):
        person, password = self.request.user, self.cleaned_data["password"]
        with self.told(), place_at_the_door():
            spend_at_the_door(self.request, "log-in", person.email)
            is_right = person.check_password(password)
        if not is_right:
            note_log_in(self.request, Outcome.WRONG_PASSWORD, user=person)
            raise ValidationError(_("That is not your password."), code="wrong")
        return password


class ResetForm(LimitedMixin, PasswordResetForm):
    """Sends a link to set a new password; only those who may enter the admin have one. `request`: set by the view."""

    request = None

    def clean(self):
        cleaned = super().clean()
        if email := cleaned.get("email"):
            with self.told():
                spend_at_the_door(self.request, "password-reset", email)
        return cleaned

    def save(self, **options):
        """Queue the mail, in the person's language. Where nobody has the address, the same is done and undone: how long
        it takes does not tell either.
        """
        email = self.cleaned_data["email"]
        person = next((user for user in self.get_users(email) if user.is_staff), None)
        to = person or User(pk=0, email=email)
        # Two transactions, as the end of the outer one takes its time only where the inner one wrote.
        with transaction.atomic(), transaction.atomic():
            uid, token = urlsafe_base64_encode(force_bytes(to.pk)), default_token_generator.make_token(to)
            queue_mail("password_reset", to.email, to.language, uid=uid, token=token)
            transaction.set_rollback(person is None)


class CodeForm(MFAAuthForm):
    """Asks for a code of an app or a recovery code."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs.update(dir="ltr", inputmode="text", spellcheck="false")


class NewKeyForm(MFACreateForm):
    """Names a second factor and proves that it works."""

    field_order = ["name", "code"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields["name"].label = _("A name that tells you which one it is")
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs.update(dir="ltr")
