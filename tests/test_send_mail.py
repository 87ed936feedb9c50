"""The process beside the site that queues newsletters and sends mail."""

from importlib.util import module_from_spec, spec_from_file_location
from types import SimpleNamespace

import pytest
from django.conf import settings

from accounts.sending import Sent


@pytest.fixture
def process(monkeypatch):
    """deploy/send_mail.py, which looks twice and then ends; its `sends` counts how often it looked for mail."""
    spec = spec_from_file_location("send_mail", settings.BASE_DIR / "deploy" / "send_mail.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    looks = iter([False, False, True])
    stopped = SimpleNamespace(set=None, is_set=None, wait=lambda pause: module.pauses.append(pause) or next(looks))
    module.pauses, module.sends, module.closed = [], 0, 0

    def send(_should_stop):
        module.sends += 1
        return Sent()

    def close_all():
        module.closed += 1

    monkeypatch.setattr(module, "threading", SimpleNamespace(Event=lambda: stopped))
    monkeypatch.setattr(module, "signal", SimpleNamespace(SIGTERM=15, SIGINT=2, signal=lambda *_: None))
    monkeypatch.setattr(module, "connections", SimpleNamespace(close_all=close_all))
    monkeypatch.setattr(module, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(module, "send_queued", send)
    return module


def fail(*_, **__):
    raise ValueError


def test_a_fault_in_the_newsletter_stops_no_other_mail(process, monkeypatch, caplog):
    monkeypatch.setattr(process, "call_command", fail)
    process.main()
    assert (process.sends, process.closed) == (2, 2)
    assert "The newsletter cannot be queued; trying again." in caplog.text


def test_a_fault_in_sending_is_noted_and_it_looks_again(process, monkeypatch, caplog):
    monkeypatch.setattr(process, "send_queued", fail)
    process.main()
    assert process.closed == 2
    assert "The mail queue cannot be read; trying again." in caplog.text


def test_while_the_mail_server_is_away_it_looks_less_often(process, monkeypatch):
    monkeypatch.setattr(process, "send_queued", lambda _should_stop: Sent(is_reachable=False))
    process.main()
    assert process.pauses == [5, 60, 60]
