"""Solves the proof of work of a form as a browser does."""

import json
from base64 import b64encode

from altcha import solve_challenge_v1

from screening import proof


def solved(challenge):
    """Return the solution of a challenge as the form sends it."""
    given = json.loads(challenge)
    number = solve_challenge_v1(given["challenge"], given["salt"], given["algorithm"], given["maxNumber"]).number
    return encoded({name: given[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number})


def encoded(solution):
    return b64encode(json.dumps(solution).encode()).decode()


def new_solution():
    return solved(proof.new_challenge())
