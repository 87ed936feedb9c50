"""What the app puts onto the pages of others: see `listing.panels`."""

from submissions.models import Intake

_kept = {}


def intake_state(version):
    """Return whether intake is open as "is_open"; asked once for each directory version, which the switch moves on.

    version: that of the page, "" where it has none.
    """
    if not version:
        return {"is_open": Intake.current().is_open}
    is_open = _kept.get(version)
    if is_open is None:
        is_open = Intake.current().is_open
        _kept.clear()
        _kept[version] = is_open
    return {"is_open": is_open}


PANELS = {
    "masthead": [(10, "submissions/_hand_in.html", intake_state)],
    "entry links": [(10, "submissions/_entry_links.html", dict)],
}
