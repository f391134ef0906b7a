"""The pages of a payment, and the door for the provider."""

from django.urls import path

from formulieren.betalen import views

urlpatterns = [
    path("betaling/melding/", views.melding, name="betaalmelding"),
    path("betaling/<str:bewijs>/", views.betaallink, name="betaallink"),
    path("<slug:slug>/<uuid:uuid>/betalen/", views.betalen, name="betalen"),
]
