"""The addresses of staff for the payments and appointments of a zaak, under /werk/."""

from django.urls import path

from formulieren.behandeling import views

app_name = "formulierzaken"
urlpatterns = [
    path("zaken/<uuid:uuid>/betalingen/", views.betalingen, name="betalingen"),
    path("zaken/<uuid:uuid>/betalingen/<uuid:betaling>/terug/", views.terugvragen, name="terugvragen"),
    path("zaken/<uuid:uuid>/terugbetalingen/<uuid:terug>/uitvoeren/", views.uitvoeren, name="uitvoeren"),
    path("zaken/<uuid:uuid>/terugbetalingen/<uuid:terug>/afwijzen/", views.afwijzen, name="afwijzen"),
    path("zaken/<uuid:uuid>/afspraken/", views.afspraken, name="afspraken"),
    path("zaken/<uuid:uuid>/afspraken/<uuid:afspraak>/annuleren/", views.annuleren, name="annuleren"),
]
