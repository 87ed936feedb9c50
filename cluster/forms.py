from django import forms
from django.utils.translation import gettext_lazy as _

from cluster.models import Message, MessageAnswer


class ContactForm(forms.ModelForm):
    """What somebody writes to the curators."""

    class Meta:
        model = Message
        fields = ["name", "email", "text"]
        labels = {
            "name": _("Your name, if you like"),
            "email": _("Your e-mail address"),
            "text": _("Your message"),
        }
        help_texts = {"email": _("So that we can reply. It is not published.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
            "text": forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        }

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class AnswerForm(forms.ModelForm):
    """What a curator answers. seen: how many answers stood beside the message when its page was opened."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = MessageAnswer
        fields = ["text"]
        labels = {"text": "Your answer"}
        widgets = {"text": forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "dir": "auto"})}
