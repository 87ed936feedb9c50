"""Looks at pages of others: whether they answer, and what became of those that do not.

Whoever runs them is told who asks and how to stop it, and is asked slowly; what they answer is read up to a limit and
kept nowhere. No answer, and no name, leads to an address that is not public: `docs/decisions/watching-links.md`.
"""

import asyncio
import socket
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import aiohttp
from aiohttp.resolver import ThreadedResolver
from django.conf import settings
from protego import Protego
from yarl import URL

from search.text import fold
from upkeep.judging import LinkLook
from upkeep.models import LONGEST_ADDRESS, LinkOutcome
from upkeep.parking import is_parked, signs_of_parking, title_of
from upkeep.public import is_public

# By this name a robots.txt speaks of us.
ROBOT = "dsi-link-check"
AT_ONCE = 20
# Seconds for a whole answer, and between two requests to one host unless it asks for more.
PATIENCE = 10
REST = 2
# Who asks for more rest than this wants to be left alone.
LONGEST_REST = 30
MOST_REDIRECTS = 5
MOST_OF_A_PAGE = 64 * 1024
# RFC 9309, 2.5: what has to be read of it at least.
MOST_OF_ROBOTS = 500 * 1024
PORTS = {"http": 80, "https": 443}
PERMANENT, TEMPORARY = {301, 308}, {302, 303, 307}
NOT_THERE = {404, 410}
REFUSALS = {401, 403, 429}
# A name shorter than this stands in many titles.
SHORTEST_NAME = 4


class NotPublicError(OSError):
    """A name leads to an address that is not everybody's. All of them say the same, so that of several one is told."""

    def __init__(self):
        super().__init__("not a public address")


class _EndError(Exception):
    """A look is over before there was a page."""

    def __init__(self, outcome, status=None):
        super().__init__(outcome)
        self.outcome, self.status = outcome, status


@dataclass(frozen=True)
class _Answer:
    url: URL
    status: int
    location: str
    kind: str
    body: bytes

    @property
    def html(self):
        return self.body.decode("utf-8", "replace") if "html" in self.kind else ""


@dataclass
class _Host:
    """A host that is asked one thing at a time. free_at: when it may be asked again.

    robots: scheme -> its rules, None where it has none, or the _EndError of asking for them; learning: held meanwhile.
    """

    free_at: float = 0
    rest: float = REST
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    learning: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: dict = field(default_factory=dict)


class Looker:
    """Looks at pages, within `async with`; what it learned of a host it keeps for so long.

    resolver, tls and may_connect stand in for those of the network in tests: an aiohttp resolver, an SSLContext, and a
    function of an IP address.
    """

    def __init__(self, *, resolver=None, tls=True, may_connect=is_public, rest=REST, patience=PATIENCE):
        self.resolver, self.tls, self.may_connect = resolver, tls, may_connect
        self.rest, self.patience = rest, patience
        self.hosts = defaultdict(lambda: _Host(rest=rest))

    async def __aenter__(self):
        self.resolver = self.resolver or ThreadedResolver()
        self.places = asyncio.Semaphore(AT_ONCE)
        self.session = aiohttp.ClientSession(
            # Every connection begins with a socket made for the very address that it will go to.
            connector=aiohttp.TCPConnector(
                resolver=self.resolver, socket_factory=self._socket, ssl=self.tls, force_close=True, limit=AT_ONCE
            ),
            # Neither kept nor sent back.
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self.patience),
            headers={
                "User-Agent": f"{ROBOT}/1 (+{settings.SITE_URL}/; to stop it: User-agent: {ROBOT} in robots.txt)",
                "Accept": "text/html,*/*;q=0.5",
                # What is not packed cannot unpack into more than was asked for.
                "Accept-Encoding": "identity",
            },
            auto_decompress=False,
            max_line_size=LONGEST_ADDRESS * 16,
            max_field_size=64 * 1024,
        )
        return self

    async def __aexit__(self, *error):
        await self.session.close()

    async def look_at_all(self, names: dict[str, Iterable[str]], until: float) -> list[LinkLook]:
        """Look at addresses; those that would begin after a moment of time.monotonic() are left out.

        names: address -> what is listed with it, by which its site is known elsewhere.
        """

        async def in_time(address):
            async with self.places:
                return await self.look_at(address, names[address]) if time.monotonic() < until else None

        looks = await asyncio.gather(*map(in_time, names))
        return [look for look in looks if look]

    async def look_at(self, address: str, names: Iterable[str] = ()) -> LinkLook:
        try:
            asked = _url(address)
            answer, lasting = await self._follow(asked)
        except _EndError as end:
            return LinkLook(address, end.outcome, end.status)
        return _judged(address, asked, answer, lasting, names)

    async def knows_names(self, addresses: Iterable[str]) -> bool:
        """Return whether the name of any of these is known: where none is, the fault is on this side."""
        for address in addresses:
            try:
                if await self.resolver.resolve(_url(address).raw_host, PORTS["http"]):
                    return True
            except (OSError, _EndError):
                continue
        return False

    async def _follow(self, url):
        """Return the _Answer to which redirects lead, and the last URL up to which all of them are permanent."""
        lasting, is_lasting = url, True
        for _step in range(MOST_REDIRECTS + 1):
            if not await self._is_allowed(url):
                raise _EndError(LinkOutcome.NOT_ALLOWED)
            answer = await self._get(url, MOST_OF_A_PAGE)
            if answer.status not in PERMANENT | TEMPORARY or not answer.location:
                return answer, lasting
            is_lasting = is_lasting and answer.status in PERMANENT
            url = _joined(url, answer.location)
            lasting = url if is_lasting else lasting
        raise _EndError(LinkOutcome.LOOP, answer.status)

    async def _is_allowed(self, url):
        host = self.hosts[url.raw_host]
        async with host.learning:
            if url.scheme not in host.robots:
                try:
                    host.robots[url.scheme] = await self._robots(url)
                except _EndError as end:
                    host.robots[url.scheme] = end
        rules = host.robots[url.scheme]
        if isinstance(rules, _EndError):
            raise rules
        if rules is None:
            return True
        asked_for = rules.crawl_delay(ROBOT) or 0
        host.rest = max(self.rest, asked_for)
        return asked_for <= LONGEST_REST and rules.can_fetch(str(url), ROBOT)

    async def _robots(self, url):
        """Return the rules of a host, None where it has none (RFC 9309, 2.3.1). Raises _EndError where nobody knows."""
        at = url.origin() / "robots.txt"
        for _step in range(MOST_REDIRECTS + 1):
            answer = await self._get(at, MOST_OF_ROBOTS)
            if answer.status not in PERMANENT | TEMPORARY or not answer.location:
                break
            at = _joined(at, answer.location)
        else:
            return None
        if answer.status == 429 or answer.status >= 500:
            raise _EndError(LinkOutcome.REFUSED if answer.status == 429 else LinkOutcome.FAULT, answer.status)
        return Protego.parse(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None

    async def _get(self, url, most):
        """Ask for one page. Raises _EndError where there is no answer."""
        host = self.hosts[url.raw_host]
        async with host.lock:
            await asyncio.sleep(host.free_at - time.monotonic())
            try:
                return await self._asked(url, most)
            except aiohttp.ClientSSLError:
                raise _EndError(LinkOutcome.TLS) from None
            except aiohttp.ClientConnectorDNSError as error:
                is_unknown = getattr(error.os_error, "errno", None) == socket.EAI_NONAME
                raise _EndError(LinkOutcome.NO_NAME if is_unknown else LinkOutcome.UNREACHABLE) from None
            except aiohttp.ClientConnectorError as error:
                is_ours = isinstance(error.os_error, NotPublicError)
                raise _EndError(LinkOutcome.NOT_PUBLIC if is_ours else LinkOutcome.UNREACHABLE) from None
            except (aiohttp.InvalidURL, ValueError):
                raise _EndError(LinkOutcome.NO_ADDRESS) from None
            except TimeoutError:
                raise _EndError(LinkOutcome.TIMEOUT) from None
            except (aiohttp.ClientError, OSError):
                raise _EndError(LinkOutcome.UNREACHABLE) from None
            finally:
                host.free_at = time.monotonic() + host.rest

    async def _asked(self, url, most):
        body = bytearray()
        async with self.session.get(url, allow_redirects=False) as response:
            try:
                async for part in response.content.iter_chunked(most):
                    body += part
                    if len(body) >= most:
                        break
            except (TimeoutError, aiohttp.ClientError):
                pass  # It has answered; what is missing of its text is missing.
            return _Answer(
                url, response.status, response.headers.get("Location", ""), response.content_type, bytes(body[:most])
            )

    def _socket(self, info):
        """Make the socket for one connection, of an address as getaddrinfo() tells it."""
        family, kind, protocol, _name, address = info
        if not self.may_connect(address[0]):
            raise NotPublicError
        return socket.socket(family, kind, protocol)


def _url(address):
    """Return an address as a URL. Raises _EndError on one not to be asked: with credentials, or at an odd port."""
    try:
        url = URL(address).with_fragment(None)
        is_one = url.scheme in PORTS and bool(url.raw_host) and url.port == PORTS[url.scheme]
    except ValueError:
        is_one = False
    if not is_one or url.raw_user is not None or url.raw_password is not None:
        raise _EndError(LinkOutcome.NO_ADDRESS)
    return url


def _joined(url, location):
    try:
        return _url(str(url.join(URL(location))))
    except ValueError:
        raise _EndError(LinkOutcome.NO_ADDRESS) from None


def _judged(address, asked, answer, lasting, names):
    status = answer.status
    if status in NOT_THERE:
        return LinkLook(address, LinkOutcome.NOT_FOUND, status)
    if status in REFUSALS:
        return LinkLook(address, LinkOutcome.REFUSED, status)
    if not 200 <= status < 300:
        return LinkLook(address, LinkOutcome.FAULT, status)
    signs = tuple(signs_of_parking(answer.html, asked=asked.raw_host, answering=answer.url.raw_host))
    if is_parked(signs):
        return LinkLook(address, LinkOutcome.PARKED, status, signs=signs)
    if not _is_moved(asked, lasting):
        return LinkLook(address, LinkOutcome.ANSWERED, status, signs=signs)
    is_same = _is_of_one_site(asked, answer.url) or _is_named(title_of(answer.html), names)
    return LinkLook(address, LinkOutcome.MOVED, status, str(lasting), is_same, signs)


def _is_moved(asked, lasting):
    """Return whether a permanent redirect leads to another address than one of the same site's own first page."""
    if len(str(lasting)) > LONGEST_ADDRESS:
        return False
    if asked.path.strip("/") or asked.query_string:
        return asked != lasting
    return asked.origin() != lasting.origin()


def _is_of_one_site(asked, answering):
    """Return whether one host is the other one, or a part of it."""
    one, other = (url.raw_host.removeprefix("www.") for url in (asked, answering))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _is_named(title, names):
    title = f" {fold(title)} "
    return any(f" {fold(name)} " in title for name in names if len(fold(name)) >= SHORTEST_NAME)
