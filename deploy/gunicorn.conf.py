"""How gunicorn serves the directory, on a laptop and in production. WEB_CONCURRENCY: how many workers."""

import gc
import os

from gunicorn.http import message

bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# Loaded before the workers are forked, which then share most of their memory.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - heartbeats off the disk
timeout = 30
graceful_timeout = 10
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
# A pasted page of text, six characters a letter in Arabic, gets the site's own notice instead of a bare 414; gunicorn
# itself knows only 8,190 bytes or no limit at all.
limit_request_line = message.MAX_REQUEST_LINE = 64 * 1024
loglevel = "warning"


def when_ready(server):
    """Keep the garbage collector off what the site is made of: it never goes, and looking through it takes 50 ms.

    Done before the workers are forked, it also keeps the memory that they share from being copied.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
