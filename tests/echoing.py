"""A small WSGI application in the place of the site: says as JSON what reached it."""

import json


def application(environ, start_response):
    """Answer with the length of the body, and with what of the environment is text."""
    length = len(environ["wsgi.input"].read())
    seen = {name: value for name, value in environ.items() if isinstance(value, str)}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen | {"length": length}).encode()]
