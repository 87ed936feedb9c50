from django import template

from entries import dates, wording

register = template.Library()

for each in (
    dates.day,
    dates.in_words,
    dates.instant,
    dates.local_day,
    dates.local_moment,
    dates.short_month,
    dates.weekday_and_day,
    wording.and_list,
    wording.city_with_country,
    wording.comma_list,
    wording.full_address,
    wording.is_address,
    wording.isolated,
    wording.labelled,
    wording.language_names,
    wording.languages_in_short,
    wording.linked_names,
    wording.places_of,
    wording.places_in_short,
    wording.short_address,
    wording.site_of,
):
    register.filter(each)

for each in (dates.today, wording.colon, wording.comma):
    register.simple_tag(each)
