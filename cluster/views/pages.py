from django.template.loader import select_template
from django.views.generic import DetailView

from cluster.models import Page
from entries.cache import DirectoryPage


def page_template(page):
    """Return the template of a page: one of its own where what it shows is more than its text."""
    return select_template([f"cluster/page_{page.slug}.html", "cluster/page_detail.html"]).template.name


class PageDetail(DirectoryPage, DetailView):
    """A page; a preview for those who may edit it while it is not published."""

    model = Page

    def get_queryset(self):
        return Page.objects.visible_to(self.request.user)

    def get_template_names(self):
        return [page_template(self.object)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_preview": not self.object.is_published}
