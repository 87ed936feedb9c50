"""The admin of the cluster: pages with their preview, and what stands around the directory."""

from cluster.admin import items, messages, pages  # noqa: F401 - they register themselves
