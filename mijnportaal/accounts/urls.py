"""Logging in and out."""

from django.urls import include, path

from mijnportaal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("inloggen/", views.inloggen, name="inloggen"),
    path("inloggen/<slug:middel>/", include("mijnportaal.accounts.nl_oidc.urls")),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("uitgelogd/", views.uitgelogd, name="uitgelogd"),
]
