"""The door of the admin: logging in, second factors, new passwords, and one's own log-ins and sessions."""

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import views as auth_views
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View
from mfa import views as mfa_views
from mfa.methods import recovery

from accounts.forms import AskAgainForm, CodeForm, LogInForm, NewKeyForm, ResetForm
from accounts.limits import LimitReached
from accounts.log_ins import note_log_in, place_at_the_door, spend_at_the_door
from accounts.mail import queue_mail
from accounts.models import LogIn, OpenSession, Outcome
from accounts.presence import others_at
from accounts.second_factor import make_recovery_codes, second_factors_of, take_away
from accounts.sessions import ask_again, begin_session, end_others, open_sessions_of

# A password that was right waits so many seconds for the second factor.
WAITS_FOR_SECOND_FACTOR = 600
TRIES_SHOWN = 20


class DoorPage:
    """Mixin for pages in the dress of the admin, for which nobody need be signed in."""

    title = ""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return admin.site.each_context(self.request) | {"title": self.title, "subtitle": None} | context

    def render_to_response(self, context, **kwargs):
        """429 where the form was sent too often."""
        response = super().render_to_response(context, **kwargs)
        if limit := getattr(context.get("form"), "limit", None):
            response.status_code = 429
            response["Retry-After"] = str(limit.retry_after)
        return response


class StaffPage(DoorPage):
    """Mixin for pages of those who may enter the admin. asks_again: whether they are asked for their password first."""

    asks_again = False

    def dispatch(self, request, *args, **kwargs):
        if not (request.open_session and request.user.is_staff):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return (self.asks_again and ask_again(request)) or super().dispatch(request, *args, **kwargs)


class LogInPage(DoorPage, mfa_views.LoginView):
    template_name = "admin/login.html"
    form_class = LogInForm
    title = _("Sign in")

    def get(self, request, *args, **kwargs):
        if request.open_session and request.user.is_staff:
            return redirect("admin:index")
        return super().get(request, *args, **kwargs)

    def get_default_redirect_url(self):
        return reverse("admin:index")

    def get_context_data(self, **kwargs):
        page = {"app_path": self.request.get_full_path(), "username": self.request.user.get_username()}
        return super().get_context_data(**kwargs) | page

    def form_valid(self, form):
        self.request.session.set_expiry(WAITS_FOR_SECOND_FACTOR)
        return super().form_valid(form)

    def no_key_exists(self, form):
        response = super().no_key_exists(form)
        note_log_in(self.request, Outcome.SIGNED_IN, user=form.get_user())
        begin_session(self.request)
        return response


class SecondFactorPage(DoorPage, mfa_views.MFAAuthView):
    form_class = CodeForm
    title = _("Second factor")

    def complete(self, code):
        """Raises ValueError where the factor is not theirs, whatever the library says of a forged one."""
        try:
            with place_at_the_door():
                spend_at_the_door(self.request, "second-factor", self.user.email)
                return super().complete(code)
        except LimitReached as limit:
            raise ValueError from limit
        except Exception as error:
            note_log_in(self.request, Outcome.WRONG_SECOND_FACTOR, user=self.user)
            raise ValueError from error

    def get_context_data(self, **kwargs):
        methods = set(self.user.mfakey_set.values_list("method", flat=True)) - {self.method.name}
        return super().get_context_data(**kwargs) | {"other_methods": methods}

    def form_valid(self, form):
        response = super().form_valid(form)
        note_log_in(self.request, Outcome.SIGNED_IN, user=self.request.user)
        begin_session(self.request, has_second_factor=True)
        return response


class SecondFactors(StaffPage, mfa_views.MFAListView):
    title = _("Your second factors")

    def get_queryset(self):
        return second_factors_of(self.request.user)

    def get_context_data(self, **kwargs):
        codes = self.request.user.mfakey_set.filter(method="recovery").count()
        return super().get_context_data(**kwargs) | {"recovery_codes": codes}


class NewSecondFactor(StaffPage, mfa_views.MFACreateView):
    form_class = NewKeyForm
    title = _("Set up a second factor")
    asks_again = True

    @property
    def method(self):
        """Recovery codes come several at once, from a page of their own. Raises Http404."""
        if self.kwargs["method"] == recovery.name:
            raise Http404
        return super().method

    def complete(self, code):
        """Raises ValueError where the factor does not prove itself, whatever the library says of a forged one."""
        try:
            return super().complete(code)
        except Exception as error:
            raise ValueError from error

    def get_success_url(self):
        has_codes = self.request.user.mfakey_set.filter(method="recovery").exists()
        return reverse("mfa:list" if has_codes else "mfa:recovery-codes")

    @transaction.atomic
    def form_valid(self, form):
        """Other sessions, in which nobody showed a second factor, end."""
        response = super().form_valid(form)
        OpenSession.objects.filter(pk=self.request.open_session.pk).update(has_second_factor=True)
        self.request.user.open_sessions.filter(has_second_factor=False).delete()
        queue_mail("second_factor_added", self.request.user.email, self.request.user.language)
        return response


class RemoveSecondFactor(StaffPage, mfa_views.MFADeleteView):
    title = _("Remove a second factor")
    asks_again = True

    def get_queryset(self):
        return second_factors_of(self.request.user)

    @transaction.atomic
    def form_valid(self, form):
        """With the last one the recovery codes go, which stand for it."""
        response = super().form_valid(form)
        person = self.request.user
        if not second_factors_of(person).exists():
            take_away(person)
        queue_mail("second_factor_removed", person.email, person.language)
        return response


class RecoveryCodes(StaffPage, TemplateView):
    """Makes recovery codes, which take the place of earlier ones, and shows them once."""

    template_name = "mfa/recovery_codes.html"
    title = _("Recovery codes")
    asks_again = True

    def post(self, request):
        if not second_factors_of(request.user).exists():
            return redirect("mfa:list")
        return self.render_to_response(self.get_context_data(codes=make_recovery_codes(request.user)))


class AskAgain(StaffPage, FormView):
    template_name = "admin/accounts/ask_again.html"
    form_class = AskAgainForm
    title = _("Your password, please")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_success_url(self):
        target = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure())
        return target if is_ours else reverse("admin:index")

    def form_valid(self, form):
        OpenSession.objects.filter(pk=self.request.open_session.pk).update(asked_at=timezone.now())
        return super().form_valid(form)


class OwnLogIns(StaffPage, TemplateView):
    """Who tried to enter with the account of the person, and where they are signed in; a button ends a session."""

    template_name = "admin/accounts/log_ins.html"
    title = _("Your sign-ins")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "log_ins": LogIn.objects.filter(user=self.request.user)[:TRIES_SHOWN],
            "open_sessions": open_sessions_of(self.request.user),
            "this_session": self.request.open_session,
        }

    def post(self, request):
        """End one session, or all but this one."""
        end_others(request, request.POST.get("session", ""))
        messages.success(request, _("Ended."))
        return redirect("mfa:log-ins")


@method_decorator(never_cache, name="dispatch")
class OthersAtForm(View):
    """Who else has the form of an object open, for a page that asks so by itself, without taking note of who asks."""

    def dispatch(self, request, *args, **kwargs):
        return admin.site.admin_view(super().dispatch)(request, *args, **kwargs)

    def get(self, request, kind, key):
        model = get_object_or_404(ContentType, pk=kind).model_class()
        item = get_object_or_404(model._base_manager, pk=key) if model in admin.site._registry else None
        if not item:
            raise Http404
        if not admin.site._registry[model].has_change_permission(request, item):
            raise PermissionDenied
        return render(request, "admin/_others_named.html", {"others": others_at(item, request.user)})


class ChangePassword(StaffPage, auth_views.PasswordChangeView):
    """Asks for the current password; a mail tells of the change."""

    form_class = AdminPasswordChangeForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")
    title = _("Password change")

    def form_valid(self, form):
        queue_mail("password_changed", self.request.user.email, self.request.user.language)
        return super().form_valid(form)


class AskForReset(DoorPage, auth_views.PasswordResetView):
    """Says the same whether there is an account or not."""

    form_class = ResetForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form


class ResetSent(DoorPage, auth_views.PasswordResetDoneView):
    pass


class ResetPassword(DoorPage, auth_views.PasswordResetConfirmView):
    def form_valid(self, form):
        """Whoever was signed in no longer is: sessions hang on the password."""
        queue_mail("password_changed", self.user.email, self.user.language)
        return super().form_valid(form)


class ResetDone(DoorPage, auth_views.PasswordResetCompleteView):
    pass
