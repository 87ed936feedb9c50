"""What people call the cost and the delivery of an offer, in all languages of the site: the search finds them by it.

Only words that hardly say anything else.
"""

from projects.models.choices import Cost, DeliveryMode

ONLINE = "online онлайн أونلاين"
ON_SITE = "présentiel Präsenz حضوري очно"
WORDS_OF_OFFER = {
    Cost.FREE: "free kostenlos kostenfrei gratis gratuit gratuite مجاني مجانا مجانية безкоштовно безкоштовний "
    "безкоштовна безкоштовні",
    DeliveryMode.ONLINE: ONLINE,
    DeliveryMode.ON_SITE: ON_SITE,
    DeliveryMode.BOTH: f"{ONLINE} {ON_SITE}",
}
