"""The pages of the cluster."""

from cluster.views.pages import PageDetail, page_template

__all__ = ["PageDetail", "page_template"]
