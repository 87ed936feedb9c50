from django.urls import path

from listing.qr import qr_code

urlpatterns = [
    path("qr.svg", qr_code, name="qr-code"),
]
