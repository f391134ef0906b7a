"""The addresses of the archivaris, under /archief/."""

from django.urls import path

from archief import views

app_name = "archief"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("zaken/<uuid:uuid>/", views.zaak, name="zaak"),
]
