"""The database holds the rules of payments and appointments too."""

import pytest
from django.db import IntegrityError, transaction

from tests.formulieren.geldregels import GELDREGELS, Kas
from tests.formulierfabriek import meldingconcept, meldingformulier
from zaken.models import Zaaktypeversie


@pytest.fixture
def kas(meldingtype: Zaaktypeversie) -> Kas:
    return Kas(meldingconcept(meldingformulier(meldingtype)))


@pytest.mark.parametrize("regel", GELDREGELS)
def test_database_refuses_what_breaks_the_rule(kas: Kas, regel: str) -> None:
    *eerst, laatste = GELDREGELS[regel]
    for maak in eerst:
        maak(kas).save(force_insert=True)
    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        laatste(kas).save(force_insert=True)
