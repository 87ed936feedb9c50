"""The replies that ship: the questions and reasons that come up most."""

import tomllib

from submissions.models import Reply


def load_replies(path):
    """Add the replies of a TOML file unless curators have some; return how many were added.

    Each has a use, and a reason and a text by language.
    """
    if Reply.objects.exists():
        return 0
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    Reply.objects.bulk_create(_reply(row, position) for position, row in enumerate(rows, start=1))
    return len(rows)


def _reply(row, position):
    texts = {f"{field}_{code}": text for field in ("reason", "text") for code, text in row[field].items()}
    return Reply(use=row["use"], position=10 * position, **texts)
