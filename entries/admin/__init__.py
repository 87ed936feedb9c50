"""The admin of what all entries share; `projects.admin` and `organisations.admin` build upon `base.EntryAdmin`.

Themes and cities are kept here rather than in `taxonomy`, as saving one indexes the entries that have it.
"""

from entries.admin import addresses, keys, tags  # noqa: F401 - they register themselves
