"""gunicorn's worker with threads, which does not wait until those it has answered hang up."""

import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

MOST_SECONDS = 2
MOST_BYTES = 65_536
MOST_CONNECTIONS = 200


class Worker(ThreadWorker):
    """Its loop looks after connections that have had their answer beside all others.

    What a visitor still sends after the answer has to be read, or they may not see all of it (RFC 9112, 9.6). gunicorn
    waits for that in the loop that takes connections in: who asks for `Connection: close` and then keeps the line open
    stops all of a worker for two seconds, and twenty of them for forty.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.answered = deque()  # [when to hang up, socket, bytes read], the first that came first

    def finish_request(self, conn, fs):
        """Do as gunicorn does with a TConn and the future of its request, but for the waiting."""
        conn.close = partial(self.close, conn.sock)
        try:
            super().finish_request(conn, fs)
        finally:
            del conn.close

    def close(self, sock, graceful=False):
        """Close a socket, once its other end does where graceful."""
        if not graceful:
            util.close(sock)
            return
        entry = [time.monotonic() + MOST_SECONDS, sock, 0]
        try:
            sock.shutdown(socket.SHUT_WR)
            sock.setblocking(False)
            self.poller.register(sock, EVENT_READ, partial(self.read_on, entry))
        except (OSError, ValueError, KeyError):
            util.close(sock)
            return
        self.answered.append(entry)
        # It counts as open, so that a worker that stops waits for it as well.
        self.nr_conns += 1
        if len(self.answered) > MOST_CONNECTIONS:
            self.hang_up(self.answered[0])

    def read_on(self, entry, sock):
        """Read what comes after an answer, and close where that is its end or too much."""
        try:
            size = len(sock.recv(4096))
        except OSError:
            size = 0
        entry[2] += size
        if not size or entry[2] > MOST_BYTES:
            self.hang_up(entry)

    def hang_up(self, entry):
        """Close a socket whose time is over, unless it was closed earlier in the same round of the loop."""
        if entry not in self.answered:
            return
        self.answered.remove(entry)
        self.poller.unregister(entry[1])
        util.close(entry[1])
        self.nr_conns -= 1

    def murder_pending(self):
        """Do as gunicorn does in each round of its loop with those who say nothing, and hang up on those answered."""
        super().murder_pending()
        while self.answered and self.answered[0][0] <= time.monotonic():
            self.hang_up(self.answered[0])
