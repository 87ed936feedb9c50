"""Websites of others on this machine: each host of the town behaves as a test tells it to."""

import asyncio
import datetime
import socket
import ssl
import threading
import time

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from upkeep.looking import Looker

# The town stands at an address of this machine that only tests may connect to; what is private stands at the other one.
TOWN, PRIVATE = "127.0.0.2", "127.0.0.1"
PATIENCE = 1
# The only host whose certificate is right.
SAFE = "safe.example"


def page(text="A page with words of its own about courses, people and places.", title="Courses", **options):
    html = f"<!doctype html><html><head><title>{title}</title></head><body><p>{text}</p></body></html>"
    return lambda request: web.Response(text=html, content_type="text/html", **options)


def status(number, text="", **headers):
    return lambda request: web.Response(status=number, text=text, headers=headers)


def redirect(to, number=301):
    return status(number, Location=to)


async def hang(request):
    await asyncio.sleep(30)


async def drip(request):
    """Answer at once, and then word by word for ever."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    for _second in range(300):
        await response.write(b"word ")
        await asyncio.sleep(0.1)
    return response


class Town:
    """hosts: name -> handler, or dict of path -> handler; robots: name -> handler of its robots.txt.

    unknown: names that do not exist; without_answer: those of which the resolver cannot tell; private: those that lead
    to this machine. asked: (host, path, headers, time) of all requests.
    """

    def __init__(self):
        self.hosts, self.robots, self.asked, self.sent = {}, {}, [], 0
        self.unknown, self.without_answer, self.private, self.broken = set(), set(), set(), set()

    def paths_of(self, host):
        return [path for asked, path, _headers, _at in self.asked if asked == host]

    async def answer(self, request):
        host = request.host.partition(":")[0]
        self.asked.append((host, request.path_qs, dict(request.headers), time.monotonic()))
        if request.path == "/robots.txt":
            found = self.robots.get(host, status(404))
        else:
            found = self.hosts.get(host, status(404))
            found = found.get(request.path_qs, status(404)) if isinstance(found, dict) else found
        response = found(request)
        return await response if asyncio.iscoroutine(response) else response

    async def pour(self, request):
        """Answer with more than anybody wants to read."""
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _part in range(10_000):
            await response.write(b"<p>word word word</p>" * 500)
            self.sent += 10_500
        return response

    async def open(self):
        self.runner = web.AppRunner(self._app(), handle_signals=False, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        plain, secure = web.TCPSite(self.runner, TOWN, 0), web.TCPSite(self.runner, TOWN, 0, ssl_context=context)
        await plain.start()
        await secure.start()
        nonsense = await asyncio.start_server(self._nonsense, TOWN, 0)
        ports = [site._server.sockets[0].getsockname()[1] for site in (plain, secure)]
        self.ports = dict(zip((80, 443), ports, strict=True))
        self.nonsense_port, self.nonsense = nonsense.sockets[0].getsockname()[1], nonsense

    def _app(self):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.answer)
        return app

    async def _nonsense(self, reader, writer):
        writer.write(b"This is no HTTP\r\n\r\n")
        await writer.drain()
        writer.close()

    async def close(self):
        self.nonsense.close()
        await self.runner.cleanup()
        # Those that still answer somebody who has long gone.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class Directory(AbstractResolver):
    """Tells of the hosts of a town where they stand."""

    def __init__(self, town):
        self.town, self.asked = town, []

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.asked.append(host)
        if host in self.town.unknown:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host in self.town.without_answer:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        port = self.town.nonsense_port if host in self.town.broken else self.town.ports[port]
        address = PRIVATE if host in self.town.private else TOWN
        return [{"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self):
        pass


def make_certificate(folder):
    """Return the path of a file with a key and a certificate of the one safe host, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SAFE)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SAFE)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("town"))


@pytest.fixture
def town(certificate):
    """A Town whose hosts answer from a thread of their own."""
    town, loop = Town(), asyncio.new_event_loop()
    town.certificate = certificate
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(town.open(), loop).result(10)
    yield town
    asyncio.run_coroutine_threadsafe(town.close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def make_looker(town):
    """Return a function that makes a Looker for the town, with options as Looker takes them."""

    def make(**options):
        tls = ssl.create_default_context(cafile=str(town.certificate))
        usual = {"may_connect": lambda address: address == TOWN, "rest": 0, "patience": PATIENCE, "tls": tls}
        return Looker(resolver=Directory(town), **usual | options)

    return make


@pytest.fixture
def look(make_looker):
    """Return a function: address, names, options of Looker -> LinkLook."""

    def look_at(address, names=(), **options):
        async def run():
            async with make_looker(**options) as looker:
                return await looker.look_at(address, names)

        return asyncio.run(run())

    return look_at
