"""What stands around the directory: pages, and the accounts to follow elsewhere."""

from cluster.models.pages import Channel, Page

__all__ = ["Channel", "Page"]
