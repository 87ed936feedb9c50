"""Whoever is signed in is let through where their session is open; staff also has to have shown who they are twice, if
the settings ask for it.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.sessions import KEY, end_session, session_of

# Where somebody without a second factor may go: to the pages that set one up, and out.
OPEN_TO_ALL = {"admin:logout", "admin:jsi18n", "mfa:list", "mfa:create", "mfa:ask-again"}


class OpenSessionMiddleware:
    """Ends sessions on time. Sets `request.open_session`: an OpenSession, or None for those who are not signed in.

    A request without a session's cookie is not looked at: its answer would vary with the cookie from then on.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.open_session = None
        response = self.get_response(request)
        if request.open_session and request.user.is_anonymous:
            request.open_session.delete()  # They signed out.
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.user.is_anonymous:
            return None
        session = session_of(request)
        if session is None:
            return self._send_off(request, _("Your session has ended. Sign in again."))
        if request.user.is_staff and settings.SECOND_FACTOR and not session.has_second_factor:
            if request.user.mfakey_set.exists():
                return self._send_off(request, _("Sign in with your second factor."))
            if request.resolver_match.view_name not in OPEN_TO_ALL:
                messages.warning(request, _("Set up a second factor first. Everything else is open to you after that."))
                return redirect("mfa:list")
        request.open_session = session
        return None

    def _send_off(self, request, why):
        if KEY in request.session:
            end_session(request)
        logout(request)
        messages.info(request, why)
