"""The sessions of all who are signed in: when they end, and when one of staff is asked for the password again."""

from datetime import timedelta
from uuid import UUID

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import LogIn, OpenSession
from accounts.numbers import number_in
from accounts.terms import LOG_INS_FOR, STAFF_SESSION_LASTS

ASKED_AGAIN_AFTER = timedelta(minutes=15)
# A form that opens has at least so long to be filled in before its sender would be asked first.
TIME_FOR_A_FORM = timedelta(minutes=10)

# In the session: the key of its OpenSession; whether a link by mail opened it, which never opens the admin.
KEY, BY_LINK = "open_session", "by_link"
SEEN_EVERY = timedelta(minutes=1)


def begin_session(request, *, has_second_factor=False):
    """Note that a person has just shown who they are; returns the OpenSession.

    An earlier one of the same browser ends.
    """
    end_session(request)
    session = OpenSession.objects.create(
        user=request.user,
        # PostgreSQL stores no null characters.
        browser=request.headers.get("User-Agent", "").replace("\0", "")[:200],
        by_link=not request.user.is_staff,
        has_second_factor=has_second_factor,
    )
    request.session[KEY] = str(session.key)
    if request.user.is_staff:
        request.session.set_expiry(STAFF_SESSION_LASTS)
    return session


def end_session(request):
    """Forget the OpenSession of a request, if it has one."""
    if key := request.session.pop(KEY, None):
        OpenSession.objects.filter(key=key).delete()


def session_of(request):
    """Return the OpenSession of a request, or None where it has ended, by the clock or by a hand.

    A session that has none yet begins here: one that was opened as the site began to keep them, or by a test.
    """
    is_staff = request.user.is_staff
    if is_staff and request.session.get(BY_LINK):
        return None
    if KEY not in request.session:
        return begin_session(request)
    session = open_sessions_of(request.user).filter(key=UUID(request.session[KEY]), by_link=not is_staff).first()
    if not session:
        return None
    now = timezone.now()
    # What a page asks by itself is no sign that somebody sits before it.
    if now - session.seen_at >= SEEN_EVERY and request.resolver_match.view_name != "mfa:others":
        # Not saved: the row may just be going, ended from elsewhere.
        OpenSession.objects.filter(pk=session.pk).update(seen_at=now)
    return session


def ask_again(request):
    """Return the way to the page that asks for the password, or None where a person was asked a short time ago.

    A form that opens is asked for earlier than one that is sent, so that what is typed into it is not lost.
    """
    age = timezone.now() - request.open_session.asked_at
    if age < (ASKED_AGAIN_AFTER - TIME_FOR_A_FORM if request.method == "GET" else ASKED_AGAIN_AFTER):
        return None
    return redirect(f"{reverse('mfa:ask-again')}?{urlencode({'next': request.get_full_path()})}")


def open_sessions_of(user):
    """Return the sessions of a person that are open now, the last used first."""
    return user.open_sessions.open().order_by("-seen_at")


def end_others(request, number=""):
    """End one session of whoever asks, or all of them, but never the one that they ask from.

    number: the key of the one as a form says it, "" for all.
    """
    others = request.user.open_sessions.exclude(pk=request.open_session.pk)
    (others.filter(pk=number_in(number)) if number else others).delete()


def delete_old_log_ins():
    """Delete log-ins of more than 90 days ago, and sessions that are over; returns how many log-ins."""
    OpenSession.objects.exclude(pk__in=OpenSession.objects.open().values("pk")).delete()
    return LogIn.objects.filter(at__lt=timezone.now() - LOG_INS_FOR).delete()[0]
