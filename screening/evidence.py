"""What depends on what the screen knows, and is done anew when that changes."""

from operations.declaring import declared_by_apps


def evidence_changed() -> None:
    """Let what waits be judged again: each app lists its functions for that as JUDGES in a module `judges.py`."""
    for judge in declared_by_apps("judges", "JUDGES"):
        judge()
