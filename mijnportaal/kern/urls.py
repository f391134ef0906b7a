"""Addresses without a subject; `mijnportaal.urls` opens them to everyone."""

from django.urls import path

from mijnportaal.kern import views

urlpatterns = [
    path("thema/<slug:naam>.<str:versie>.css", views.thema_css, name="thema"),
    path("taal/", views.taal, name="taal"),
]
