"""What a project offers, to whom, where, at what cost, and how one gets in touch."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField, validate_directions
from entries.fields import KeysField
from entries.validators import validate_visible
from projects.contacts import phone_number, validate_channels
from projects.models.choices import Cost, DeliveryMode, LanguageLevel, Reach, StepFree
from taxonomy.countries import names_of_countries
from taxonomy.reach import ANYWHERE, NOT_KNOWN, not_known_where_in
from taxonomy.regions import REGIONS, region_choices


def places_of_reach():
    """Return the (key, name) pairs of what an offer may reach: countries, and regions of them."""
    return [*names_of_countries().items(), *region_choices()]


class Offer(models.Model):
    """The part of a project that says what it offers. Whatever is empty is not known."""

    audience = LineField(
        _("who it is for"),
        max_length=300,
        blank=True,
        help_text=_("Such as: young refugees and other newcomers who look for work."),
    )
    cost = models.CharField(_("cost"), max_length=10, choices=Cost.choices, blank=True)
    delivery = models.CharField(_("online or on site"), max_length=10, choices=DeliveryMode.choices, blank=True)
    reach = models.CharField(_("where it can be used"), max_length=10, choices=Reach.choices, blank=True)
    reach_places = KeysField(
        _("countries and regions of its reach"),
        choices=places_of_reach,
        help_text=_("Regions besides its cities, or countries. Leave it empty for the country in which it is based."),
    )
    # For whoever doubts it: the texts do not always say it in one word.
    reach_basis = LineField(
        _("what says where it can be used"),
        max_length=500,
        blank=True,
        help_text=_("The words that say so. For curators only."),
    )
    how_to_start = LineField(
        _("how to start"),
        max_length=500,
        blank=True,
        help_text=_("The first step, such as: write an e-mail, or come on a Tuesday at 6 pm."),
    )
    language_level = models.CharField(
        _("language level needed"), max_length=4, choices=LanguageLevel.choices, blank=True
    )
    step_free = models.CharField(_("step-free"), max_length=6, choices=StepFree.choices, blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True, validators=[validate_directions])
    phone = LineField(_("public telephone number"), max_length=60, blank=True, validators=[validate_visible])
    channels = models.TextField(
        _("messengers, social networks and apps"),
        blank=True,
        validators=[MaxLengthValidator(2000), validate_directions, validate_channels],
        help_text=_("The address of each, one per line: WhatsApp, Telegram, Instagram, an app store …"),
    )

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Not in clean(), which a form without these fields could not report."""
        errors = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        checks = {"phone": self.clean_phone, "reach_places": self.clean_reach_places}
        for name, check in checks.items():
            if name not in errors and name not in (exclude or ()):
                try:
                    check()
                except ValidationError as error:
                    errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def clean_phone(self):
        """Write the number as it is dialled from anywhere. Raises ValidationError on what is none."""
        try:
            self.phone = phone_number(self.phone, self.country.code or "") if self.phone else ""
        except ValidationError as error:
            raise ValidationError({"phone": error}) from error

    def clean_reach_places(self):
        """Raise ValidationError on places that do not go with the reach."""
        regions = REGIONS.keys() & set(self.reach_places)
        countries_named = set(self.reach_places) - regions
        complaint = ""
        if self.reach == Reach.CITY and countries_named:
            complaint = _("Besides its cities, name only regions here, not whole countries.")
        elif self.reach in (Reach.COUNTRY, Reach.COUNTRIES) and regions:
            complaint = _("Name whole countries or regions, not both.")
        elif self.reach == Reach.COUNTRY and len(countries_named) > 1:
            complaint = _("These are several countries: please say so in the question above.")
        elif self.reach == Reach.COUNTRIES and not countries_named:
            complaint = _("Please say in which countries.")
        elif self.reach in ("", Reach.ANYWHERE) and self.reach_places:
            complaint = _("Please say in the question above that it can be used in these places only, or name none.")
        if complaint:
            raise ValidationError({"reach_places": complaint})

    @property
    def channel_list(self):
        return [line.strip() for line in self.channels.splitlines() if line.strip()]

    @property
    def reach_countries(self):
        """The ISO codes of the countries in all of which it can be used: those named, else those of its own."""
        if self.reach not in (Reach.COUNTRY, Reach.COUNTRIES):
            return []
        return list(self.reach_places) or ([self.country.code] if self.country.code else list(self.country_keys))

    @property
    def reach_regions(self):
        """The keys of the regions in all of which it can be used."""
        return [key for key in self.reach_places if key in REGIONS] if self.reach == Reach.CITY else []

    @property
    def used_from(self):
        """The terms under which those find it who look for what they can use from a place, see taxonomy.reach.

        What is for its cities is there.
        """
        if self.reach == Reach.ANYWHERE:
            return [ANYWHERE]
        if self.reach == Reach.CITY and self.city_keys:
            return self.reach_regions
        within = [not_known_where_in(code) for code in self.country_keys] if self.reach == Reach.CITY else []
        return self.reach_regions or self.reach_countries or within or [NOT_KNOWN]

    def search_facets(self):
        """What is both online and on site counts as each, and several countries as whole ones."""
        found = super().search_facets()
        if self.delivery == DeliveryMode.BOTH:
            found["delivery"] = DeliveryMode.values
        if self.reach == Reach.COUNTRIES:
            found["reach"] = [Reach.COUNTRY.value]
        return found
