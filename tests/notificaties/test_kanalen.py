import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st

from mijnportaal.notificaties.kanalen import in_berichtvorm, namen_passen, stroom_van, wil
from mijnportaal.notificaties.models import Kanaal

pytestmark = pytest.mark.eis("nrc")

NAMEN = st.sets(st.sampled_from(["bronorganisatie", "zaaktype", "zaaktype.catalogus", "besluittype"]))
WAARDEN = st.sampled_from(["een", "twee", "*"])


@pytest.mark.parametrize(
    ("naam", "vorm"),
    [
        ("verantwoordelijke_organisatie", "verantwoordelijkeOrganisatie"),
        ("verantwoordelijkeOrganisatie", "verantwoordelijkeOrganisatie"),
        ("zaaktype.catalogus", "zaaktype.catalogus"),
    ],
)
def test_a_kenmerk_has_one_name_however_a_client_writes_it(naam: str, vorm: str) -> None:
    assert in_berichtvorm(naam) == vorm


@given(NAMEN, NAMEN)
def test_kenmerken_fit_when_they_are_some_of_the_filters_or_all_and_more(gegeven: set[str], bij: set[str]) -> None:
    assert namen_passen(gegeven, bij) == (not (gegeven - bij) or not (bij - gegeven))


@given(st.dictionaries(st.sampled_from("abc"), WAARDEN), st.dictionaries(st.sampled_from("abc"), WAARDEN))
def test_a_filter_holds_back_only_a_message_with_another_value(
    filters: dict[str, str], kenmerken: dict[str, str]
) -> None:
    anders = [naam for naam, waarde in filters.items() if waarde != "*" and kenmerken.get(naam, waarde) != waarde]
    assert wil(filters, kenmerken) == (not anders)


@given(st.text(), st.text())
def test_each_object_has_a_stream_of_its_own_that_fits_the_column(een: str, ander: str) -> None:
    assert (stroom_van(een) == stroom_van(ander)) == (een == ander)
    assert -(2**63) <= stroom_van(een) < 2**63


@pytest.mark.django_db
def test_the_channels_of_the_standard_are_there_after_migrating() -> None:
    """A transactional test may have emptied the table, so the migration runs again."""
    Kanaal.objects.all().delete()
    with connection.schema_editor() as editor:
        migratie = MigrationExecutor(connection).loader.get_migration("notificaties", "0004_standaardkanalen")
        stand = MigrationExecutor(connection).loader.project_state(("notificaties", "0004_standaardkanalen"))
        for _keer in range(2):
            migratie.operations[0].database_forwards("notificaties", editor, stand, stand)

    assert dict(Kanaal.objects.order_by("naam").values_list("naam", "filters")) == {
        "autorisaties": [],
        "besluiten": ["verantwoordelijke_organisatie", "besluittype", "besluittype.catalogus"],
        "besluittypen": ["catalogus"],
        "documenten": [
            "bronorganisatie",
            "informatieobjecttype",
            "vertrouwelijkheidaanduiding",
            "informatieobjecttype.catalogus",
        ],
        "informatieobjecttypen": ["catalogus"],
        "zaaktypen": ["catalogus"],
        "zaken": ["bronorganisatie", "zaaktype", "zaaktype.catalogus", "vertrouwelijkheidaanduiding"],
    }
