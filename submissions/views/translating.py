"""Where those whom the curators asked translate entries: what there is to do, and one entry side by side."""

import csv
import io

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entries.actions import TextsChangedError
from entries.kinds import kind_of
from entries.texts import give_texts
from submissions.actions import save_table, save_translation
from submissions.models import State, Submission, Translator
from submissions.translating import (
    STATES,
    TranslationForm,
    glossary,
    numbers_untranslated,
    open_translation,
    untranslated,
)
from submissions.translation_table import MOST_COMPLAINTS, TableForm, TableRefused, rows_in, rows_out
from submissions.views.base import FormView, SignedInView, kind_or_404
from taxonomy.languages import language_name
from taxonomy.models import Theme

SHOWN = 50  # entries at once
USUAL_STATE = "outdated"


class TranslatorView(SignedInView):
    """A page for those who translate into a language; to others it is refused."""

    @cached_property
    def languages(self):
        """The languages into which the person translates -> whether the curators trust them in it."""
        return dict(Translator.objects.filter(user=self.person).values_list("language", "is_trusted"))

    def language_or_403(self, language):
        if language not in self.languages:
            raise PermissionDenied
        return language


class Translate(TranslatorView):
    """What there is to do, most used first."""

    def get(self, request):
        if not self.languages:
            raise PermissionDenied
        asked = request.GET.get("language", "")
        language = asked if asked in self.languages else next(iter(self.languages))
        numbers = numbers_untranslated(language, self.person)
        chosen = request.GET.get("state", "")
        if chosen not in STATES:
            chosen = next((state for state in STATES if numbers[state]), USUAL_STATE)
        shown = [(group.kind, list(group.entries[:SHOWN])) for group in untranslated(language, self.person, chosen)]
        for _kind, entries in shown:
            give_texts(entries, language)
        return self.render(
            "translate.html",
            language=language,
            language_name=language_name(language),
            is_trusted=self.languages[language],
            others=[(code, language_name(code)) for code in self.languages if code != language],
            states=[(state, label, numbers[state]) for state, (label, _condition) in STATES.items()],
            chosen=chosen,
            shown=[(kind, entries) for kind, entries in shown if entries],
            most=SHOWN,
        )


class TranslationTable(TranslatorView):
    """`GET /mine/translate/uk/table.csv`: what there is to do, as a table to work with elsewhere; `state`: which."""

    def get(self, request, language):
        self.language_or_403(language)
        asked = request.GET.get("state", "")
        table = io.StringIO(newline="")
        # Without the mark in front a spreadsheet reads UTF-8 as something else.
        table.write("\ufeff")
        csv.writer(table).writerows(rows_out(language, self.person, asked if asked in STATES else USUAL_STATE))
        response = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="translate-{language}.csv"'
        return response


class BringTable(FormView, TranslatorView):
    """Takes such a table in again, as a whole, or says in which rows it cannot."""

    STORED = ngettext_lazy("%(number)s text is saved. Thank you.", "%(number)s texts are saved. Thank you.", "number")
    WAITS = ngettext_lazy(
        "%(number)s text is waiting for a curator. Thank you.",
        "%(number)s texts are waiting for a curator. Thank you.",
        "number",
    )
    NOTHING_NEW = _("Nothing in the table is new, so nothing was changed.")

    def get(self, request, language):
        return self.page(self.language_or_403(language), TableForm())

    def send(self, request, language):
        form = TableForm(request.POST, request.FILES)
        self.language_or_403(language)
        if not form.is_valid():
            return self.page(language, form)
        try:
            rows = rows_in(form.cleaned_data["table"].read(), language)
            saved = save_table(rows, language=language, by=self.person, is_right=form.cleaned_data["language_is_right"])
        except TableRefused as refusal:
            return self.page(language, form, complaints=refusal.complaints)
        number = sum(one.number for one in saved)
        said = self.STORED if self.languages[language] else self.WAITS
        self.say(said % {"number": number} if number else self.NOTHING_NEW)
        return redirect(f"{reverse('submissions:translate')}?{urlencode({'language': language})}")

    def again(self, request, language, *, notice):
        return self.page(self.language_or_403(language), TableForm(), notice=notice)

    def page(self, language, form, complaints=(), notice=""):
        return self.render_forms(
            "translate_table.html",
            form,
            notice=notice,
            form=form,
            language=language,
            language_name=language_name(language),
            complaints=complaints[:MOST_COMPLAINTS],
            more=max(len(complaints) - MOST_COMPLAINTS, 0),
        )


class TranslateEntry(FormView, TranslatorView):
    """The texts of one entry beside those to write; saved as one goes."""

    SAVED = _("Saved: %(name)s. Thank you.")
    WAITS = _("Saved: %(name)s. A curator will look at it before it is public; until then you can still change it.")
    HIDDEN = _("Saved: %(name)s. It was withdrawn in the meantime; your text is kept with it.")

    def entry(self, kind, slug):
        # Also one that was withdrawn while somebody was translating it.
        found = kind_or_404(kind).model.objects.filter(slug=slug, published_at__isnull=False).first()
        if not found:
            raise Http404
        return found

    def get(self, request, language, kind, slug):
        entry = self.entry(kind, slug)
        return self.page(entry, self.form(entry, language))

    def form(self, entry, language, data=None):
        proposal = open_translation(self.person, self.language_or_403(language), entry)
        return TranslationForm(entry, language, data, proposal=proposal)

    def send(self, request, language, kind, slug):
        entry = self.entry(kind, slug)
        form = self.form(entry, language, request.POST)
        if not form.is_valid():
            return self.page(entry, form)
        try:
            saved = save_translation(
                entry, form.texts, language=language, by=self.person, seen=form.cleaned_data["seen"]
            )
        except TextsChangedError:
            return self.page(entry, form, notice=form.look_again())
        said = self.WAITS if saved.proposal else self.SAVED
        self.say((said if entry.is_published else self.HIDDEN) % {"name": entry.name})
        state = request.POST.get("state", "")
        return redirect(self.next_address(language, state if state in STATES else "", entry))

    def again(self, request, language, kind, slug, *, notice):
        entry = self.entry(kind, slug)
        return self.page(entry, self.form(entry, language, request.POST), notice=notice)

    def next_address(self, language, state, entry):
        """Return the address of the next entry to translate, or of the list where none is left."""
        for group in untranslated(language, self.person, state) if state else ():
            if following := group.entries.exclude(pk=entry.pk).first():
                address = reverse("submissions:translate-entry", args=[language, group.kind.key, following.slug])
                return f"{address}?{urlencode({'state': state})}"
        return f"{reverse('submissions:translate')}?{urlencode({'language': language})}"

    def page(self, entry, form, notice=""):
        if form.language == entry.text_language:
            raise Http404
        state = self.request.POST.get("state") or self.request.GET.get("state", "")
        return self.render_forms(
            "translate_entry.html",
            form,
            notice=notice,
            entry=entry,
            form=form,
            language_name=language_name(form.language),
            original_name=language_name(entry.text_language),
            state=state if state in STATES else "",
            terms=self.terms(entry, form.language),
            glossary=glossary(kind_of(entry), entry.text_language, form.language),
            latest=self.latest(entry, form),
        )

    def latest(self, entry, form):
        """Return what the person can see of their latest translation of this entry: one that waits or came back, or
        that a curator has not accepted; None where it says nothing new.
        """
        if form.proposal:
            return form.proposal
        own = Submission.objects.translations(form.language).of_user(self.person).about(entry).order_by("-pk").first()
        return own if own and own.state == State.REJECTED else None

    def terms(self, entry, language):
        """Return (theme in the language of the entry, in the other one) of its themes."""
        themes = Theme.objects.rewrite(False).filter(pk__in=entry.themes.values("pk"))
        named = [(_name(theme, entry.text_language), _name(theme, language)) for theme in themes]
        return [pair for pair in named if all(pair)]


def _name(theme, language):
    return getattr(theme, f"name_{language}", "") or ""
