import simple_history
from modeltranslation.translator import TranslationOptions, register

from newsletter.models import Issue
from taxonomy.texts import CODES


@register(Issue)
class IssueTranslation(TranslationOptions):
    """Where a language has no text, readers get the first that has one."""

    fields = ("title", "text")
    fallback_languages = {"default": CODES}


# Going back to a version brings back texts and nothing else: how far an issue has gone is no matter of editing.
NOT_IN_VERSIONS = ("state", "send_at", "started_at", "finished_at", "recipients")
simple_history.register(Issue, excluded_fields=(*IssueTranslation.fields, *NOT_IN_VERSIONS))
