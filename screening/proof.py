"""A small proof of work, as ALTCHA has it: costs a visitor's browser a second, and a script one for every form.

No script, no proof: then the confirmation of the address carries the weight alone, or, where nobody confirms it, the
other layers do.
"""

import json
from base64 import b64decode
from datetime import timedelta

from altcha import create_challenge_v1, verify_solution_v1
from django.conf import settings
from django.utils import timezone

from accounts.counting import count

HARDNESS = 60_000  # hashes at most; a phone makes some 50,000 a second
LASTS = timedelta(hours=6)
MOST_LETTERS = 2000


def new_challenge():
    """Return a challenge as the text that the page hands to its worker."""
    challenge = create_challenge_v1(max_number=HARDNESS, hmac_key=_keys()[0], expires=timezone.now() + LASTS)
    return json.dumps(challenge.to_dict())


def is_proof(solution):
    """Return whether a solution solves a challenge of ours that has not run out and was not used before."""
    if not solution or len(solution) > MOST_LETTERS:
        return False
    try:
        is_right = any(verify_solution_v1(solution, key)[0] for key in _keys())
    # What a stranger may send instead of a solution.
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return False
    return is_right and count(f"proof:{_signature_of(solution)}", LASTS.total_seconds()) == 1


def _signature_of(solution):
    return json.loads(b64decode(solution))["signature"]


def _keys():
    """The key of new challenges, and those of challenges that may still be open."""
    return [f"altcha:{key}" for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
