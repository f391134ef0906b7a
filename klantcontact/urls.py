"""The addresses of the KCC, under /kcc/."""

from django.urls import path

from klantcontact import views

app_name = "klantcontact"
urlpatterns = [
    path("", views.zoeken, name="zoeken"),
    path("klanten/<uuid:uuid>/", views.klant, name="klant"),
]
