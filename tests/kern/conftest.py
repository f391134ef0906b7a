from pathlib import Path

import pytest
from pytest_django import Settings

from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht


@pytest.fixture
def opslagmap(settings: Settings, tmp_path: Path) -> Path:
    """The folder that this test's files are stored in."""
    opslag = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": opslag}
    return tmp_path


@pytest.fixture
def mailbericht() -> Bericht:
    """A planned e-mail to jan@example.nl."""
    return plan_bericht(
        sleutel="proef", kanaal=Bericht.Kanaal.E_MAIL, adres="jan@example.nl", onderwerp="Proef", tekst="Proef"
    )
