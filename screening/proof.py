"""A small proof of work, as ALTCHA has it: costs a visitor's browser a second, and a script one for every form.

No script, no proof: then the confirmation of the address carries the weight alone, or, where nobody confirms it, the
other layers do.
"""

import json
from base64 import b64decode
from datetime import timedelta

from altcha import create_challenge_v1, verify_solution_v1
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

HARDNESS = 60_000  # hashes at most; a phone makes some 50,000 a second
LASTS = timedelta(hours=6)
MOST_LETTERS = 2000


def new_challenge():
    """Return a challenge as the text that the page hands to its worker."""
    challenge = create_challenge_v1(max_number=HARDNESS, hmac_key=_key(), expires=timezone.now() + LASTS)
    return json.dumps(challenge.to_dict())


def is_proof(solution):
    """Return whether a solution solves a challenge of ours that has not run out and was not used before."""
    if not solution or len(solution) > MOST_LETTERS:
        return False
    try:
        is_right, _error = verify_solution_v1(solution, _key())
    # What a stranger may send instead of a solution.
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return False
    return is_right and cache.add(f"proof:{_signature_of(solution)}", 1, int(LASTS.total_seconds()))


def _signature_of(solution):
    return json.loads(b64decode(solution))["signature"]


def _key():
    return f"altcha:{settings.SECRET_KEY}"
