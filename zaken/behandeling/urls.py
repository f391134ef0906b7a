"""The addresses of the staff that handle zaken, under /werk/."""

from django.urls import path

from zaken.behandeling import documenten, handelingen, views

app_name = "behandeling"
urlpatterns = [
    path("", views.werkvoorraad, name="werkvoorraad"),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("zaken/<uuid:uuid>/", views.zaak, name="zaak"),
    path("zaken/<uuid:uuid>/neem/", handelingen.neem, name="neem"),
    path("zaken/<uuid:uuid>/teruggeven/", handelingen.geef_vrij, name="geef_vrij"),
    path("zaken/<uuid:uuid>/toewijzen/", handelingen.wijs_toe, name="wijs_toe"),
    path("zaken/<uuid:uuid>/status/", handelingen.status, name="status"),
    path("zaken/<uuid:uuid>/aanvulling/", handelingen.aanvulling, name="aanvulling"),
    path("zaken/<uuid:uuid>/taken/<uuid:taak>/laten-vervallen/", handelingen.taak_vervalt, name="taak_vervalt"),
    path("zaken/<uuid:uuid>/besluit/", handelingen.besluit, name="besluit"),
    path("zaken/<uuid:uuid>/afsluiten/", handelingen.afsluiten, name="afsluiten"),
    path("zaken/<uuid:uuid>/document/", documenten.document_toevoegen, name="document_toevoegen"),
    path("documenten/<uuid:uuid>/", documenten.document, name="document"),
]
