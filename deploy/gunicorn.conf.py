"""How gunicorn serves the directory, on a laptop and in production. WEB_CONCURRENCY: how many workers."""

import contextlib
import ctypes
import gc
import logging
import os
import socket
import struct

from gunicorn.http import message
from gunicorn.workers import gthread

bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "deploy.gunicorn_worker.Worker"
# Loaded before the workers are forked, which then share most of their memory.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - heartbeats off the disk
# A visitor who says nothing for so many seconds in the middle of a request is let go, or eight such visitors would hold
# all threads. Who says a little now and then is the proxy's to keep off: deploy/nginx.conf.
PATIENCE = 2
M_ARENA_MAX = -8  # of mallopt() in malloc.h of glibc
# One that has said nothing at all yet waits outside of the threads.
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.1
timeout = 30
graceful_timeout = 10
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
# A pasted page of text, six characters a letter in Arabic, gets the site's own notice, and what is longer than the site
# reads its own page (dsi_directory/lengths.py), instead of a bare 414; gunicorn itself knows only 8,190 bytes or no
# limit at all.
limit_request_line = message.MAX_REQUEST_LINE = 512 * 1024
# What headers say of scheme, script and path is Django's to judge, by BEHIND_PROXY; names that WSGI would mix up are
# left out.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
header_map = "drop"
loglevel = "warning"
logger_class = "deploy.gunicorn_logger.Logger"


def was_patient(record):
    """Return whether a line of the log is about anything but a visitor who was let go."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))


def share_what_is_freed():
    """Let the threads of a worker have one store of memory, where the C library is glibc.

    It gives each a store of its own otherwise, so that what a large page took in one thread serves no other: 60 MB of a
    worker among 100,000 entries. Python's own lock lets one thread at a time ask for memory anyway.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def when_ready(server):
    """Put an end to silence, and set memory and the garbage collector.

    Connections inherit the limit from the socket that takes them in.
    """
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PATIENCE, 0))
    logging.getLogger("gunicorn.error").addFilter(was_patient)
    share_what_is_freed()
    spare_the_collector()


def spare_the_collector():
    """Keep the garbage collector off what the site is made of: it never goes, and looking through it takes 50 ms.

    Done before the workers are forked, it also keeps the memory that they share from being copied. What a page was made
    of lies in a cycle, as Django's contexts do, and is found by the second of the collector's rounds: 5 MB of each page
    of a sitemap or a table of the admin. A round each 10,000 objects lets one of them wait instead of four, 19 MB; what
    grew old while its page was made is found after five such rounds instead of forty, 8 MB. Neither takes time that
    could be measured.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 2, 5)
