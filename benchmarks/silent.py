"""How long a page takes while connections are held open: they say nothing, never finish, or do not hang up at the end.

`python -m benchmarks.silent http://127.0.0.1:8000/ --connections 50` prints one line a kind of silence. It can be
pointed at any server, also through a proxy.
"""

import argparse
import socket
import ssl
import time
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

LONGEST = 60  # seconds that an answer may take
KINDS = {
    "none at all": None,
    "nothing said": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "answered, and not hung up": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "half a body": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nhalf",
}


def connect(target):
    """Return an open connection to the host and port of an address, with TLS where it asks for that."""
    sock = socket.create_connection((target.hostname, target.port or 443), timeout=LONGEST)
    if target.scheme != "https":
        return sock
    # Without the certificates of this machine, which take a while to read and against which nothing is held.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(sock, server_hostname=target.hostname)


def seconds_to_answer(target):
    """Return the status of a GET and the seconds that it took; None instead of a status where nothing came."""
    start = time.perf_counter()
    with closing(connect(target)) as sock:
        head = f"GET {target.path or '/'} HTTP/1.1\r\nHost: {target.netloc}\r\nConnection: close\r\n\r\n"
        sock.sendall(head.encode())
        try:
            line = sock.recv(4096).split(b"\r\n")[0].split()
        except TimeoutError:
            line = []
    return int(line[1]) if len(line) > 1 else None, time.perf_counter() - start


def silence(target, connections, said):
    """Hold so many connections open that said the same, and return what `seconds_to_answer` finds meanwhile."""
    with ExitStack() as held:
        for _number in range(connections if said is not None else 0):
            held.enter_context(closing(connect(target))).sendall(said)
        time.sleep(0.5)  # until the server has taken them all
        return seconds_to_answer(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("--connections", type=int, default=50)
    options = parser.parse_args()
    for kind, said in KINDS.items():
        status, seconds = silence(urlsplit(options.address), options.connections, said)
        print(f"{options.connections} connections, {kind}: {status or 'no answer'} after {seconds:.2f} s")


if __name__ == "__main__":
    main()
