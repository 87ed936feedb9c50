"""The admin of the cluster: pages with their preview, and what stands around the directory."""

from cluster.admin import pages  # noqa: F401 - they register themselves
