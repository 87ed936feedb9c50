"""The cache of pages, whose failure costs time and never a page."""

import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TooSlow
from redis.retry import Retry

logger = logging.getLogger(__name__)
REST = 10  # seconds in which nobody asks a server that has just failed
# Making a page takes less than waiting for one that is kept.
IMPATIENT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}


class ForgivingRedisCache(RedisCache):
    """Redis, which may be away, full or slow: then nothing is found, nothing is kept, and the log has a line."""

    # Of the process: each thread has an instance of its own.
    asleep_until = 0.0
    silent_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params)
        self._options = {**self._options, **IMPATIENT}

    def _or(self, otherwise, call, *args, **kwargs):
        if time.monotonic() < ForgivingRedisCache.asleep_until:
            return otherwise
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._note(error)
            return otherwise

    def _note(self, error):
        """Leave a server alone that cannot be reached; one that is full still knows what it has."""
        now = time.monotonic()
        if isinstance(error, (Unreachable, TooSlow, OSError)):
            ForgivingRedisCache.asleep_until = now + REST
        if now >= ForgivingRedisCache.silent_until:
            ForgivingRedisCache.silent_until = now + REST
            logger.warning("The cache fails, pages come from the database: %s", error)

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def set(self, *args, **kwargs):
        return self._or(None, super().set, *args, **kwargs)

    def add(self, *args, **kwargs):
        return self._or(False, super().add, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._or(delta, super().incr, key, delta, version)

    def delete(self, *args, **kwargs):
        return self._or(False, super().delete, *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._or(None, super().delete_many, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._or(False, super().touch, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._or(False, super().has_key, *args, **kwargs)

    def clear(self):
        return self._or(False, super().clear)

    def get_many(self, *args, **kwargs):
        return self._or({}, super().get_many, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._or([*data], super().set_many, data, *args, **kwargs)
