"""Who has which form of the admin open. In the database, which every worker shares whatever the cache is."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import OpenForm
from accounts.terms import FORM_OPEN_FOR


def note_open(item, user):
    """Keep that somebody has opened the form of an object just now, and forget what is over."""
    OpenForm.objects.filter(at__lt=timezone.now() - FORM_OPEN_FOR).delete()
    OpenForm.objects.update_or_create(**_named(item), user=user, defaults={"at": timezone.now()})


def note_closed(item, user):
    """Forget that somebody had the form of an object open."""
    OpenForm.objects.filter(**_named(item), user=user).delete()


def others_at(item, user):
    """Return an OpenForm for each of the others who opened the form of an object and have not saved it, the latest
    first; whoever did so longer ago than FORM_OPEN_FOR is taken to have left.
    """
    theirs = OpenForm.objects.filter(**_named(item), at__gte=timezone.now() - FORM_OPEN_FOR).exclude(user=user)
    return list(theirs.select_related("user"))


def _named(item):
    return {"kind": ContentType.objects.get_for_model(item), "key": str(item.pk)}
