import copy

import simple_history
from modeltranslation.translator import TranslationOptions, register
from simple_history.models import HistoricalRecords

from taxonomy.models import City, Theme


@register([Theme, City])
class VocabularyTranslation(TranslationOptions):
    fields = ("name", "introduction")


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
for model in (Theme, City):
    simple_history.register(model, records_class=TranslatedRecords, excluded_fields=VocabularyTranslation.fields)
