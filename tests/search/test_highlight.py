import re

import pytest
from django.template import Context, Template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import highlight_terms
from search.query import parse

any_text = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Coding in Berlin", "berl", "Coding in <mark>Berlin</mark>"),
        ("In München", "muenchen", "In <mark>München</mark>"),
        ("In Mu\u0308nchen, da", "munchen", "In <mark>Mu\u0308nchen</mark>, da"),
        ("A job fair, a fair job", '"job fair"', "A <mark>job fair</mark>, a fair job"),
        ("تعلم اللُّغَةَ", "اللغة", "تعلم <mark>اللُّغَةَ</mark>"),
        ("برنامج والسكن", "سكن", "برنامج <mark>والسكن</mark>"),
        ("برنامج سكن", "السكن", "برنامج <mark>سكن</mark>"),
        ("برنامج السكن", "الس", "برنامج <mark>السكن</mark>"),
        ("تعلم لغة للاجئين", '"اللغة للاجئين"', "تعلم <mark>لغة للاجئين</mark>"),
        ("دعم للاجئين", "لاجئين", "دعم <mark>للاجئين</mark>"),
        ("A & B <b>", "b", "A &amp; <mark>B</mark> &lt;<mark>b</mark>&gt;"),
        ("R&D amp", "amp", "R&amp;D <mark>amp</mark>"),
        ("Kids and adults", "adults -kids", "Kids and <mark>adults</mark>"),
        ("Free Wi-Fi, wi fi, Wifi", "wi-fi", "Free <mark>Wi-Fi</mark>, <mark>wi fi</mark>, <mark>Wifi</mark>"),
        ("Job-Matchings, matching jobs", "job-matching", "<mark>Job-Matchings</mark>, matching jobs"),
        ("Nothing here", "else", "Nothing here"),
    ],
)
def test_words_that_were_found_are_marked(text, typed, marked):
    assert highlight_terms(text, parse(typed)) == marked


def test_the_filter_escapes_and_takes_no_query_for_an_answer():
    template = Template("{% load search %}{{ text|highlight:query }}")
    assert template.render(Context({"text": "<b>x</b>", "query": None})) == "&lt;b&gt;x&lt;/b&gt;"
    assert template.render(Context({"text": None, "query": parse("x")})) == ""


def test_text_that_is_html_already_is_left_alone():
    html = mark_safe('<a href="/b">b</a>')
    assert highlight_terms(html, parse("b")) == html


@given(any_text, any_text)
def test_without_its_marks_the_result_is_the_escaped_text(text, typed):
    marked = highlight_terms(text, parse(typed))
    assert re.sub("</?mark>", "", marked) == escape(text)
