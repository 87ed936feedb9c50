"""The long form of an entry, as handing in, editing and changing share it."""

from django.http import Http404

from entries.kinds import kind_named
from submissions.forms import ADD_LANGUAGE, FurtherLanguageForm
from submissions.kinds import HANDING_IN
from submissions.logos import sign_logo
from submissions.views.base import FormView, IntakeView, kind_or_404
from taxonomy.languages import language_codes


class EntryFormView(FormView):
    """A view with the form of an entry, its logo, and a button that asks for its texts in one more language."""

    @property
    def is_unsent(self):
        return ADD_LANGUAGE in self.request.POST

    def one_more(self, form):
        """Return the form below the texts in further languages; `form` asks for one more once this one is valid."""
        data = self.request.POST if form.is_bound and self.request.method == "POST" else None
        return FurtherLanguageForm(data, entry_form=form, is_adding=self.is_unsent)

    def are_valid(self, form, *others):
        """Whether all forms are, and no language is left that nothing is written in."""
        return all([*(each.is_valid() for each in (form, *others)), self.one_more(form).is_valid()])

    def entry_form_page(self, form, logo, sender=None, *, kind, stored=None, **context):
        stored, one_more = getattr(logo, "stored", None) or stored, self.one_more(form)
        one_more.is_valid()
        if self.is_unsent:
            # Nobody has said yet that this is all: what is wrong besides is said once they send it.
            form.forget_complaints()
            if sender:
                sender.errors.clear()
        asked = [form, *([sender] if sender else []), one_more, logo]
        return self.render_forms(
            "submit.html",
            *asked,
            kind=kind,
            handing_in=HANDING_IN[kind],
            form=form,
            sender=sender,
            one_more=one_more,
            logo=logo,
            kept_logo=sign_logo(stored) if stored else "",
            **context,
        )


class TextsInOneLanguage(IntakeView):
    """The part of the form with the texts in one further language, asked for while somebody types."""

    def get(self, request):
        kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
        kind_or_404(kind)
        if language not in language_codes():
            raise Http404
        form = kind_named(kind).form()
        form.open_language(language)
        return self.render("_texts_in_language.html", block=form.in_further_languages[0])
