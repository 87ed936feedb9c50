"""Connections that have had their answer, and that the loop of a worker looks after."""

import selectors
import socket
from contextlib import closing

import pytest
from gunicorn.config import Config

from deploy.gunicorn_worker import MOST_BYTES, MOST_CONNECTIONS, Worker


@pytest.fixture
def worker():
    worker = Worker(0, 0, [], None, 30, Config(), None)
    with closing(worker.tmp), closing(selectors.DefaultSelector()) as worker.poller:
        yield worker


def answered(worker):
    """Return the visitor's end of a connection that the worker has just answered, and the worker's."""
    visitor, own = socket.socketpair()
    worker.close(own, graceful=True)
    return visitor, own


def look(worker):
    """Do what the loop does with sockets that have something to say."""
    for key, _events in worker.poller.select(0):
        key.data(key.fileobj)


def test_it_is_closed_when_its_other_end_is(worker):
    visitor, own = answered(worker)
    look(worker)
    assert (worker.nr_conns, visitor.recv(1)) == (1, b"")

    visitor.close()
    look(worker)
    assert (worker.nr_conns, own.fileno()) == (0, -1)


def test_it_is_closed_when_its_time_is_over(worker):
    with closing(answered(worker)[0]):
        worker.murder_pending()
        assert worker.nr_conns == 1
        worker.answered[0][0] = 0
        worker.murder_pending()
        assert worker.nr_conns == 0


def test_it_is_closed_when_too_much_is_sent(worker):
    visitor, own = answered(worker)
    with closing(visitor):
        for _time in range(MOST_BYTES // 4096):
            visitor.sendall(b"x" * 4096)
            look(worker)
        assert worker.nr_conns == 1
        visitor.sendall(b"x")
        look(worker)
        assert (worker.nr_conns, own.fileno()) == (0, -1)


def test_of_too_many_the_oldest_is_closed(worker):
    visitors = [answered(worker) for _number in range(MOST_CONNECTIONS + 2)]
    assert worker.nr_conns == MOST_CONNECTIONS
    assert [own.fileno() == -1 for _visitor, own in visitors[:3]] == [True, True, False]
    for visitor, own in visitors:
        visitor.close()
        own.close()


def test_one_that_was_closed_in_the_same_round_is_left_alone(worker):
    """Its end and the moment at which there are too many may come together."""
    visitor, own = answered(worker)
    [entry] = worker.answered
    visitor.close()
    [(key, _events)] = worker.poller.select(0)
    worker.hang_up(entry)
    key.data(key.fileobj)

    assert (worker.nr_conns, own.fileno(), len(worker.answered)) == (0, -1, 0)


def test_one_that_is_gone_already_is_closed_at_once(worker):
    visitor, own = socket.socketpair()
    visitor.close()
    own.close()
    worker.close(own, graceful=True)

    assert (worker.nr_conns, len(worker.answered)) == (0, 0)
