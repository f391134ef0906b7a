"""The addresses of the upload script."""

from django.urls import path

from formulieren.uploads import views

urlpatterns = [
    path("<slug:slug>/<uuid:uuid>/uploads/", views.uploads, name="uploads"),
    path("<slug:slug>/<uuid:uuid>/uploads/<uuid:token>/", views.upload, name="upload"),
    path("<slug:slug>/<uuid:uuid>/bijlagen/<uuid:bijlage>/", views.bijlage, name="bijlage"),
]
