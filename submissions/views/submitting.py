"""The pages on which strangers hand something in."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entries.kinds import kind_named, kinds
from organisations.models import Organisation
from screening.domains import own_domain
from search.text import fold
from submissions.actions import (
    IntakePaused,
    ask_to_be_told,
    claim,
    correct_address,
    hand_in,
    report_mistake,
    send_link_again,
)
from submissions.duplicates import similar_entries
from submissions.forms import AddressForm, ClaimForm, LogoForm, ReportForm, SenderForm
from submissions.kinds import HANDING_IN
from submissions.logos import signed_logo
from submissions.models import Intake, StateError, Submission
from submissions.payloads import payload_of
from submissions.views.base import FormView, IntakeView, entry_or_404, kind_or_404
from submissions.views.entry_form import EntryFormView

MOST_SUGGESTED = 8


def paused_page(view, intake, **context):
    """Return the notice instead of a form, with the date for machines where one is known."""
    response = view.render("paused.html", intake=intake, address_form=AddressForm(), **context)
    if intake.reopens_on and intake.reopens_on > timezone.localdate():
        midnight = timezone.datetime.combine(
            intake.reopens_on, timezone.datetime.min.time(), tzinfo=timezone.get_current_timezone()
        )
        response["Retry-After"] = http_date(midnight.timestamp())
    return response


class Start(IntakeView):
    """Which of the forms, and what happens afterwards."""

    def get(self, request):
        intake = Intake.current()
        ways = [(f"submissions:{kind.key}", HANDING_IN[kind.key]) for kind in kinds()]
        return self.render("start.html", ways=ways) if intake.is_open else paused_page(self, intake)


class SubmitEntry(EntryFormView):
    """The form for a new entry.

    kind: which of them, from the address; initial: name of a field -> what it begins with; draft: the name under which
    the browser keeps what is typed.
    """

    kind = ""
    initial = None
    SIMILAR = _("It may be listed already: please look at the box below the field “Website”, and send the form again.")

    @property
    def draft(self):
        return f"submit-{self.kind}"

    def get(self, request, **kwargs):
        intake = Intake.current()
        if not intake.is_open:
            return paused_page(self, intake)
        return self.form_page(kind_named(self.kind).form(initial=self.initial), SenderForm(by=self.person), LogoForm())

    def send(self, request, **kwargs):
        form, sender, logo = self.bound()
        is_valid = self.are_valid(form, sender, logo)
        similar = self.similar(form)
        if not is_valid or (similar and not request.POST.get("is_new")):
            return self.form_page(form, sender, logo, similar=similar, notice=self.SIMILAR if is_valid else "")
        try:
            submission = hand_in(
                kind=self.kind,
                payload=payload_of(form),
                email=sender.cleaned_data.get("email", ""),
                by=self.person,
                visit=self.visit(),
                logo=logo.stored,
            )
        except IntakePaused:
            return self.refused(form)
        return self.taken("submissions:sent", token=submission.token)

    def refused(self, form):
        """The notice again: the form does not say credibly that it was open before the pause. What was typed stands
        below it, to be copied where no script keeps it.
        """
        typed = [field for field in form if field.value()]
        response = paused_page(self, Intake.current(), is_refused=True, typed=typed)
        response.status_code = 403
        return response

    def again(self, request, notice, **kwargs):
        form, sender, logo = self.bound()
        for each in (form, sender, logo):
            each.is_valid()
        similar = self.similar(form) if request.POST.get("is_new") else ()
        return self.form_page(form, sender, logo, similar=similar, notice=notice)

    def bound(self):
        data = self.request.POST
        return (
            kind_named(self.kind).form(data),
            SenderForm(data, by=self.person),
            LogoForm(data, self.request.FILES),
        )

    def similar(self, form):
        """Return entries that this may be."""
        typed = form.cleaned_data
        return similar_entries(self.kind, typed.get("name", ""), typed.get("website", ""))

    def form_page(self, form, sender, logo, **context):
        return self.entry_form_page(form, logo, sender, kind=self.kind, draft=self.draft, **context)


class Similar(IntakeView):
    """The box “Is it one of these?”, asked for while somebody types."""

    def get(self, request):
        kind = request.GET.get("kind", "")
        kind_or_404(kind)
        name, website = request.GET.get("name", "")[:200], request.GET.get("website", "")[:500]
        return self.render("_similar.html", kind=kind, similar=similar_entries(kind, name, website))


class OrganisationNames(IntakeView):
    """The options of the box for the organisation, asked for while somebody types."""

    def get(self, request):
        beginning = fold(request.GET.get("q", "")[:200]).strip()
        found = Organisation.objects.published().filter(sort_name__contains=beginning) if beginning else []
        return self.render("_organisation_names.html", organisations=found[:MOST_SUGGESTED])


class LogoPreview(IntakeView):
    """The picture that came with a form, for whoever holds its signed name."""

    def get(self, request, name):
        logo = signed_logo(name)
        if logo is None:
            raise Http404
        return HttpResponse(bytes(logo.data), content_type=f"image/{logo.extension}")


class HandedIn(IntakeView):
    """What happens next; a new link on request, to another address where the first was mistyped. Its own address is
    known only to whoever sent the form.
    """

    def get(self, request, token):
        submission = get_object_or_404(Submission, token=token)
        return self.page(submission, AddressForm(initial={"email": submission.email}))

    def post(self, request, token):
        submission = get_object_or_404(Submission, token=token)
        form = AddressForm(request.POST)
        if "email" in request.POST and not form.is_valid():
            return self.page(submission, form)
        try:
            if "email" in request.POST:
                correct_address(submission, email=form.cleaned_data["email"], network=self.network)
            else:
                send_link_again(submission, network=self.network)
        except StateError:
            self.say_why_not(submission, _("This has been confirmed already; there is nothing more to do."))
        else:
            self.say(_("A new link is on its way."))
        return redirect("submissions:sent", token=token)

    def page(self, submission, form):
        return self.render("sent.html", submission=submission, form=form)


class TellMe(IntakeView):
    """Takes the address of somebody who wants one mail when intake reopens."""

    def post(self, request):
        form = AddressForm(request.POST)
        intake = Intake.current()
        if intake.is_open:
            return redirect("submissions:start")
        if not form.is_valid():
            response = paused_page(self, intake)
            response.context_data["address_form"] = form
            return response
        ask_to_be_told(email=form.cleaned_data["email"], language=get_language(), network=self.network)
        self.say(_("You will get one e-mail when intake reopens; then we delete your address."))
        return redirect("submissions:start")


class ReportMistake(FormView):
    """What is wrong with an entry. Goes on while intake is paused."""

    def get(self, request, kind, slug):
        return self.form_page(entry_or_404(kind, slug), ReportForm(), SenderForm(by=self.person))

    def send(self, request, kind, slug):
        entry, form = entry_or_404(kind, slug), ReportForm(request.POST)
        if not form.is_valid():
            return self.form_page(entry, form, SenderForm(request.POST, by=self.person))
        report_mistake(
            target=entry,
            payload={"what": form.cleaned_data["what"], "text": form.cleaned_data["text"]},
            email=form.cleaned_data["contact"],
            by=self.person,
            visit=self.visit(),
        )
        self.say(_("Thank you. A curator will look into it."))
        return redirect(entry)

    def again(self, request, kind, slug, notice):
        form = ReportForm(request.POST)
        form.is_valid()
        return self.form_page(entry_or_404(kind, slug), form, SenderForm(request.POST, by=self.person), notice=notice)

    def form_page(self, entry, form, sender, **context):
        if self.person:
            del form.fields["contact"]
        return self.render_forms("report.html", form, entry=entry, form=form, sender=sender, **context)


class Claim(FormView):
    """For people of the organisation who want to look after its entry; where no address can show that they are, the
    page leads to the contact form, as every address is refused.
    """

    def get(self, request, kind, slug):
        entry = entry_or_404(kind, slug)
        return self.form_page(entry, ClaimForm(entry=entry, by=self.person), SenderForm(by=self.person))

    def send(self, request, kind, slug):
        entry = entry_or_404(kind, slug)
        form = ClaimForm(request.POST, entry=entry)
        if not form.is_valid():
            return self.form_page(entry, form, SenderForm(request.POST, by=self.person))
        submission = claim(
            target=entry,
            payload={"role": form.cleaned_data["role"]},
            email=form.cleaned_data["address"],
            by=self.person,
            visit=self.visit(),
        )
        return redirect("submissions:sent", token=submission.token)

    def again(self, request, kind, slug, notice):
        entry = entry_or_404(kind, slug)
        form = ClaimForm(request.POST, entry=entry)
        form.is_valid()
        return self.form_page(entry, form, SenderForm(request.POST, by=self.person), notice=notice)

    def form_page(self, entry, form, sender, **context):
        return self.render_forms(
            "claim.html",
            form,
            entry=entry,
            form=form,
            sender=sender,
            domain=own_domain(entry.website),
            **context,
        )
