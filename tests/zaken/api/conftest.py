"""What several tests of one API begin with."""

from typing import Any

import pytest

from mijnportaal.accounts.models import Applicatie, Groep
from tests import fabrieken
from tests.zaken.api.besluiten import Aanroeper
from tests.zaken.api.catalogusproef import Proefclient
from tests.zaken.api.documentwereld import Systeem
from tests.zaken.api.zaakproef import Api, proefversie
from zaken.models import Besluittype, Informatieobjecttype, Vertrouwelijkheid, Zaaktypeversie


@pytest.fixture
def soort(db: None) -> Informatieobjecttype:
    """A published type of document."""
    return fabrieken.informatieobjecttype("Brief", Vertrouwelijkheid.ZAAKVERTROUWELIJK)


@pytest.fixture
def systeem(db: None) -> Systeem:
    """A system that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Systeem()


@pytest.fixture
def proef(db: None) -> Proefclient:
    """A client that may read and write, and force nothing."""
    fabrieken.machtig(fabrieken.maak_applicatie(), "catalogi.lezen", "catalogi.schrijven")
    return Proefclient()


@pytest.fixture
def dwinger(db: None) -> Proefclient:
    """A client that may change what was published."""
    scopes = ("catalogi.lezen", "catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    fabrieken.machtig(fabrieken.maak_applicatie("dwinger"), *scopes)
    return Proefclient("dwinger")


@pytest.fixture
def catalogus(proef: Proefclient) -> Any:
    """An empty catalogue."""
    return proef.catalogus()


@pytest.fixture
def versie(team: Groep) -> Zaaktypeversie:
    """A published version with everything that hangs from a zaak."""
    return proefversie(team)


@pytest.fixture
def api(db: None) -> Api:
    """A client of the Zaken API that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Api()


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    """A system that may do everything."""
    return fabrieken.maak_applicatie("proef", alles=True)


@pytest.fixture
def roep(applicatie: Applicatie) -> Aanroeper:
    """A client of the Besluiten API, that tells who sits behind it."""
    return Aanroeper("proef", user_id="jan", user_representation="Jan Jansen")


@pytest.fixture
def besluittype(budgettype: Zaaktypeversie) -> Besluittype:
    """The kind of decision that a neighbourhood budget leads to."""
    return budgettype.besluittypen.get()
