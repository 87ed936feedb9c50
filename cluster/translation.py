import simple_history
from modeltranslation.translator import TranslationOptions, register

from cluster.models import Page
from cluster.texts import CODES


class AnyLanguage(TranslationOptions):
    """Where a language has no text, visitors get the first that has one."""

    fallback_languages = {"default": CODES}


@register(Page)
class PageTranslation(AnyLanguage):
    fields = ("title", "summary", "text")


# Only now do the models have their columns of each language. The untranslated column repeats one of them.
simple_history.register(Page, excluded_fields=PageTranslation.fields)
