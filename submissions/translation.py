import simple_history
from modeltranslation.translator import TranslationOptions, register

from submissions.models import Intake, Reply


@register(Intake)
class IntakeTranslation(TranslationOptions):
    fields = ("message",)


@register(Reply)
class ReplyTranslation(TranslationOptions):
    fields = ("reason", "text")


# Only now does the model have its columns of each language, and the history needs them all.
simple_history.register(Intake)
