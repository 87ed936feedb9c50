"""Lets several people write into the same thing: what only one of them changed is merged, what both changed is asked.

A form carries, signed, what its fields held when it was opened. When it comes back, three versions are compared field
by field: that one, what is stored by now, and what was typed. What is stored is read under a lock that holds until the
transaction of the request ends, so that two people who save at once cannot both win.
docs/decisions/writing-together.md tells why.
"""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.presence import note_closed, note_open, others_at

SALT = "accounts.guarded"
# What others saved while a form was open; who wants more of it looks at the history.
MOST_TOLD = 20
# Of the tick beside a field that both changed; its values are names of fields.
TAKE_THEIRS = "take_theirs"

Plain = str | list[str]


class Difference(NamedTuple):
    """A field that is no longer as it was when the form was opened; all but its name as a person reads it."""

    name: str
    label: str
    opened: str
    theirs: str
    yours: str


class Saved(NamedTuple):
    """One time that somebody saved. who: None for the site itself; changes: a list of entries.versions.Change."""

    who: Any
    when: Any
    why: str
    changes: list


class FieldPart:
    """A field of a form as what is merged as a whole. Its values are plain: as a browser sends them."""

    def __init__(self, name, field):
        self.name, self.field = name, field
        # The admin wraps what chooses an object into the links that add one.
        self.widget = getattr(field.widget, "widget", field.widget)
        self.holds_several = getattr(self.widget, "allow_multiple_selected", False)

    @property
    def label(self):
        return self.field.label

    def stored(self, form):
        """Return what the object of an unbound form has."""
        value = form.get_initial_for_field(self.field, self.name)
        if isinstance(self.field, forms.FileField):
            return as_sent(value)
        if isinstance(self.widget, forms.MultiWidget):
            parts = zip(self.widget.widgets, self.widget.decompress(value), strict=False)
            return [as_sent(widget.format_value(part)) for widget, part in parts]
        if isinstance(self.widget, forms.CheckboxInput):
            return "on" if self.widget.check_test(value) else ""
        shown = self.widget.format_value(self.field.prepare_value(value))
        if self.holds_several:
            return sorted(as_sent(shown))
        return self._as_kept(as_sent(shown[0] if isinstance(shown, list) else shown))

    def typed(self, form):
        """Return what was typed into a bound form; None for a file that nobody touched."""
        value = self.widget.value_from_datadict(form.data, form.files, form.add_prefix(self.name))
        if isinstance(self.field, forms.FileField):
            return value and as_sent(value) if value is not False else ""
        if isinstance(self.widget, forms.CheckboxInput):
            return "on" if value else ""
        return sorted(as_sent(value or [])) if self.holds_several else self._as_kept(as_sent(value))

    def put(self, form, value):
        """Let a bound form have a value as if it had been typed."""
        key, data = form.add_prefix(self.name), form.data
        if isinstance(self.field, forms.FileField):
            # Without a new one the stored one stays.
            form.files.pop(key, None)
            data.pop(f"{key}-clear", None)
        elif isinstance(self.widget, forms.MultiWidget):
            for suffix, part in zip(self.widget.widgets_names, value, strict=False):
                data[key + suffix] = part
        elif self.holds_several:
            _set_list(data, key, value)
        elif isinstance(self.widget, forms.CheckboxInput) and not value:
            data.pop(key, None)
        else:
            data[key] = value

    def text(self, value):
        """Return how a person reads a plain value."""
        if isinstance(self.widget, forms.CheckboxInput):
            return str(_("yes") if value else _("no"))
        if isinstance(self.widget, forms.MultiWidget):
            return " ".join(value)
        if not isinstance(self.field, forms.ModelChoiceField):
            choices = {str(key): label for key, label in getattr(self.field, "choices", ())}
            several = value if isinstance(value, list) else [value]
            return ", ".join(str(choices.get(item, item)) for item in several if item)
        keys = [key for key in (value if isinstance(value, list) else [value]) if key]
        labels = [self.field.label_from_instance(item) for item in self._objects(keys)]
        return ", ".join(sorted(labels)) or ", ".join(keys)

    def _as_kept(self, value):
        """Return a text without the spaces around it that its field drops: they are nobody's change.

        A text that a file brought may have some, which go with the first that saves it.
        """
        return value.strip() if isinstance(value, str) and getattr(self.field, "strip", False) else value

    def _objects(self, keys):
        try:
            return list(self.field.queryset.model._base_manager.filter(pk__in=keys))
        except ValueError:  # What was typed is no key.
            return []


class OpenedField(forms.CharField):
    """What a form knew when it was opened. Nobody changes it."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class GuardedForm(forms.ModelForm):
    """A model form that merges what was typed with what others have saved since it was opened.

    `merged` lists the Differences that were taken over, as only others had changed them; `conflict` those that both
    changed: nothing is saved then. The form shows what was typed into these, what is stored in those that only others
    changed, and knows what is stored: saved once more, with both versions seen, it writes over the other one, except in
    the fields that are ticked. `meantime` says who Saved, the newest first.
    """

    opened = OpenedField(required=False)
    # Fields that are no part of either version.
    not_compared = frozenset({"opened"})
    # Columns after whose change by others the form is always shown once more, whatever was typed.
    decisive = frozenset()

    def __init__(self, data=None, files=None, *args, instance=None, **kwargs):
        """Merge at once, into the very data that came: rows below the form, which are read next, are merged as well."""
        stored = _locked(instance) if data is not None and instance and instance.pk else None
        super().__init__(data, files, *args, instance=stored or instance, **kwargs)
        self.conflict, self.merged, self.meantime = [], [], []
        self.has_more_in_history = self.is_refused = False
        self.is_gone = self.is_bound and stored is None and bool(self.instance.pk) and not self.instance._state.adding
        if self.instance.pk:
            self.fields["opened"].initial = lambda: self._sealed(self._state())
        if stored:
            self._meet()

    def parts(self):
        """Return name -> FieldPart, or what has the same methods, of all that is merged."""
        return {
            name: FieldPart(name, field)
            for name, field in self.fields.items()
            if name not in self.not_compared and not field.disabled
        }

    def mark(self):
        """Return the number of the newest note on who saved the object, 0 where there is none."""
        return self._log().aggregate(newest=Max("pk"))["newest"] or 0

    def saved_since(self, mark):
        """Return a Saved for each time that somebody saved since, the newest first, and one more than MOST_TOLD."""
        since = self._log().filter(pk__gt=mark).select_related("user").order_by("-pk")[: MOST_TOLD + 1]
        return [Saved(entry.user, entry.action_time, entry.get_change_message(), []) for entry in since]

    def full_clean(self):
        super().full_clean()
        if self.is_gone:
            self.add_error(None, ValidationError(_("Somebody has deleted this in the meantime."), code="gone"))
        for difference in self.conflict:
            self.add_error(difference.name if difference.name in self.fields else None, _("Both of you changed this."))
        if self.is_refused:
            self.add_error(None, ValidationError(self._why_refused(), code="conflict"))

    def _why_refused(self):
        if not self.conflict:
            return _(
                "Somebody else has saved this in the meantime, so yours was not saved. Look at what they did, and save "
                "again if yours still makes sense."
            )
        return _(
            "Somebody else has saved this in the meantime, so yours was not saved. Compare both versions below where "
            "both of you changed something, and save again: yours then replaces theirs unless you tick it. What only "
            "they changed has been kept."
        )

    def _meet(self):
        """Compare the three versions, and let the form have what only others changed."""
        if not getattr(self.data, "_mutable", True):
            self.data = self.data.copy()
        now = type(self)(instance=self.instance)
        state, opened = now._state(), self._unsealed(now)
        is_theirs = set(self.data.getlist(TAKE_THEIRS) if hasattr(self.data, "getlist") else ())
        for name, part in self.parts().items():
            theirs, base = state["fields"][name], opened.get("fields", {}).get(name)
            yours = base if name in is_theirs else part.typed(self)
            if yours is None or theirs in (yours, base):
                if name in is_theirs:
                    part.put(self, theirs)
                continue
            difference = Difference(name, part.label, *(part.text(value or "") for value in (base, theirs, yours)))
            if yours == base:
                part.put(self, theirs)
                self.merged.append(difference)
            else:
                self.conflict.append(difference)
        self.is_refused = bool(self.conflict) or opened.get("columns", state["columns"]) != state["columns"]
        if self.is_refused or self.merged:
            saved = self.saved_since(opened.get("mark", 0))
            self.meantime, self.has_more_in_history = saved[:MOST_TOLD], len(saved) > MOST_TOLD
        self.data[self.add_prefix("opened")] = self._sealed(state)

    def _state(self):
        """Return what the object of this form is like, as JSON can keep it."""
        return {
            "of": f"{self.instance._meta.label_lower}:{self.instance.pk}",
            "fields": {name: part.stored(self) for name, part in self.parts().items()},
            "columns": {name: as_sent(getattr(self.instance, name)) for name in sorted(self.decisive)},
            "mark": self.mark(),
        }

    def _sealed(self, state):
        return signing.dumps(state, salt=SALT, compress=True)

    def _unsealed(self, now):
        """Return what the form knew of this object when it was opened, {} where it does not say so."""
        try:
            state = signing.loads(self.data.get(self.add_prefix("opened")) or "", salt=SALT)
        except signing.BadSignature:
            return {}
        return state if state["of"] == f"{now.instance._meta.label_lower}:{now.instance.pk}" else {}

    def _log(self):
        kind = ContentType.objects.get_for_model(self.instance)
        return LogEntry.objects.filter(content_type=kind, object_id=str(self.instance.pk))


class SeenPasswordForm(AdminPasswordChangeForm):
    """Sets the password of a person, unless somebody else has set it since the form was opened."""

    opened = OpenedField(required=False)

    def __init__(self, user, data=None, *args, **kwargs):
        super().__init__(user, None if data is None else data.copy(), *args, **kwargs)
        stored = (self.is_bound and _locked(user)) or user
        now = self.fields["opened"].initial = salted_hmac(SALT, stored.password).hexdigest()
        self.is_refused = self.is_bound and self.data.get("opened") != now
        if self.is_refused:
            # Who sends it once more has been told.
            self.data["opened"] = now

    def clean(self):
        data = super().clean()
        if self.is_refused:
            text = _(
                "Somebody else has set this password since you opened the page, so yours was not saved. Save again if "
                "it is to replace theirs."
            )
            self.add_error("password1", ValidationError(text, code="conflict"))
        return data


def _locked(item):
    """Return an object as it is stored, locked until the transaction ends; None where it is not stored."""
    return type(item)._base_manager.select_for_update().filter(pk=item.pk).first()


def as_sent(value):
    """Return a value as a text or a list of texts; how a browser ends its lines makes no difference."""
    if value is None:
        return ""
    if isinstance(value, list | tuple | set):
        return [as_sent(item) for item in value]
    return str(value).replace("\r\n", "\n")


def _set_list(data, key, values):
    if hasattr(data, "setlist"):
        data.setlist(key, values)
    else:
        data[key] = values


class GuardedAdmin:
    """Mixin for a ModelAdmin whose `form` is a GuardedForm: whoever opens its page sees who else has it open."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        # What is merged is written into a copy, from which the rows below the form are read as well; a request that is
        # done over begins with what was typed.
        typed, request.POST = request.POST, request.POST.copy()
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        finally:
            request.POST = typed

    def get_fields(self, request, obj=None):
        """The template draws the one that nobody sees."""
        return [name for name in super().get_fields(request, obj) if name != "opened"]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context["others"] = others_at(obj, request.user)
            note_open(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        """Say, beside what the log keeps, what of others went into what is saved."""
        if getattr(form, "merged", None):
            who = ", ".join(dict.fromkeys(str(saved.who or _("the system")) for saved in form.meantime))
            text = _("%(who)s had saved this while you had it open. What only they changed is kept: %(fields)s.")
            labels = ", ".join(str(difference.label) for difference in form.merged)
            self.message_user(request, text % {"who": who or _("Somebody else"), "fields": labels}, messages.WARNING)
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        """Say who has it open still: without JavaScript, whoever came first knows only now of those who came later."""
        note_closed(obj, request.user)
        if others := others_at(obj, request.user):
            text = _("Others still have this open, as it was before you saved: %(who)s.")
            self.message_user(request, text % {"who": ", ".join(str(form.user) for form in others)}, messages.WARNING)
        return super().log_change(request, obj, message)
