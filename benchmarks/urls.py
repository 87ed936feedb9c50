"""The site's addresses, and an empty view to compare with."""

from django.http import HttpResponse
from django.urls import path

from dsi_directory.urls import urlpatterns as site

urlpatterns = [path("benchmark/empty/", lambda request: HttpResponse()), *site]
