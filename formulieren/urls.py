"""The pages of a form, from its introduction to the receipt."""

from django.urls import include, path

from formulieren import adreszoeker, views

app_name = "formulieren"
urlpatterns = [
    path("", include("formulieren.betalen.urls")),
    path("", include("formulieren.afspraken.urls")),
    path("", include("formulieren.uploads.urls")),
    *adreszoeker.urls,
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/<uuid:uuid>/stap/<slug:sleutel>/", views.stap, name="stap"),
    path("<slug:slug>/<uuid:uuid>/stap/<slug:sleutel>/bewaar/", views.bewaar, name="bewaar"),
    path("<slug:slug>/<uuid:uuid>/controle/", views.controle, name="controle"),
    path("<slug:slug>/<uuid:uuid>/versturen/", views.versturen, name="versturen"),
    path("<slug:slug>/<uuid:uuid>/ontvangen/", views.ontvangen, name="ontvangen"),
    path("<slug:slug>/<uuid:uuid>/pdf/", views.pdf, name="pdf"),
    path("<slug:slug>/<uuid:uuid>/weg/", views.weg, name="weg"),
]
