"""The proof of work: right once, and never when it is forged, late or nonsense."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta

import pytest

from screening import proof
from tests.screening.proving import encoded, new_solution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def easy(monkeypatch):
    monkeypatch.setattr(proof, "HARDNESS", 50)


def test_a_solution_is_a_proof_once():
    solution = new_solution()
    assert proof.is_proof(solution)
    assert not proof.is_proof(solution)
    assert proof.is_proof(new_solution())


@pytest.mark.parametrize(
    "change",
    [
        {"number": 51},
        {"signature": "0" * 64},
        {"algorithm": "MD5"},
        {"salt": "anything?expires=99999999999&"},
        {"challenge": "0" * 64},
    ],
)
def test_a_forged_solution_is_none(change):
    solution = json.loads(b64decode(new_solution()))
    assert not proof.is_proof(encoded(solution | change))


def test_a_solution_in_another_key_is_none(settings):
    solution = new_solution()
    settings.SECRET_KEY = "another"
    assert not proof.is_proof(solution)


def test_a_solution_in_the_former_key_still_is_one(settings):
    solution = new_solution()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert proof.is_proof(solution)
    assert not proof.is_proof(solution)


def test_a_solution_runs_out(time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    solution = new_solution()
    time_machine.shift(proof.LASTS + timedelta(seconds=1))
    assert not proof.is_proof(solution)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "nonsense",
        "\0",
        "x" * 5000,
        *(
            b64encode(text).decode()
            for text in (b"[]", b"1", b"null", b"{}", b"\xff", b"[" * 1400, b'{"number": "\\ud800"}')
        ),
        encoded({"algorithm": "SHA-256", "challenge": [], "number": {}, "salt": 1, "signature": None}),
        encoded({"algorithm": [], "challenge": "", "number": 1, "salt": "\ud800", "signature": ""}),
    ],
    ids=range(13),
)
def test_nonsense_is_no_proof_and_no_error(nonsense):
    assert proof.is_proof(nonsense) is False
