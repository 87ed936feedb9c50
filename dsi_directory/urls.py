from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from accounts import views as door
from cluster.views import Search
from curating.on_site import view_on_site
from dsi_directory import robots, sitemaps
from dsi_directory.manifest import manifest
from dsi_directory.media import media
from dsi_directory.security_txt import security_txt
from dsi_directory.styleguide.views import ErrorSample, StyleGuide
from dsi_directory.views import SEARCHED, Home, HomeSharingImage

handler400 = "dsi_directory.errors.bad_request"
handler403 = "dsi_directory.errors.permission_denied"
handler404 = "dsi_directory.errors.page_not_found"
handler500 = "dsi_directory.errors.server_error"

urlpatterns = [
    # Before Django's own, which asks for no right.
    path("admin/r/<path:content_type_id>/<path:object_id>/", admin.site.admin_view(view_on_site)),
    # In the place of Django's own, or of those that it only has where somebody names them.
    path("admin/login/", door.LogInPage.as_view()),
    path("admin/password_change/", door.ChangePassword.as_view()),
    path("admin/password_reset/", door.AskForReset.as_view(), name="admin_password_reset"),
    path("admin/password_reset/done/", door.ResetSent.as_view(), name="password_reset_done"),
    path("admin/password_reset/<uidb64>/<token>/", door.ResetPassword.as_view(), name="password_reset_confirm"),
    path("admin/password_reset/complete/", door.ResetDone.as_view(), name="password_reset_complete"),
    path("admin/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("listing.urls")),
    path("robots.txt", robots.robots),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<section>.xml", sitemaps.section, name="sitemap-section"),
    path("media/<path:path>", media),
    *i18n_patterns(
        path("", Home.as_view(), name="home"),
        path("site.webmanifest", manifest, name="manifest"),
        path("card.png", HomeSharingImage.as_view(), name="card"),
        path("", include("sharing.urls")),
        path("", include("projects.urls")),
        path("", include("organisations.urls")),
        path("", include("submissions.urls")),
        path("", include("upkeep.urls")),
        path("", include("insights.urls")),
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
