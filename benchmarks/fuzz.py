"""Sends odd requests to every address of the site, as a visitor, a submitter, a curator and a superuser.

`python -m benchmarks.fuzz --requests 10000` makes a database, fills it, serves it with the site's own gunicorn
configuration, asks, and counts the answers that are the site's own fault (500 and above) and the requests without any
answer. What was asked in such a case stands in var/bench/, and so does what the site logged. A seed always gives the
same requests, to each client of its own. Exits with 1 where anything was the site's own fault.
"""

import argparse
import http.client
import json
import random
import re
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, quote_plus, urlencode

from benchmarks.sites import HOST, WORK, Server, attack, empty_site, manage

ROLES = ("visitor", "visitor", "submitter", "curator", "curator", "superuser")
LONGEST = 30  # seconds that an answer may take
KEPT = 64_000  # bytes of an answer that are looked at
BOUNDARY = "fuzzed"
TOKEN = "f" * 32  # of forged requests: what the cookie says counts, as long as the form says the same
# Role -> where somebody is led whose session has ended.
SPENT = {"submitter": "/mine/sign-in/?next=", "curator": "/admin/login/?next=", "superuser": "/admin/login/?next="}

ODD = [
    *("", " ", "0", "-1", "1.5", "+1", "1_000", "²", "١٢", "9" * 30, "9" * 5000, "1e400", "NaN", "Infinity", "true"),
    *("2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "None", "[]", "{}", "null"),
    *("2026-02-30", "0000-00-00", "10000-01-01", "2026-11-29T25:61", "9999-12-31", "0001-01-01", "12:00", "31.12.2026"),
    *(
        "\0",
        "a\0b",
        "\r\nX-Split: 1",
        "\x1b[31m",
        "\ud800",
        "\u2028",
        "\u202e",
        "\ufeff",
        "İıſß",
        "é" * 300,
        "💥" * 100,
    ),
    *("'", '"', "' OR 1=1 --", "%s%n%(x)s", "{{ 7*7 }}", "{% debug %}", "<script>", "../../etc/passwd", "..%2f", "\\"),
    *("a" * 300, "a" * 20_000, "a " * 2000, "a.b@" + "c" * 300 + ".example", "@", "a@b", "a@[::1]", "é@ü.example"),
    *("http://[", "//evil.example/", "javascript:alert(1)", "http://a" + ".b" * 200, "https://ü.example/ä?ö#"),
    *(
        "00000000-0000-0000-0000-000000000000",
        "zz",
        "id",
        "pk",
        "__all__",
        "-name",
        "name,name",
        "a|b",
        "*",
        "(",
        "\\p",
    ),
]
ODD_BYTES = [b"\xff\xfe", b"%", b"%zz", b"%ed%a0%80", b"%00", b"%c0%80", b"\xf0\x9f\x92\xa5", b"+", b"&&==", b";"]
ODD_METHODS = [
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "PROPFIND",
    "CONNECT",
    "get",
    "X" * 200,
    "G\x00T",
    "GÉT",
    "*",
    "POST ",
]
ODD_PATHS = [
    "//",
    "/.",
    "/..",
    "/%2e%2e/",
    "?",
    "/%00",
    "/%ff",
    "/;a=b",
    "/index.php",
    "%",
    "/" + "a" * 9000,
    "\\",
    "#",
    "/~",
]
PARAMETERS = [
    *("q", "page", "sort", "theme", "city", "region", "country", "status", "language", "since", "year", "lang"),
    *("next", "format"),
    *("o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "app_label", "model_name", "field_name"),
    *("term", "id__exact", "id__in", "id__isnull", "pk__gte", "name__regex", "themes__id__exact", "publication__exact"),
    *(
        "sent",
        "draft",
        "kind",
        "name",
        "website",
        "text",
        "bbox",
        "zoom",
        "size",
        "url",
        "csrfmiddlewaretoken",
        "é",
        "",
    ),
]
TYPES = [
    *("text/plain", "application/json", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", ""),
    *("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense"),
    *(
        "multipart/form-data; boundary=é",
        "multipart/mixed; boundary=x",
        "x" * 500,
        "application/x-www-form-urlencoded;;;",
    ),
]
HEADERS = {
    "Accept-Language": ["de", "xx", "ar;q=9", "a" * 2000, "*;q=x", "de-de-de-de", "\xff", "zh-Hans-CN-x-private"],
    "Accept-Encoding": ["gzip", "br", "*;q=0", "gzip;q=é", "identity;q=0"],
    "Accept": ["application/json", "*", "text/html;q=x", "a/b" * 500],
    "HX-Request": ["true", "false", "é"],
    "HX-Current-URL": ["http://[", "/%ff", "a" * 3000, "javascript:1"],
    "HX-Current-URL-URI-AutoEncoded": ["true"],
    "HX-Target": ["results", "\xff"],
    "HX-Boosted": ["true"],
    "HX-Trigger-Name": ["\xff"],
    "Referer": ["http://[", "https://evil.example/", "é", "/"],
    "Origin": ["null", "http://[", "https://evil.example"],
    "Host": ["evil.example", "[::1", "a" * 500, "127.0.0.1:99999", "", "é", "a,b", "127.0.0.1:x"],
    "Range": ["bytes=0-1", "bytes=9-1", "bytes=-9999999999999", "lines=x", "bytes=0-1,2-3"],
    "If-None-Match": ["*", '"x"', 'W/"', "x" * 3000],
    "If-Modified-Since": [
        "x",
        "Sun, 99 Nov 9999 99:99:99 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Mon, 01 Jan 0000 00:00:00 GMT",
    ],
    "If-Unmodified-Since": ["Sun, 06 Nov 1994 08:49:37 GMT", "x"],
    "If-Match": ['"x"', "*"],
    "X-Forwarded-For": ["1.2.3.4:5678", "[::1]:80", "unknown", "a,b,,", "é", "9" * 500, "::ffff:1.2.3.4%eth0"],
    "X-Forwarded-Proto": ["https", "gopher", "https,http"],
    "X-Forwarded-Host": ["evil.example"],
    "X-HTTP-Method-Override": ["DELETE"],
    "SCRIPT_NAME": ["/evil"],
    "Script-Name": ["/evil"],
    "Path-Info": ["/evil"],
    "Authorization": ["Basic x", "Bearer " + "a" * 4000],
    "Expect": ["100-continue", "x"],
    "Transfer-Encoding": ["identity", "x"],
    "Content-Encoding": ["gzip"],
    "Upgrade": ["websocket"],
    "User-Agent": ["", "a" * 8000, "\xff\xfe"],
    "Cookie": [
        "sessionid=x; csrftoken=x",
        "messages=x",
        "a" * 4000,
        "sessionid",
        "=;=;",
        "é=ü",
        'messages="W1siX19qc29u',
        "django_language=xx",
    ],
}
FILES = [
    ("a.csv", b"id,name\r\n1,x\r\n"),
    ("a.csv", b'\xff\xfe"'),
    ("a.json", b'[{"id": 1e999, "name": null}]'),
    ("a.json", b"[" * 20_000),
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ("a.gif", b"GIF89a\xff\xff\xff\xff"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("a.pdf", b"%PDF-1.7"),
    ("../../a\0.png", b""),
    ("é" * 300 + ".csv", b"name\n\0\n"),
]


class Form(HTMLParser):
    """Reads every field of a page. fields: name -> what it may say."""

    def __init__(self):
        super().__init__()
        self.fields, self.files, self.inside = {}, set(), ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name") or ""
        if tag in ("input", "button", "select", "textarea") and name:
            said = self.fields.setdefault(name, [])
            if attrs.get("type") == "file":
                self.files.add(name)
            if tag in ("input", "button"):
                said.append(attrs.get("value") or "")
        if tag in ("select", "textarea"):
            self.inside = name
        if tag == "option" and self.inside and len(self.fields[self.inside]) < 8:
            self.fields[self.inside].append(attrs.get("value") or "")

    def handle_data(self, data):
        if self.inside and not self.fields[self.inside]:
            self.fields[self.inside].append(data.strip())

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.inside = ""


@dataclass
class Request:
    """What is sent: target and headers as latin-1 text, the body as bytes."""

    method: str
    target: str
    headers: list
    body: bytes = b""
    is_framed: bool = True  # whether its length is told as it is

    def wire(self):
        headers = [*self.headers, ("Content-Length", str(len(self.body)))] if self.is_framed else self.headers
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + self.body


@dataclass
class Asker:
    """One client. found: what was the site's own fault; forms: what was read of the pages so far."""

    world: dict
    environment: dict
    port: int
    dice: random.Random
    sessions: dict
    forms: dict = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    found: list = field(default_factory=list)
    connection: socket.socket | None = None

    def ask(self, number):
        for _number in range(number):
            route, role = self.dice.choice(self.world["routes"]), self.dice.choice(ROLES)
            session = self.dice.choice(self.sessions[role]) if role in self.sessions else ""
            if (route, role) not in self.forms:
                self.read_form(route, role, session)
            request = self.make(route, role, session)
            status, headers, _body = self.send(request)
            self.note(status, role, route, request)
            if session and SPENT[role] in headers.get("Location", "") and session in dict(request.headers)["Cookie"]:
                self.renew(role, session)

    def renew(self, role, session):
        """Forget a session that some request has ended; where there are no more, have new ones made."""
        self.sessions[role].remove(session)
        if not self.sessions[role]:
            self.sessions = sessions_of(manage(self.environment, "-m", "benchmarks.fuzz_world", "people"))

    def read_form(self, route, role, session):
        """Ask for a page as it is meant to be asked for, and keep the fields on it."""
        request = Request("GET", self.fill(route, is_odd=False), self.usual(session))
        status, _headers, body = self.send(request)
        form = Form()
        if status == 200 and b"<html" in body[:KEPT]:
            form.feed(body.decode("utf-8", "replace"))
        self.forms[route, role] = form
        self.note(status, role, route, request)

    def note(self, status, role, route, request):
        """Whoever tells a wrong length is let go without an answer; everybody else gets one.

        501 is the right one to an encoding of the transfer that nobody knows (RFC 9112, 6.1).
        """
        self.statuses[status or "none"] += 1
        if status >= 500 and status != http.HTTPStatus.NOT_IMPLEMENTED if status else request.is_framed:
            self.found.append((status, role, route, request))

    def usual(self, session):
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        network = ".".join(str(self.dice.randrange(1, 255)) for _number in range(4))
        return [("Host", f"{HOST}:{self.port}"), ("Cookie", cookies), ("X-Forwarded-For", network)]

    def fill(self, route, is_odd):
        """Return an address of a route, with something odd in the place of one placeholder if asked."""
        names = re.findall(r"<(\w+)>", route)
        odd = self.dice.choice(names) if names and is_odd else None
        model = ".".join(route.split("/")[2:4])
        for name in names:
            sound = self.world["values"].get(name, ["1"])
            if name in ("object_id", "version"):
                sound = [str(self.world["keys" if name == "object_id" else "versions"].get(model, 1))]
            text = self.dice.choice(ODD if name == odd else sound)
            # The language is a part of the address with its slash.
            safe = "" if odd == name else "/"
            route = route.replace(f"<{name}>", quote(text.encode("utf-8", "surrogatepass"), safe=safe), 1)
        return route

    def make(self, route, role, session):
        dice, form = self.dice, self.forms[route, role]
        address = self.fill(route, is_odd=dice.random() < 0.3)
        if dice.random() < 0.05:
            address += dice.choice(ODD_PATHS)
        if dice.random() < 0.7:
            address += "?" + self.query(form)
        method = dice.choices(["GET", "POST", "HEAD", "OPTIONS", dice.choice(ODD_METHODS)], [45, 42, 4, 3, 6])[0]
        headers = self.usual(session)
        for _number in range(dice.choice([0, 0, 0, 1, 2, 3])):
            name = dice.choice(list(HEADERS))
            if name in ("Host", "Cookie", "X-Forwarded-For") and dice.random() < 0.8:
                continue
            headers = [pair for pair in headers if pair[0] != name] if dice.random() < 0.8 else headers
            headers.append((name, dice.choice(HEADERS[name])))
        request = Request(method, address, headers)
        if method == "POST" or dice.random() < 0.03:
            self.add_body(request, form)
        return request

    def query(self, form):
        dice, pieces = self.dice, []
        for _number in range(dice.choice([1, 1, 2, 3, 8])):
            name = dice.choice([*form.fields, *PARAMETERS])
            if dice.random() < 0.1:
                name += dice.choice(
                    ["__gte", "__in", "__isnull", "__year", "__regex", "__exact", "__range", "[]", "__"]
                )
            said = form.fields.get(name) or ODD
            value = dice.choice(said) if dice.random() < 0.3 else dice.choice(ODD)
            pieces.append("=".join(quote_plus(text.encode("utf-8", "surrogatepass")) for text in (name, value)))
        if dice.random() < 0.1:
            pieces.append(dice.choice(ODD_BYTES).decode("latin-1"))
        return "&".join(pieces)

    def add_body(self, request, form):
        dice = self.dice
        kind = dice.choices(["form", "multipart", "broken", "raw", "type", "many", "length"], [60, 22, 5, 4, 5, 1, 3])[
            0
        ]
        fields = self.typed(form)
        usual = "application/x-www-form-urlencoded"
        body = urlencode([(name, text.encode("utf-8", "surrogatepass")) for name, text in fields]).encode()
        if kind == "multipart" or (form.files and kind == "form"):
            usual, body = f"multipart/form-data; boundary={BOUNDARY}", self.multipart(fields, form)
        elif kind == "broken":
            whole = self.multipart(fields, form)
            usual, body = f"multipart/form-data; boundary={BOUNDARY}", whole[: dice.randrange(len(whole))]
        elif kind == "raw":
            body = dice.randbytes(dice.choice([0, 10, 3000]))
        elif kind == "type":
            usual = dice.choice(TYPES)
        elif kind == "many":
            body = b"&".join(b"a%d=1" % number for number in range(6000))
        elif kind == "length":
            headers = [pair for pair in request.headers if pair[0] != "Content-Length"]
            wrong = dice.choice([str(len(body) + 10), "x", "-1", "", "9" * 40])
            request.headers, request.is_framed = [*headers, ("Content-Length", wrong)], False
        request.headers.append(("Content-Type", usual))
        request.body = body

    def typed(self, form):
        """Return the fields of a form as somebody sends them who gets some of them wrong, as pairs."""
        dice = self.dice
        fields = [
            (name, TOKEN if name == "csrfmiddlewaretoken" else dice.choice(said) if said else "")
            for name, said in form.fields.items()
            if name not in form.files
        ]
        if dice.random() < 0.9 and "csrfmiddlewaretoken" not in form.fields:
            fields.append(("csrfmiddlewaretoken", TOKEN))
        for _number in range(dice.choice([0, 1, 1, 2, 5])):
            name = dice.choice([*form.fields, *PARAMETERS])
            if name == "csrfmiddlewaretoken" and dice.random() < 0.9:
                continue
            if dice.random() < 0.8:
                fields = [pair for pair in fields if pair[0] != name]
            if dice.random() < 0.85:
                fields.append((name, dice.choice(ODD)))
        return fields

    def multipart(self, fields, form):
        names = [*form.files] or ([self.dice.choice(PARAMETERS)] if self.dice.random() < 0.2 else [])
        parts = [(f'name="{name}"', text.encode("utf-8", "surrogatepass")) for name, text in fields]
        for name in names:
            file, content = self.dice.choice(FILES)
            parts.append((f'name="{name}"; filename="{file}"\r\nContent-Type: text/csv', content))
        whole = b""
        for head, content in parts:
            line = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n"
            whole += line.encode("utf-8", "surrogatepass") + content + b"\r\n"
        return whole + f"--{BOUNDARY}--\r\n".encode()

    def send(self, request):
        """Return (status, headers, the beginning of the body); None for a status where no answer came."""
        is_kept = self.connection is not None
        try:
            return self.exchange(request)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            # The server may have closed it just before, as it does with one that lay idle.
            if not is_kept:
                return None, {}, b""
        return self.send(request)

    def exchange(self, request):
        if self.connection is None:
            self.connection = socket.create_connection((HOST, self.port), timeout=LONGEST)
        self.connection.sendall(request.wire())
        response = http.client.HTTPResponse(self.connection, method=request.method)
        response.begin()
        body = response.read()
        is_odd = not request.is_framed or request.method not in ("GET", "POST")
        if response.will_close or is_odd or {"Expect", "Transfer-Encoding"} & {name for name, _text in request.headers}:
            self.hang_up()
        return response.status, response.headers, body

    def hang_up(self):
        if self.connection:
            self.connection.close()
            self.connection = None


def sessions_of(printed):
    return {role: list(keys) for role, keys in json.loads(printed.splitlines()[-1]).items()}


def fuzz(title, make, redis, options):
    """Print what came of the requests to a site on one database; returns whether all is well."""
    log, report = (WORK / f"fuzz-{title.lower()}.{ending}" for ending in ("log", "txt"))
    with make(f"fuzz_{options.seed}") as url:
        settings = {"BEHIND_PROXY": "true", "EMAIL_URL": "dummymail://", "MEDIA_ROOT": str(WORK / "media")}
        environment = empty_site(url, redis, **settings)
        world = json.loads(manage(environment, "-m", "benchmarks.fuzz_world").splitlines()[-1])
        with Server(environment, workers=2, log=log) as server:
            askers = [
                Asker(
                    world,
                    environment,
                    server.port,
                    random.Random(f"{options.seed}-{number}"),
                    {role: keys[number :: options.clients] for role, keys in world["people"].items()},
                )
                for number in range(options.clients)
            ]
            start = time.monotonic()
            with ThreadPoolExecutor(options.clients) as pool:
                each = options.requests // options.clients
                list(pool.map(lambda asker: asker.ask(each), askers))
            seconds = time.monotonic() - start
    statuses = sum((asker.statuses for asker in askers), Counter())
    found = [one for asker in askers for one in asker.found]
    report.write_bytes(
        b"\n\n".join(f"{status} {role} {route}\n".encode() + request.wire() for status, role, route, request in found)
    )
    told = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items(), key=str))
    asked = f"{statuses.total():,} requests in {seconds:.0f} s, {len(world['routes'])} addresses"
    print(f"{title}, seed {options.seed}: {asked}: {told}.")
    logged = log.stat().st_size / statuses.total()
    print(f"  The site's own fault: {len(found)}. It logged {logged:.0f} bytes a request.", flush=True)
    for (status, method, route), number in Counter(
        (status, request.method, route) for status, _role, route, request in found
    ).most_common():
        print(f"  {number} × {status or 'no answer'}: {method} {route}")
    return not found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=30_000)
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    attack(parser, fuzz)


if __name__ == "__main__":
    main()
