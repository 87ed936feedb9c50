from django import template

from screening.labels import explained
from screening.verdict import SPAM_FROM, SUSPICIOUS_FROM

register = template.Library()


@register.inclusion_tag("admin/screening/_signals.html")
def signals(rows):
    """What the screen said of something, from the rows that are stored with it; wants css/review.css."""
    return {
        "rows": explained(rows),
        "score": sum(row["weight"] for row in rows),
        "suspicious": SUSPICIOUS_FROM,
        "spam": SPAM_FROM,
    }
