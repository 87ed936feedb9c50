import copy

import simple_history
from modeltranslation.translator import TranslationOptions, register
from simple_history.models import HistoricalRecords

from taxonomy.models import City, Theme


class VocabularyTranslation(TranslationOptions):
    fields = ("name", "introduction")


@register(City)
class CityTranslation(VocabularyTranslation):
    pass


@register(Theme)
class ThemeTranslation(VocabularyTranslation):
    fields = (*VocabularyTranslation.fields, "other_words")
    # Each language has words of its own.
    fallback_languages = {"other_words": ()}


class TranslatedRecords(HistoricalRecords):
    """Lets several versions have one name: a column of a language takes what is unique from the one it translates."""

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        for field in fields.values():
            if hasattr(field, "translated_field"):
                field.translated_field = copy.copy(field.translated_field)
                field.translated_field._unique = False
        return fields


# Only now do the models have their columns of each language. The untranslated column repeats one of them.
for model, options in ((Theme, ThemeTranslation), (City, CityTranslation)):
    simple_history.register(model, records_class=TranslatedRecords, excluded_fields=options.fields)
