"""A part of a form is no form: what WSGI gives of a body ends like a file, also where its sender broke off."""

MOST_DIGITS = 18  # of the length of a body; what has more is refused by its size, or is none


class WholeBody:
    """The body of a request, which raises OSError where it ends before it is whole.

    stream: as WSGI gives it, which ends like any file; length: how many bytes the sender announced.
    """

    def __init__(self, stream, length):
        self.stream, self.left = stream, length

    def read(self, size=-1):
        return self._counted(self.stream.read(size), size)

    def readline(self, size=-1):
        line = self.stream.readline(size)
        return self._counted(line, len(line) if line.endswith(b"\n") else size)

    def _counted(self, part, size):
        """Return a part that was asked for; fewer bytes than that are the last ones. size: -1 for all."""
        self.left -= len(part)
        if self.left > 0 and not 0 <= size <= len(part):
            raise ConnectionResetError(f"The body broke off, {self.left} bytes before its end.")
        return part


def whole_bodies(application):
    """Return a WSGI application that never takes a part of a form for the whole of it."""

    def answer(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and len(length) <= MOST_DIGITS:
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
