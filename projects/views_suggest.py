"""The listbox under the search box."""

from django.views.generic import TemplateView

from projects.suggestions import suggestions


class Suggest(TemplateView):
    """`GET ?q=` returns an HTML fragment: the options of the listbox, none where nothing fits."""

    template_name = "includes/_suggestions.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(suggestions=suggestions(self.request.GET.get("q", "")), **kwargs)
