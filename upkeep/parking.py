"""How a page looks whose domain somebody keeps only to sell it, or to earn from advertisements on it.

Each sign alone is found on honest pages as well, so several have to come together, and one of them has to be strong.
"""

import re
from html import unescape

import nh3

from search.text import fold

FEWEST_SIGNS = 2
STRONG = {"seller", "sold by", "for sale"}
FEW_WORDS = 40
# Where such pages are kept, and where their scripts come from.
SELLERS = (
    *("above.com", "afternic.com", "bodis.com", "buydomains.com", "dan.com", "domainmarket.com", "domainsponsor.com"),
    *("efty.com", "hugedomains.com", "ifdnzact.com", "namedrive.com", "parkingcrew.net", "parklogic.com"),
    *("sedo.com", "sedoparking.com", "skenzo.com", "undeveloped.com", "uniregistry.com", "voodoo.com"),
    # What two of them serve their pages from.
    *("d38psrni17bvxu.cloudfront.net", "img1.wsimg.com/parking-lander"),
)
SELLER = re.compile(
    rf"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//(?:[\w-]+\.)*(?:{"|".join(map(re.escape, SELLERS))})"""
)
FOR_SALE = [
    fold(phrase)
    for phrase in (
        *("domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain"),
        *("this domain is parked", "domain is available for purchase", "make an offer for this domain"),
        *("inquire about this domain", "domain parking"),
        *("diese domain steht zum verkauf", "diese domain kaufen", "domain zu verkaufen"),
        *("ce nom de domaine est a vendre", "domaine est a vendre", "acheter ce domaine"),
        *("домен продається", "домен продается", "купити цей домен"),
        *("النطاق للبيع", "الدومين للبيع"),
    )
]
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def title_of(page):
    """Return the title of a page of HTML as a person reads it."""
    found = TITLE.search(page)
    return " ".join(unescape(found[1]).split()) if found else ""


def signs_of_parking(page, *, asked, answering):
    """Return the signs that a page bears of being parked, as a list of words.

    page: its HTML; asked, answering: the names of the hosts of the address and of where it led to.
    """
    text = fold(unescape(nh3.clean(page, tags=set())))
    title = fold(title_of(page))
    found = {
        "seller": _is_of(answering, SELLERS),
        "sold by": bool(SELLER.search(page)),
        "for sale": any(phrase in text or phrase in title for phrase in FOR_SALE),
        "named like its host": title in {fold(asked), fold(asked.removeprefix("www."))},
        "hardly a word": len(text.split()) < FEW_WORDS,
    }
    return [sign for sign, is_there in found.items() if is_there]


def is_parked(signs):
    return len(signs) >= FEWEST_SIGNS and not STRONG.isdisjoint(signs)


def _is_of(host, domains):
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
