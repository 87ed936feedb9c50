"""Asks a server for one page again and again over a few kept connections, and counts."""

import asyncio
from time import perf_counter

CONNECTIONS = 4


async def _ask(host, port, path, stop_at, finished):
    reader, writer = await asyncio.open_connection(host, port)
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    while perf_counter() < stop_at:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        await reader.readexactly(int(headers["content-length"]))
        if status.split()[1] != "200":
            raise RuntimeError(f"{path}: {status}")
        finished.append(perf_counter())
        if headers.get("connection") == "close":
            writer.close()
            reader, writer = await asyncio.open_connection(host, port)
    writer.close()


async def _ask_all(host, port, path, seconds):
    finished = []
    start = perf_counter()
    await asyncio.gather(*(_ask(host, port, path, start + seconds, finished) for _ in range(CONNECTIONS)))
    return len(finished) / (perf_counter() - start)


def requests_per_second(host, port, path, seconds=4):
    """Return how many answers a second come back; raises RuntimeError where one is not 200."""
    return asyncio.run(_ask_all(host, port, path, seconds))
