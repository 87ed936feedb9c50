"""Controls that are drawn without templates are those that Django's templates draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from accounts.directions import DirectedRenderer

ODD = "a<b> & \"c\" 'd'"
RENDERERS = (DirectedRenderer, DjangoTemplates)
CHOICES = [("", "None"), (ODD, ODD), (2015, 2015), ("Group <1>", [("x", "X"), (True, "Yes")])]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        *[(widget, value) for widget in (forms.Select, forms.RadioSelect) for value in ("", ODD, 2015, "x", None)],
        *[(widget, [ODD, "x"]) for widget in (forms.SelectMultiple, forms.CheckboxSelectMultiple)],
        *[
            (widget, value)
            for widget in (forms.TextInput, forms.HiddenInput, forms.NumberInput)
            for value in (ODD, 0, None)
        ],
        *[(widget, ODD) for widget in (forms.EmailInput, forms.URLInput, forms.TelInput, forms.SearchInput)],
        *[(widget, "2026-11-29") for widget in (forms.DateInput, forms.TimeInput, forms.DateTimeInput)],
        *[(forms.CheckboxInput, value) for value in (True, False, ODD)],
        (forms.PasswordInput, ODD),
        (forms.SplitDateTimeWidget, None),
    ],
)
@pytest.mark.parametrize("attrs", [{}, {"id": "id_<x>", "class": "k", "required": True, "disabled": False, "max": 9}])
def test_a_control_is_drawn_as_by_its_template(widget, value, attrs):
    options = {"choices": CHOICES} if issubclass(widget, forms.widgets.ChoiceWidget) else {}
    control = widget(**options)
    drawn, expected = [control.render("name<", value, attrs, renderer=renderer()) for renderer in RENDERERS]

    assert parse_html(drawn) == parse_html(expected)


def test_each_box_of_a_list_is_drawn_with_and_without_its_label():
    class Form(forms.Form):
        boxes = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)

    drawn, expected = [
        [
            parse_html(html)
            for box in Form({"boxes": ["x"]}, renderer=renderer())["boxes"]
            for html in (box.tag(), str(box))
        ]
        for renderer in RENDERERS
    ]

    assert drawn == expected
