"""A large form only where files belong (S-27)."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.urls.resolvers import URLPattern, URLResolver

from formulieren.models import FormulierVersie
from mijnportaal.urls import urlpatterns
from tests.formulieren.conftest import melding  # noqa: F401
from tests.formulieren.invuller import WAAR, WAT, Invuller
from tests.kern.bestanden import afbeelding
from tests.portaalclient import PortaalClient

GROOT = 3_000_000


@pytest.mark.eis("S-27")
def test_form_with_files_is_refused_where_no_files_belong(
    client: PortaalClient,
    melding: FormulierVersie,  # noqa: F811
    opslag: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    invuller = Invuller(client, melding)
    invuller.begin()
    invuller.stap("wat", WAT)
    invuller.stap("waar", WAAR)
    foto = SimpleUploadedFile("foto.jpg", afbeelding() + bytes(GROOT), "image/jpeg")

    with caplog.at_level(logging.WARNING):
        geweigerd = client.post(invuller.pad("versturen"), {"bestand": foto})
    foto.seek(0)
    aangenomen = invuller.stap("fotos", {"fotos": [foto]})

    assert geweigerd.status_code == 400
    assert any("geen bestanden horen" in regel for regel in caplog.messages)
    assert invuller.inzending.is_concept
    assert aangenomen.status_code == 302
    assert invuller.inzending.bijlagen.count() == 1


def test_views_that_take_files_are_few() -> None:
    assert sorted(_met_bestanden(urlpatterns)) == ["behandeling:document_toevoegen", "formulieren:stap", "pip:taak"]
    assert reverse("pip:home") == "/"


def _met_bestanden(patronen: list[URLPattern | URLResolver], voor: str = "") -> list[str]:
    namen = []
    for patroon in patronen:
        if isinstance(patroon, URLResolver):
            ruimte = f"{patroon.namespace}:" if patroon.namespace else voor
            namen += _met_bestanden(patroon.url_patterns, ruimte)
        elif getattr(patroon.callback, "neemt_bestanden", False):
            namen.append(f"{voor}{patroon.name}")
    return namen
