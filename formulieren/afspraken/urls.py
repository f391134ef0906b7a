"""The page of an appointment."""

from django.urls import path

from formulieren.afspraken import views

urlpatterns = [
    path("afspraak/<str:bewijs>/", views.afspraak, name="afspraak"),
    path("afspraak/<str:bewijs>/agenda/", views.agenda, name="afspraak_agenda"),
]
