from django import forms


class Text(forms.Textarea):
    """A box for more than a line. A line break counts as one character, as it does in the browser, which sends two."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value and value.replace("\r\n", "\n")
