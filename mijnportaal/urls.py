"""Every address of the site, by audience."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mijnportaal.pip.urls")),
    path("", include("mijnportaal.accounts.urls")),
    path("", include("mijnportaal.kern.urls")),
    path("formulier/", include("formulieren.urls")),
    path("werk/", include("zaken.behandeling.urls")),
    path("werk/", include("formulieren.behandeling.urls")),
    path("kcc/", include("klantcontact.urls")),
    path("archief/", include("archief.urls")),
    path("beheer/formulieren/", include("formulieren.beheer.urls")),
    path("beheer/", admin.site.urls),
    path("", include("zaken.api.urls")),
    path("", include("mijnportaal.notificaties.urls")),
]
if settings.DEMO:
    urlpatterns += [path("", include("mijnportaal.demo.urls"))]

handler500 = "mijnportaal.kern.views.serverfout"
