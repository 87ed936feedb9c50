"""What every entry shares, and the tables that serve all entries: former addresses, search, the directory version."""

import re
from functools import cache
from operator import attrgetter

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import connection, models
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.fields import LineField, LinkField, NameField
from entries.fields import KeysField
from entries.freshness import CHECKED, CONFIRMED, LONG_GONE, SEEN, Heard, freshness_in_words
from entries.kinds import entry_of
from entries.ordering import LONGEST_KEY, order_key
from entries.shown import ShownText
from entries.validators import PAST_DATE, ROOM_FOR_CITIES, validate_sources, validate_visible
from search.blocks import ascending, descending, key_of, moment
from search.text import fold
from taxonomy.fields import LanguageCodeField
from taxonomy.models import ThemedItem
from taxonomy.pages import page_address
from taxonomy.where import where_key

LONGEST_TEXT = 20_000  # letters


class TransitionError(Exception):
    """A state change that the map of allowed next states does not have."""


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", pgettext_lazy("by a curator", "withdrawn")


NEXT_PUBLICATIONS = {
    PublicationState.DRAFT: {PublicationState.PUBLISHED, PublicationState.WITHDRAWN},
    PublicationState.PUBLISHED: {PublicationState.WITHDRAWN},
    PublicationState.WITHDRAWN: {PublicationState.PUBLISHED},
}


class EntryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=PublicationState.PUBLISHED)

    def once_published(self):
        """Those that were public and were then taken out."""
        return self.filter(publication=PublicationState.WITHDRAWN, published_at__isnull=False)

    def visible_to(self, user):
        """Published entries for everyone, all of them for those who may edit them."""
        may_edit = user.has_perm(f"{self.model._meta.app_label}.change_{self.model._meta.model_name}")
        return self if may_edit else self.published()

    def with_theme(self, *slugs):
        """Entries that have at least one of the themes."""
        items = ThemedItem.objects.filter(content_type=ThemedItem.content_type_for(self.model), tag__slug__in=slugs)
        return self.filter(pk__in=items.values("object_id"))


class Curated(models.Model):
    """What curators write, publish and withdraw. `revision` tells one edit from the next; actions move it on."""

    # Beside those of entries.versions: fields that stay as they are when somebody goes back to a version.
    not_restored = ()

    # The name, folded as the search does: by it entries of one name are found, whatever its accents and capitals.
    sort_name = models.CharField(max_length=250, editable=False)
    # Where the name stands in the alphabet, whatever the database's collation.
    sort_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=220,
        unique=True,
        help_text=_("Last part of the page’s address. Old addresses redirect."),
    )
    publication = models.CharField(
        pgettext_lazy("whether it is public", "publication"),
        max_length=10,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_has_a_date",
                condition=~models.Q(publication=PublicationState.PUBLISHED) | models.Q(published_at__isnull=False),
            ),
        ]

    @property
    def is_published(self):
        return self.publication == PublicationState.PUBLISHED

    @property
    def feed_summary(self):
        """What a feed says of it below its name."""
        return self.summary

    def set_place(self):
        """Derive from the name what it is found and sorted by, without saving; whatever language the curator reads."""
        with override(settings.LANGUAGE_CODE):
            name = self.name or ""
        self.sort_name, self.sort_key = fold(name)[:250], order_key(name)

    # What the index of terms keeps beside words. A facet: a column, whose values are counted and narrow a list.
    # An order: its name -> a function of the entry, returning the parts of the key by which it sorts.
    FACETS = ()
    ORDERS = {"name": lambda entry: (ascending(entry.sort_key),)}

    # Of entries that fit a search equally well.
    BEST_ORDER = "name"
    # Facets whose value sends an entry behind all others that a search finds: (column, value).
    SINKS = ()

    def search_facets(self):
        """Return the values of its facets: column -> list of str."""
        return {column: _values(getattr(self, column)) for column in self.FACETS}

    def search_orders(self):
        """Return its place in each order: name of the order -> key."""
        return {name: key_of(*parts(self)) for name, parts in self.ORDERS.items()}

    def move_to(self, publication):
        """Set the next publication state without saving.

        Raises TransitionError where NEXT_PUBLICATIONS has no such step.
        """
        if publication not in NEXT_PUBLICATIONS[self.publication]:
            raise TransitionError(f"An entry cannot go from {self.publication} to {publication}.")
        self.publication = publication


class Listed(Curated):
    """What stands in a list with facets and a search of its own.

    Its models have a `name`, and add `themes` and `cities`, whose reverse names differ. The `…_keys` columns repeat
    the tags in one row, so that facets count without joins and a version in the history knows its tags.
    `entries.actions` keeps them true.
    """

    # The relations that search_texts() reads: what they lead to is indexed with it when it is renamed or withdrawn.
    SEARCH_PREFETCH = ("themes", "cities")
    # Further relations by whose names it is found, which search_texts() reads by itself.
    FOUND_BY = ()
    # Columns with a moment from which on its pages say something else, though nobody has changed it.
    TURNS_AT = ()
    FACETS = ("theme_keys", "city_keys", "country_keys", "where_keys")
    ORDERS = Curated.ORDERS | {
        "newest": lambda entry: (descending(moment(stored(entry, "published_at"))), descending(entry.pk)),
    }

    theme_keys = KeysField(editable=False)
    city_keys = KeysField(editable=False, max_length=ROOM_FOR_CITIES)
    country_keys = KeysField(editable=False)
    where_keys = KeysField(editable=False)

    class Meta(Curated.Meta):
        abstract = True

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_address(f"{self.namespace()}:detail", self.slug)

    @classmethod
    def namespace(cls):
        """Return the name under which the addresses of its list and its pages stand."""
        return cls._meta.app_label

    @property
    def own_countries(self):
        """The ISO codes of where it is at home, beside those of its cities."""
        return []

    def set_keys(self, themes, cities):
        """Repeat these tags in the key columns, without saving.

        Without a city the countries alone tell where it is; with one they only add themselves.
        """
        self.theme_keys = sorted(theme.slug for theme in themes)
        self.city_keys = sorted(city.slug for city in cities)
        self.country_keys = sorted({city.country.code for city in cities} | set(self.own_countries))
        places = [(city.country.code, city.slug) for city in cities] or [(code, "") for code in self.own_countries]
        self.where_keys = sorted({where_key(*place) for place in places} - {""})

    def check_room(self):
        """Raise ValidationError where a key column has no room for the tags: no form checks what it does not show."""
        for field in self._meta.concrete_fields:
            if isinstance(field, KeysField) and not field.editable:
                field.validate(field.value_from_object(self), self)

    def validate_unique(self, exclude=None):
        """Refuse an address that leads to another entry as well: whoever follows a link to that one would miss it."""
        super().validate_unique(exclude)
        if "slug" not in (exclude or ()) and (other := self._entry_behind_address()):
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("This address now leads to “%(name)s”, whose own address is “%(slug)s”."),
                        code="former",
                        params={"name": other, "slug": other.slug},
                    )
                }
            )

    def _entry_behind_address(self):
        """Return the entry that had this address once and redirects from it; a merged duplicate keeps its own."""
        entries = type(self)._base_manager
        former = FormerAddress.objects.filter(kind=self._meta.model_name, slug=self.slug).exclude(object_id=self.pk)
        # By itself, as there hardly ever is one, and the columns of an entry are many.
        number = former.values_list("object_id", flat=True).first()
        if number is None or entries.filter(pk=self.pk, slug=self.slug).exists():
            return None
        return entries.filter(pk=number).first()

    def in_language(self, field, language=None):
        """Return the ShownText of a field: in a language, the active one unless named, or else the original.

        Of most kinds the field itself follows the active language.
        """
        return ShownText(getattr(self, field), language or get_language())

    def search_texts(self):
        """Return the texts under which it is found: weight column of SearchDocument -> text."""
        # Tags that were fetched for many entries at once come in whichever order the database found them.
        themes, cities = (sorted(tags.all(), key=attrgetter("slug")) for tags in (self.themes, self.cities))
        return {
            "themes": " ".join(name for theme in themes for name in all_names(theme)),
            "cities": " ".join(name for city in cities for name in (*all_names(city), city.other_names)),
        }


def latest_of(*dates, has_ended=None, **options):
    """Return a column with the latest of several dates, for ordering and narrowing; empty where all of them are.

    dates: expressions. Each stands in for what is missing, as databases disagree on the greatest of what is empty.
    has_ended: the condition of rows that have LONG_GONE instead.
    """
    latest = Greatest(*(Coalesce(*dates[place:], *dates[:place]) for place in range(len(dates))))
    if has_ended is not None:
        latest = models.Case(models.When(has_ended, then=models.Value(LONG_GONE)), default=latest)
    return models.GeneratedField(
        expression=latest, output_field=models.DateField(null=True), db_persist=True, **options
    )


class Entry(Listed):
    """A project or an organisation: what the directory lists."""

    name = NameField(_("name"), max_length=200, validators=[validate_visible])
    summary = LineField(
        _("summary"), max_length=240, validators=[validate_visible], help_text=_("What it does, in one sentence.")
    )
    # Of a TextField only a form minds the `max_length`: the validator refuses what is too long in an import as well.
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("Markdown."),
    )
    text_language = LanguageCodeField(_("language of the text"), default="en")
    website = LinkField(_("website"), max_length=500, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    country = CountryField(
        _("country"),
        blank=True,
        help_text=_("Where it is based. Its cities can be in other countries too."),
    )
    sources = models.TextField(
        _("sources"),
        blank=True,
        validators=[MaxLengthValidator(10_000), validate_sources],
        help_text=_("Where the facts come from: an address or a note, one per line."),
    )

    confirmed_on = models.DateField(
        _("confirmed by the organisation"),
        null=True,
        blank=True,
        validators=PAST_DATE,
        help_text=_("When it last said that this is correct."),
    )
    checked_on = models.DateField(_("checked by a curator"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    answered_on = models.DateField(_("website last answered"), null=True, blank=True)
    verified_on = models.GeneratedField(
        verbose_name=_("verified"),
        expression=Greatest(Coalesce("confirmed_on", "checked_on"), Coalesce("checked_on", "confirmed_on")),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    # As it is written, see `entries.freshness`, and the last day that this can mean, on which spans are counted.
    last_seen = models.CharField(_("last sign of life"), max_length=10, blank=True, editable=False)
    last_seen_on = models.DateField(_("last sign of life"), null=True, blank=True, editable=False)
    heard_on = latest_of("confirmed_on", "checked_on", "last_seen_on", verbose_name=_("last heard of"))
    # Unlike `updated_at` it is not the moment of an import, nor of what the site does by itself.
    edited_at = models.DateTimeField(_("last edited by a person"), null=True, blank=True, editable=False)

    # What was heard of lately stands first, also among what any other order leaves equal.
    FACETS = (*Listed.FACETS, "heard_day", "last_verified")
    ORDERS = {
        "name": lambda entry: (ascending(entry.sort_key), lately(entry)),
        "newest": lambda entry: (
            descending(moment(stored(entry, "published_at"))),
            lately(entry),
            descending(entry.pk),
        ),
        "fresh": lambda entry: (lately(entry), ascending(entry.sort_key)),
    }
    BEST_ORDER = "fresh"

    class Meta(Listed.Meta):
        abstract = True
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_checker_has_a_date",
                condition=models.Q(checked_by__isnull=True) | models.Q(checked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_last_sign_has_a_day",
                condition=models.Q(last_seen="", last_seen_on__isnull=True)
                | ~models.Q(last_seen="") & models.Q(last_seen_on__isnull=False),
            ),
        ]

    @property
    def has_ended(self):
        """Whether it belongs to the past; most kinds do not end."""
        return False

    def beginnings(self):
        """Return when it began, as a list of Heard; kinds that begin say so."""
        return []

    @property
    def heard_day(self):
        """What `heard_on` is once it is read anew."""
        days = (stored(self, name) for name in ("confirmed_on", "checked_on", "last_seen_on"))
        return max(filter(None, days), default=None)

    def heard(self):
        """Return all that is known of when it ran, as a list of Heard; of one day, what says most comes first."""
        found = []
        if self.confirmed_on:
            found.append(Heard.on(self.confirmed_on, CONFIRMED))
        if self.checked_on:
            found.append(Heard.on(self.checked_on, CHECKED))
        if self.last_seen_on:
            found.append(Heard(self.last_seen_on, self.last_seen, SEEN))
        return found

    @property
    def feed_summary(self):
        return "\n".join(filter(None, [self.in_language("summary").text, freshness_in_words(self)]))

    @cached_property
    def further_texts(self):
        """Its texts in other languages than its own, (language, field) -> EntryText; see `entries.texts.give_texts`."""
        return EntryText.objects.by_entry(type(self), [self.pk]).get(self.pk, {})

    def in_language(self, field, language=None):
        """As above. What stands for a text that nobody has written is in that language as well.

        Asks the database where the texts were not given to the entry, see `entries.texts.give_texts`.
        """
        language, original = language or get_language(), getattr(self, field)
        if language != self.text_language and (further := self.further_texts.get((language, field))):
            return ShownText(further.text, language, further.origin, original, further.is_outdated)
        if not original:
            with override(language):
                if made := self.stand_in(field):
                    return ShownText(made, language)
        return ShownText(original, self.text_language)

    def stand_in(self, field):
        """Return in the active language what stands for a text that nobody has written, "" where nothing does."""
        return ""

    @classmethod
    def prepare_stand_ins(cls, entries):
        """Let entries have at hand what their stand_in() reads, in one query at most; kinds that have some say how."""

    def in_all_languages(self, *fields):
        """Return what is written in some fields, in every language that there is, as one text."""
        further = [text.text for (_language, field), text in sorted(self.further_texts.items()) if field in fields]
        return "\n".join(filter(None, [*(getattr(self, field) for field in fields), *further]))

    @property
    def last_verified(self):
        """What `verified_on` is once it is read anew: the database fills that in while it saves."""
        return max(filter(None, (stored(self, "confirmed_on"), stored(self, "checked_on"))), default=None)

    @property
    def source_list(self):
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    @property
    def monogram(self):
        """One or two letters for entries without a logo."""
        words = re.findall(r"[^\W_]+", self.name) or ["?"]
        letters = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]
        return letters.upper()

    @property
    def own_countries(self):
        return [self.country.code] if self.country.code else []

    def search_texts(self):
        return super().search_texts() | {
            "name": self.name,
            "summary": self.in_all_languages("summary"),
            "description": self.in_all_languages("description"),
        }


def lately(entry):
    """Return the part of a key by which entries sort that were heard of last first."""
    return descending(moment(entry.heard_day))


def stored(entry, name):
    """Return what a column has as the type it is stored in: an entry may bear it yet as somebody typed it."""
    return entry._meta.get_field(name).to_python(getattr(entry, name))


def _values(value):
    """Return what a column has as a list of the values under which the index counts it."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [str(value)]


def all_names(tag):
    """Return a tag's name in every language of the interface that has one, each once."""
    names = [getattr(tag, f"name_{code}") for code, _label in settings.LANGUAGES]
    return list(dict.fromkeys(name for name in names if name))


class FormerAddress(models.Model):
    """A slug that an entry no longer has, after a rename or a merger; its page redirects."""

    kind = models.CharField(_("kind"), max_length=20, help_text=_("Name of the model, such as “project”."))
    slug = models.SlugField(_("old address"), max_length=220)
    object_id = models.PositiveBigIntegerField(_("entry"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="entries_former_address_once_a_kind")]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class Merger(models.Model):
    """A duplicate that was folded into another entry, with all that this changed, so that it can be undone."""

    kind = models.CharField("kind", max_length=20)
    keep_id = models.PositiveBigIntegerField("entry that stays")
    duplicate_id = models.PositiveBigIntegerField("duplicate")
    at = models.DateTimeField("merged", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="by"
    )
    # What the two entries said, and which rows named them, as entries.actions.undoing writes it.
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="undone by"
    )

    class Meta:
        verbose_name = "merger"
        verbose_name_plural = "mergers"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.duplicate} → {self.keep}"

    @property
    def keep(self):
        return entry_of(self.kind, self.keep_id)

    @property
    def duplicate(self):
        return entry_of(self.kind, self.duplicate_id)


class EntryReferenceQuerySet(models.QuerySet):
    def of_entry(self, entry):
        return self.filter(target_kind=entry._meta.model_name, target_id=entry.pk)


class EntryReference(models.Model):
    """Names one entry by the kind of its model and its key, as former addresses do. Mergers move it along."""

    names_entry = ("target_kind", "target_id")

    target_kind = models.CharField(_("kind of entry"), max_length=20)
    target_id = models.PositiveBigIntegerField(_("entry"))

    class Meta:
        abstract = True

    def name_entry(self, entry):
        self.target_kind, self.target_id = entry._meta.model_name, entry.pk

    @property
    def target(self):
        """The entry, or None where there is none."""
        return entry_of(self.target_kind, self.target_id)


class TextOrigin(models.TextChoices):
    """Where a text in a further language is from."""

    OWN = "own", _("written by the organisation")
    PERSON = "person", _("translated by a person")
    MACHINE = "machine", _("translated by machine")


class EntryTextQuerySet(EntryReferenceQuerySet):
    def by_entry(self, model, keys, language=None):
        """Return key of an entry of a model -> {(language, field): EntryText}, of one language or of all; one query."""
        found = self.filter(target_kind=model._meta.model_name, target_id__in=keys)
        texts = {}
        for text in found if language is None else found.filter(language=language):
            texts.setdefault(text.target_id, {})[text.language, text.field] = text
        return texts


class EntryText(EntryReference):
    """A text of an entry in another language than the one that it was written in."""

    field = models.CharField(_("text"), max_length=20)
    language = LanguageCodeField(_("language"))
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_TEXT)])
    origin = models.CharField(_("where it is from"), max_length=12, choices=TextOrigin.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    written_on = models.DateField(_("written on"))
    # Of the original as it was then: a later one makes this text outdated, which stays and says so.
    made_from = models.CharField(_("made from"), max_length=16, editable=False)
    is_outdated = models.BooleanField(_("outdated"), default=False, editable=False)

    objects = EntryTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        ordering = ["target_kind", "target_id", "language", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_kind", "target_id", "language", "field"], name="entries_one_text_a_language"
            )
        ]

    def __str__(self):
        return f"{self.target_kind} {self.target_id}: {self.field} ({self.language})"


@cache
def _state_query():
    """Return the SQL of DirectoryVersion.current_state() and how many columns of moments it looks through.

    One query, as every request asks it; an index answers each part.
    """
    quote = connection.ops.quote_name
    listed = [model for model in apps.get_models() if issubclass(model, Listed)]
    latest = [
        f"(SELECT MAX({quote(column)}) FROM {quote(model._meta.db_table)} "  # noqa: S608 - names of our own
        f"WHERE publication = %s AND {quote(column)} <= %s)"
        for model in listed
        for column in model.TURNS_AT
    ]
    number = f"(SELECT number FROM {quote(DirectoryVersion._meta.db_table)} WHERE id = 1)"  # noqa: S608 - as above
    return f"SELECT {', '.join([number, *latest])}", len(latest)


class DirectoryVersion(models.Model):
    """One row with a number that every publishing change moves on; cached pages hang on it."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="entries_one_directory_version", condition=models.Q(pk=1))]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current_state(cls):
        """Return the number, and what of all that is public has last become another thing by itself, as a text."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        sql, turns = _state_query()
        with connection.cursor() as cursor:
            cursor.execute(sql, [PublicationState.PUBLISHED, now] * turns)
            number, *latest = cursor.fetchone()
        return number or 1, " ".join(map(str, latest))

    @classmethod
    def move_on(cls):
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.create(pk=1, number=2)
