import simple_history
from modeltranslation.translator import TranslationOptions, register

from cluster.models import Event, FundingOpportunity, Page, Publication
from taxonomy.texts import CODES


@register([Page, Event, Publication, FundingOpportunity])
class TextTranslation(TranslationOptions):
    """Where a language has no text, visitors get the first that has one."""

    fields = ("title", "summary", "text")
    fallback_languages = {"default": CODES}


# Only now do the models have their columns of each language. The untranslated column repeats one of them.
TEXTS = TextTranslation.fields
for model in (Page, Event, FundingOpportunity):
    simple_history.register(model, excluded_fields=TEXTS)
simple_history.register(
    Publication,
    excluded_fields=TEXTS,
    m2m_fields=[Publication._meta.get_field(name) for name in ("organisations", "projects")],
)
