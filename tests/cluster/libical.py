"""Reads a calendar with libical, the engine of GNOME and KDE, through its C functions."""

import ctypes
from datetime import UTC, date, datetime

LIBRARY = "libical.so.3"


class Time(ctypes.Structure):
    """Its `icaltimetype`."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


# Name without its prefix -> (what it returns, what it takes).
FUNCTIONS = {
    "component_new_from_string": (ctypes.c_void_p, [ctypes.c_char_p]),
    "component_string_to_kind": (ctypes.c_int, [ctypes.c_char_p]),
    "component_get_first_component": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    "component_get_next_component": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    "component_get_first_property": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    "component_get_summary": (ctypes.c_char_p, [ctypes.c_void_p]),
    "component_get_dtstart": (Time, [ctypes.c_void_p]),
    "component_get_dtend": (Time, [ctypes.c_void_p]),
    "component_free": (None, [ctypes.c_void_p]),
    "property_string_to_kind": (ctypes.c_int, [ctypes.c_char_p]),
    "property_get_value_as_string": (ctypes.c_char_p, [ctypes.c_void_p]),
    "time_as_timet_with_zone": (ctypes.c_long, [Time, ctypes.c_void_p]),
}


def load():
    """Return its functions by name. Raises OSError where the library is not there."""
    library, functions = ctypes.CDLL(LIBRARY), {}
    for name, (returns, takes) in FUNCTIONS.items():
        functions[name] = getattr(library, f"ical{name}")
        functions[name].restype, functions[name].argtypes = returns, takes
    return functions


def events_of(text):
    """Yield (uid, title, start, end, status, sequence) of each event; end: None where none is told."""
    ical = load()
    kind = ical["component_string_to_kind"](b"VEVENT")
    calendar = ical["component_new_from_string"](text.encode())
    event = ical["component_get_first_component"](calendar, kind)
    while event:
        end = _value(ical, event, b"DTEND") and _moment(ical, ical["component_get_dtend"](event))
        start = _moment(ical, ical["component_get_dtstart"](event))
        title = ical["component_get_summary"](event).decode()
        yield (
            _value(ical, event, b"UID"),
            title,
            start,
            end,
            *(_value(ical, event, name) for name in (b"STATUS", b"SEQUENCE")),
        )
        event = ical["component_get_next_component"](calendar, kind)
    ical["component_free"](calendar)


def _value(ical, event, name):
    found = ical["component_get_first_property"](event, ical["property_string_to_kind"](name))
    return ical["property_get_value_as_string"](found).decode() if found else None


def _moment(ical, time):
    if time.is_date:
        return date(time.year, time.month, time.day)
    return datetime.fromtimestamp(ical["time_as_timet_with_zone"](time, time.zone), UTC)
