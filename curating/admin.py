"""The admin of what all entries share: `projects.admin` and `organisations.admin` build upon `curating.entry_admin`.

Themes and cities are kept here rather than in `taxonomy`, as saving one indexes the entries that have it.
"""

from curating import former_addresses, keys, mergers, texts, vocabularies  # noqa: F401 - they register themselves
