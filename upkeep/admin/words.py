"""What visitors said of whether entries run, one row an entry, and what a curator makes of it with one click."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from accounts.admin.looking import ReadOnlyAdmin
from curating.attention import Attention, AttentionFilter, AttentiveAdmin, Mend, Rank, admin_page_of, nobody
from upkeep.actions import settle_words
from upkeep.admin.about import letter_link
from upkeep.ending import may_end
from upkeep.models import VisitorsWord, Word

# The name of the buttons; their values are the key of a word, what is made of it, and a year where it is known.
SETTLE = "settle"
NOTHING = "nothing"


class WordsByEntry(ChangeList):
    """Gives each row all open words about its entry, without a query for each row."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = defaultdict(list)
        about = {"target_id__in": [word.target_id for word in self.result_list]}
        for word in VisitorsWord.objects.open().filter(is_spam=False, **about):
            found[word.target_kind, word.target_id].append(word)
        for word in self.result_list:
            word.beside = found[word.target_kind, word.target_id]


def choices_of(word):
    """Return what may be made of the words about an entry, as (what, year, label)."""
    years = sorted({one.year for one in word.beside if one.year})
    is_over = word.target.has_ended
    if any(one.what == Word.RUNS for one in word.beside) and not is_over:
        yield Word.RUNS, "", "It runs"
    if may_end(word.target) and not is_over:
        yield from ((Word.ENDED, year, f"It ended in {year}") for year in years)
        if any(one.what == Word.ENDED for one in word.beside):
            yield Word.ENDED, "", "It has ended"
    yield NOTHING, "", "Nothing comes of it"


@admin.register(VisitorsWord)
class VisitorsWordAdmin(AttentiveAdmin, ReadOnlyAdmin):
    """To look at; the buttons of the list change it."""

    list_display = ["entry", "said", "pages", "said_at", "make_of_it", "letter"]
    list_display_links = None
    list_filter = [AttentionFilter, "target_kind"]
    fields = ["target", "what", "source", "year", "said_at"]
    readonly_fields = fields
    actions = None
    attention = {
        "waiting": Attention(
            "Visitors’ words on whether entries still run",
            lambda words: words.waiting(),
            Rank.ANSWERS,
            Mend("Say what becomes of them", in_list=True),
            named=nobody,
        ),
    }

    @admin.display(description="entry")
    def entry(self, word):
        return format_html('<a href="{}">{}</a>', admin_page_of(word.target), word.target)

    @admin.display(description="what visitors say")
    def said(self, word):
        counts = [(sum(one.what == what for one in word.beside), what.label) for what in Word]
        return format_html_join(mark_safe("<br>"), "{}: {}", ((label, number) for number, label in counts if number))

    @admin.display(description="pages that show it")
    def pages(self, word):
        addresses = dict.fromkeys(one.source for one in word.beside if one.source)
        return format_html_join(
            mark_safe("<br>"),
            '<a href="{0}" rel="noopener noreferrer">{0}</a>',
            ((address,) for address in addresses),
        )

    @admin.display(description="what is true")
    def make_of_it(self, word):
        rows = ((SETTLE, word.pk, what, year, label) for what, year, label in choices_of(word))
        return format_html_join(" ", '<button type="submit" name="{}" value="{} {} {}">{}</button>', rows)

    @admin.display(description="another way")
    def letter(self, word):
        return letter_link(word.target)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and SETTLE in request.POST:
            self.settle(request, *([*request.POST[SETTLE].split(" "), "", ""])[:3])
            return redirect(request.get_full_path())
        return super().changelist_view(request, extra_context)

    def settle(self, request, key, what, year):
        word = VisitorsWord.objects.open().filter(pk=key).first() if key.isdecimal() else None
        entry = word and word.target
        if entry is None or what not in (*Word.values, NOTHING):
            return messages.warning(request, "Somebody else was quicker.")
        if not self.may_settle(request, entry, what):
            raise PermissionDenied
        try:
            made = Word(what) if what != NOTHING else None
            ended = int(year) if year.isdecimal() else None
            settle_words(entry, latest=word, what=made, by=request.user, year=ended)
        except (ValidationError, ValueError) as error:
            return messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return messages.success(request, f"What visitors said of “{entry}” is settled.")

    def may_settle(self, request, entry, what):
        opts = entry._meta
        may_end_it = what != Word.ENDED or request.user.has_perm(f"{opts.app_label}.change_{opts.model_name}")
        return may_end_it and request.user.has_perm("upkeep.change_visitorsword")

    def get_queryset(self, request):
        return super().get_queryset(request).waiting()

    def get_changelist(self, request, **kwargs):
        return WordsByEntry
