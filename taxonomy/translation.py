from modeltranslation.translator import TranslationOptions, register

from taxonomy.models import City, Theme


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name", "introduction")


@register(City)
class CityTranslation(TranslationOptions):
    fields = ("name", "introduction")
