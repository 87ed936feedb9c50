from django.urls import path, re_path

from entries.kinds import kinds
from upkeep import views
from upkeep.models import AnswerGiven

app_name = "upkeep"
ENTRY_WORD = rf"^asking/(?P<kind>{'|'.join(kind.key for kind in kinds())})/(?P<slug>[-\w]+)/$"
urlpatterns = [
    re_path(
        rf"^asking/answer/(?P<token>[^/]+)/(?P<answer>{'|'.join(AnswerGiven.values)})/$",
        views.AnswerPage.as_view(),
        name="answer",
    ),
    re_path(ENTRY_WORD, views.WordPage.as_view(), name="word"),
    path("asking/stop/<str:token>/", views.StopPage.as_view(), name="stop"),
]
