from django.db import models

from taxonomy.languages import language_choices


class LanguageCodeField(models.CharField):
    """The language of a text, by its code in ISO 639.

    Migrations know the column without its choices, as those come from CLDR and grow with it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 3, "choices": language_choices} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs
