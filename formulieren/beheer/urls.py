"""The addresses of the form studio, under /beheer/formulieren/."""

from django.urls import path

from formulieren.beheer import concept, proef, publiceren, regels, uitwisselen, views

app_name = "studio"
VERSIE = "versie/<uuid:uuid>"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("inlezen/", uitwisselen.invoer, name="invoer"),
    path("studio/<uuid:uuid>/", views.formulier, name="formulier"),
    path("studio/<uuid:uuid>/concept/", views.nieuw_concept, name="nieuw_concept"),
    path("studio/<uuid:uuid>/cijfers/", uitwisselen.cijfers, name="cijfers"),
    path(f"{VERSIE}/", concept.versie, name="versie"),
    path(f"{VERSIE}/weg/", views.weg, name="weg"),
    path(f"{VERSIE}/intrekken/", views.intrekken, name="intrekken"),
    path(f"{VERSIE}/gegevens/", concept.gegevens, name="gegevens"),
    path(f"{VERSIE}/stap-nieuw/", concept.stap_nieuw, name="stap_nieuw"),
    path(f"{VERSIE}/stap-overnemen/", concept.stap_overnemen, name="stap_overnemen"),
    path(f"{VERSIE}/stap/<slug:sleutel>/", concept.stap, name="stap"),
    path(f"{VERSIE}/stap/<slug:sleutel>/weg/", concept.stap_weg, name="stap_weg"),
    path(f"{VERSIE}/stap/<slug:sleutel>/verplaats/", concept.stap_verplaats, name="stap_verplaats"),
    path(f"{VERSIE}/vraag-nieuw/<slug:houder>/", concept.vraag_nieuw, name="vraag_nieuw"),
    path(f"{VERSIE}/vraag/<uuid:vraag>/", concept.vraag, name="vraag"),
    path(f"{VERSIE}/vraag/<uuid:vraag>/weg/", concept.vraag_weg, name="vraag_weg"),
    path(f"{VERSIE}/vraag/<uuid:vraag>/kopieer/", concept.vraag_kopieer, name="vraag_kopieer"),
    path(f"{VERSIE}/vraag/<uuid:vraag>/verplaats/", concept.vraag_verplaats, name="vraag_verplaats"),
    path(f"{VERSIE}/regel/<slug:plaats>/<slug:naam>/", regels.regel, name="regel"),
    path(f"{VERSIE}/blokkade/", regels.blokkade, name="blokkade_nieuw"),
    path(f"{VERSIE}/blokkade/<int:nummer>/", regels.blokkade, name="blokkade"),
    path(f"{VERSIE}/onderdeel/<slug:naam>/", regels.onderdeel, name="onderdeel"),
    path(f"{VERSIE}/publiceren/", publiceren.publiceren, name="publiceren"),
    path(f"{VERSIE}/verschil/", publiceren.verschil, name="verschil"),
    path(f"{VERSIE}/proef/", proef.proef, name="proef"),
    path(f"{VERSIE}/uitvoer/", uitwisselen.uitvoer, name="uitvoer"),
    path(f"{VERSIE}/proef/weg/", proef.voorbeeld_weg, name="voorbeeld_weg"),
]
