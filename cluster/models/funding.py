"""Who gives money for what the field does."""

from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from accounts.fields import LineField, LinkField
from cluster.models.clocks import DAYS_IN_RANGE, ZoneField, closing_moment
from cluster.models.items import Item, country_choices, shown_names
from cluster.wording import until_when
from entries.fields import KeysField
from entries.models import EntryQuerySet, Listed, stored
from organisations.models import Organisation
from search.blocks import ascending, moment
from taxonomy.models import LocatedItem, ThemedItem

# The largest number that the column holds in both databases.
MOST_MONEY = 2_147_483_647


class Applicant(models.TextChoices):
    NONPROFIT = "nonprofit", _("Non-profits")
    SOCIAL_ENTERPRISE = "social-enterprise", _("Social enterprises")
    COMPANY = "company", _("Companies")
    GRASSROOTS = "grassroots", _("Initiatives without a legal form")
    ACADEMIA = "academia", _("Universities and research")
    PUBLIC_SECTOR = "public-sector", _("Public offices")
    PERSON = "person", _("Individuals")


class Stage(models.TextChoices):
    OPEN = "open", pgettext_lazy("a call", "Open")
    CLOSED = "closed", pgettext_lazy("a call", "Closed")


@cache
def currencies():
    """Return the ISO 4217 codes of the currencies that are in use somewhere, as a frozenset."""
    territories = get_global("territory_currencies")
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


def validate_currency(code):
    """Raise ValidationError on what is no currency that is in use."""
    if code not in currencies():
        raise ValidationError(
            _("“%(value)s” is not a currency. Use a code such as EUR."), code="currency", params={"value": code}
        )


class FundingQuerySet(EntryQuerySet):
    def with_stage(self):
        """Annotate `stage`: closed once the deadline has passed where it was set."""
        is_closed = models.When(closes_at__lte=timezone.now(), then=models.Value(Stage.CLOSED))
        default = models.Value(Stage.OPEN)
        return self.annotate(stage=models.Case(is_closed, default=default, output_field=models.CharField()))

    def open(self):
        """Those that can be applied for, the next deadline first."""
        still = models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=timezone.now())
        return self.filter(still).order_by(models.F("closes_at").asc(nulls_last=True), "pk")


class FundingOpportunity(Item):
    NAMESPACE = "funding"
    SEARCH_PREFETCH = (*Item.SEARCH_PREFETCH, "funder")
    TURNS_AT = ("closes_at",)

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="funding")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="funding")
    funder = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="funding", verbose_name=_("funder")
    )
    funder_name = LineField(
        _("other funders"), max_length=200, blank=True, help_text=_("Those that the directory does not list.")
    )
    amount_from = models.PositiveIntegerField(_("amount from"), null=True, blank=True)
    amount_to = models.PositiveIntegerField(_("amount to"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[validate_currency])
    deadline = models.DateField(
        _("deadline"),
        null=True,
        blank=True,
        validators=DAYS_IN_RANGE,
        help_text=_("The last day. Leave it empty if applications are accepted at any time."),
    )
    deadline_time = models.TimeField(
        _("until what time"), null=True, blank=True, help_text=_("If this is left empty, until that day is over.")
    )
    time_zone = ZoneField(_("time zone"), help_text=_("The time zone that the deadline is given in."))
    # When the deadline has passed.
    closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_rolling = models.BooleanField(_("rolling"), default=False, help_text=_("Applications are accepted at any time."))
    applicants = KeysField(_("who may apply"), choices=Applicant.choices)
    countries = KeysField(
        _("countries"),
        choices=country_choices,
        max_length=1000,
        help_text=_("Where applicants may be based. If you choose none, any country will do."),
    )
    url = LinkField(_("link"), max_length=500)

    FACETS = (*Item.FACETS, "applicants")
    ORDERS = Item.ORDERS | {
        "deadline": lambda call: (ascending(moment(stored(call, "closes_at"))), ascending(call.sort_key))
    }

    objects = FundingQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = _("funding opportunity")
        verbose_name_plural = _("funding opportunities")
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["publication", "closes_at"], name="cluster_funding_by_deadline")]
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="cluster_funding_deadline_or_rolling",
                condition=models.Q(is_rolling=True, deadline__isnull=True)
                | models.Q(is_rolling=False, deadline__isnull=False),
            ),
            models.CheckConstraint(
                name="cluster_funding_time_has_a_day",
                condition=models.Q(deadline_time__isnull=True) | models.Q(deadline__isnull=False),
            ),
            models.CheckConstraint(
                name="cluster_funding_amounts_in_order",
                condition=models.Q(amount_from__isnull=True)
                | models.Q(amount_to__isnull=True)
                | models.Q(amount_to__gte=models.F("amount_from")),
            ),
        ]

    @property
    def own_countries(self):
        return self.countries

    @property
    def feed_summary(self):
        return "\n".join(filter(None, [until_when(self), self.summary]))

    @property
    def is_closed(self):
        closes_at = closing_moment(self.deadline, self.deadline_time, self.time_zone)
        return closes_at is not None and closes_at <= timezone.now()

    @property
    def funders(self):
        """The names of the funders that visitors may know of."""
        return shown_names([self.funder], self.funder_name)

    def clean(self):
        super().clean()
        if self.is_rolling and self.deadline:
            raise ValidationError({"deadline": _("A rolling call has no deadline.")})
        if not (self.is_rolling or self.deadline):
            raise ValidationError({"deadline": _("Give the deadline, or say that it is rolling.")})
        if self.deadline_time and not self.deadline:
            raise ValidationError({"deadline_time": _("On which day?")})
        for name in ("amount_from", "amount_to"):
            if (getattr(self, name) or 0) > MOST_MONEY:
                raise ValidationError(
                    {name: _("This is more than can be stored: at most %(most)d.") % {"most": MOST_MONEY}}
                )
        if None not in (self.amount_from, self.amount_to) and self.amount_to < self.amount_from:
            raise ValidationError({"amount_to": _("This is less than the amount from which it starts.")})

    def save(self, *args, **kwargs):
        """Derive on the way the moment that lists compare with now."""
        self.closes_at = closing_moment(self.deadline, self.deadline_time, self.time_zone)
        super().save(*args, **kwargs)

    def check_publishable(self):
        if self.is_closed:
            raise ValidationError(_("The deadline has passed."), code="deadline")

    def search_texts(self):
        return super().search_texts() | {"organisations": " ".join(self.funders)}
