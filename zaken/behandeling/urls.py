"""The addresses of the staff that handle zaken, under /werk/."""

from django.urls import path

from zaken.behandeling import (
    besluithandelingen,
    documenten,
    handelingen,
    samenhang,
    taakhandelingen,
    termijnhandelingen,
    views,
)

app_name = "behandeling"
urlpatterns = [
    path("", views.werkvoorraad, name="werkvoorraad"),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("zaken/<uuid:uuid>/", views.zaak, name="zaak"),
    path("zaken/<uuid:uuid>/neem/", handelingen.neem, name="neem"),
    path("zaken/<uuid:uuid>/teruggeven/", handelingen.geef_vrij, name="geef_vrij"),
    path("zaken/<uuid:uuid>/toewijzen/", handelingen.wijs_toe, name="wijs_toe"),
    path("zaken/<uuid:uuid>/overdragen/", handelingen.draag_over, name="draag_over"),
    path("zaken/<uuid:uuid>/status/", handelingen.status, name="status"),
    path("zaken/<uuid:uuid>/afsluiten/", handelingen.afsluiten, name="afsluiten"),
    path("zaken/<uuid:uuid>/heropenen/", handelingen.heropenen, name="heropenen"),
    path("zaken/<uuid:uuid>/corrigeren/", handelingen.corrigeren, name="corrigeren"),
    path("zaken/<uuid:uuid>/termijn/stilzetten/", termijnhandelingen.opschorten, name="opschorten"),
    path("zaken/<uuid:uuid>/termijn/hervatten/", termijnhandelingen.hervatten, name="hervatten"),
    path("zaken/<uuid:uuid>/termijn/verlengen/", termijnhandelingen.verlengen, name="verlengen"),
    path("zaken/<uuid:uuid>/termijn/latere-datum/", termijnhandelingen.latere_datum, name="latere_datum"),
    path("zaken/<uuid:uuid>/aanvulling/", taakhandelingen.aanvulling, name="aanvulling"),
    path("zaken/<uuid:uuid>/taken/nieuw/", taakhandelingen.taak_nieuw, name="taak_nieuw"),
    path("zaken/<uuid:uuid>/taken/<uuid:taak>/afronden/", taakhandelingen.taak_afronden, name="taak_afronden"),
    path("zaken/<uuid:uuid>/taken/<uuid:taak>/laten-vervallen/", taakhandelingen.taak_vervalt, name="taak_vervalt"),
    path("zaken/<uuid:uuid>/taken/<uuid:taak>/heropenen/", taakhandelingen.taak_heropenen, name="taak_heropenen"),
    path("zaken/<uuid:uuid>/besluit/", besluithandelingen.besluit, name="besluit"),
    path(
        "zaken/<uuid:uuid>/besluiten/<uuid:besluit>/wijzigen/",
        besluithandelingen.besluit_wijzigen,
        name="besluit_wijzigen",
    ),
    path(
        "zaken/<uuid:uuid>/besluiten/<uuid:besluit>/intrekken/",
        besluithandelingen.besluit_intrekken,
        name="besluit_intrekken",
    ),
    path("zaken/<uuid:uuid>/notitie/", samenhang.notitie, name="notitie"),
    path("zaken/<uuid:uuid>/relatie/", samenhang.relatie, name="relatie"),
    path("zaken/<uuid:uuid>/relaties/<uuid:relatie>/weghalen/", samenhang.relatie_weg, name="relatie_weg"),
    path("zaken/<uuid:uuid>/deelzaak/", samenhang.deelzaak, name="deelzaak"),
    path("zaken/<uuid:uuid>/document/", documenten.document_toevoegen, name="document_toevoegen"),
    path("documenten/<uuid:uuid>/", documenten.document, name="document"),
]
