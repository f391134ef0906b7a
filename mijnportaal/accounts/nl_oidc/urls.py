"""The two addresses of a login at a provider: out and back."""

from django.urls import path

from mijnportaal.accounts.nl_oidc import views

urlpatterns = [
    path("", views.start, name="start"),
    path("terug/", views.terug, name="terug"),
]
