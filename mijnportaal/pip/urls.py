"""The catalogue, and the pages of a resident."""

from django.urls import path

from mijnportaal.pip import views

app_name = "pip"
urlpatterns = [
    path("", views.home, name="home"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", views.privacy, name="privacy"),
    path("mijn/", views.overzicht, name="overzicht"),
    path("mijn/zaken/", views.zaken, name="zaken"),
    path("mijn/zaken/<uuid:uuid>/", views.zaak, name="zaak"),
    path("mijn/taken/", views.taken, name="taken"),
    path("mijn/taken/<uuid:uuid>/", views.taak, name="taak"),
    path("mijn/berichten/", views.berichten, name="berichten"),
    path("mijn/berichten/<uuid:uuid>/", views.bericht, name="bericht"),
    path("mijn/documenten/<uuid:uuid>/", views.document, name="document"),
]
