"""Pages that exist in the demo only."""

from django.urls import path

from mijnportaal.demo import componenten, views

app_name = "demo"
urlpatterns = [
    path("demo/", views.overzicht, name="overzicht"),
    path("demo/postvak/", views.postvak, name="postvak"),
    path("demo/postvak/<slug:naam>/", views.mail, name="mail"),
    path("componenten/", componenten.componenten, name="componenten"),
    path("componenten/werkplek/", componenten.componenten_werkplek, name="componenten_werkplek"),
]
