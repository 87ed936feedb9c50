from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cluster.views import Search
from dsi_directory import health, robots, sitemaps
from dsi_directory.manifest import manifest
from dsi_directory.media import media
from dsi_directory.qr import qr_code
from dsi_directory.styleguide.views import ErrorSample, StyleGuide
from dsi_directory.views import SEARCHED, Home, HomeCard
from projects.views import CityCard, CityDetail, CityList, ThemeCard, ThemeDetail, ThemeList
from projects.views_suggest import Suggest

handler400 = "dsi_directory.errors.bad_request"
handler500 = "dsi_directory.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("qr.svg", qr_code, name="qr-code"),
    path("robots.txt", robots.robots),
    path("site.webmanifest", manifest),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<section>.xml", sitemaps.section, name="sitemap-section"),
    path("media/<path:path>", media),
    *i18n_patterns(
        path("", Home.as_view(), name="home"),
        path("card.png", HomeCard.as_view(), name="card"),
        path("", include("projects.urls")),
        path("", include("organisations.urls")),
        path("", include("submissions.urls")),
        path("", include("insights.urls")),
        path("suggest/", Suggest.as_view(), name="suggest"),
        path("themes/", ThemeList.as_view(), name="theme-list"),
        path("themes/<slug:slug>/", ThemeDetail.as_view(), name="theme-detail"),
        path("themes/<slug:slug>/card.png", ThemeCard.as_view(), name="theme-card"),
        path("cities/", CityList.as_view(), name="city-list"),
        path("cities/<slug:slug>/", CityDetail.as_view(), name="city-detail"),
        path("cities/<slug:slug>/card.png", CityCard.as_view(), name="city-card"),
        path("", include("newsletter.urls")),
        # Before the cluster's own, which cannot know of what stands above it.
        path("search/", Search.as_view(kinds=SEARCHED)),
        path("styleguide/", StyleGuide.as_view(), name="styleguide"),
        path("styleguide/<int:code>/", ErrorSample.as_view(), name="error-sample"),
        # Last, as any single word can be the address of one of its pages.
        path("", include("cluster.urls")),
        prefix_default_language=False,
    ),
]
