from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script

from entries.validators import validate_cities


class Checklist(forms.CheckboxSelectMultiple):
    """Checkboxes of a long vocabulary, the ticked ones first; a script adds a box that filters them."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "checklist"} | (attrs or {}), choices)

    def optgroups(self, name, value, attrs=None):
        return sorted(super().optgroups(name, value, attrs), key=lambda group: not group[1][0]["selected"])

    class Media:
        js = [Script("js/curating.js", type="module")]


class Lines(AdminTextareaWidget):
    """Several lines, as they are stored: what a browser sends ends them in two characters, and nobody changed them."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class ThemesField(forms.ModelMultipleChoiceField):
    widget = Checklist


class CitiesField(forms.ModelMultipleChoiceField):
    """Names the country as well: several have a Cambridge."""

    widget = Checklist

    def label_from_instance(self, city):
        return f"{city.name} ({city.country.code})"

    def clean(self, value):
        cities = super().clean(value)
        validate_cities(cities)
        return cities
