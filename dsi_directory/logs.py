"""What the log says of requests that were refused."""

from http import HTTPStatus

# Visitors follow old links and robots guess: nothing that whoever runs the site could mend.
NOTHING_TO_TELL = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.REQUEST_URI_TOO_LONG)


def in_one_line(record):
    """Return whether a log record is worth a place, a filter for handlers; a refusal gets one line, not a traceback.

    Only an error of the site itself needs the way that led there.
    """
    status = getattr(record, "status_code", None)
    if status in NOTHING_TO_TELL:
        return False
    if status and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        record.exc_info = record.exc_text = None
    return True
