import base64
import secrets

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from mijnportaal.kern.versleuteling import OntsleutelFout, ontsleutel, sleutel_id, versleutel, zoeksleutel
from mijnportaal.notificaties.models import Bericht

BSN = "999990019"


def nieuwe_sleutel(naam: str) -> str:
    return f"{naam}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


@pytest.mark.eis("S-36")
@given(tekst=st.text(), context=st.binary())
def test_what_is_encrypted_comes_back(tekst: str, context: bytes) -> None:
    assert ontsleutel(versleutel(tekst, context=context), context=context) == tekst


@pytest.mark.eis("S-36")
def test_equal_numbers_give_different_ciphertext_without_the_number_in_it() -> None:
    een, ander = versleutel(BSN), versleutel(BSN)

    assert een != ander
    assert BSN not in een
    assert base64.b64encode(BSN.encode()).decode().rstrip("=") not in een


@pytest.mark.eis("S-36")
def test_after_rotation_old_values_open_and_new_ones_use_the_new_key(settings: Settings) -> None:
    oud, nieuw = nieuwe_sleutel("2025"), nieuwe_sleutel("2026")
    settings.VERSLEUTELSLEUTELS = [oud]
    voor_wissel = versleutel(BSN)

    settings.VERSLEUTELSLEUTELS = [nieuw, oud]
    na_wissel = versleutel(BSN)

    assert ontsleutel(voor_wissel) == ontsleutel(na_wissel) == BSN
    assert (sleutel_id(voor_wissel), sleutel_id(na_wissel)) == ("2025", "2026")


@pytest.mark.eis("S-36")
def test_a_value_of_a_removed_key_is_refused(settings: Settings) -> None:
    settings.VERSLEUTELSLEUTELS = [nieuwe_sleutel("2025")]
    waarde = versleutel(BSN)

    settings.VERSLEUTELSLEUTELS = [nieuwe_sleutel("2026")]

    with pytest.raises(OntsleutelFout, match="Onbekende sleutel '2025'"):
        ontsleutel(waarde)


@pytest.mark.eis("S-36")
def test_a_value_does_not_open_in_another_place() -> None:
    waarde = versleutel(BSN, context=b"betrokkene.bsn")

    with pytest.raises(OntsleutelFout):
        ontsleutel(waarde, context=b"betrokkene.naam")


@pytest.mark.eis("S-36")
def test_any_changed_byte_is_refused() -> None:
    waarde = versleutel(BSN)
    naam, _, lading = waarde.partition(":")
    ruw = base64.urlsafe_b64decode(lading)

    for plaats in range(len(ruw)):
        anders = bytearray(ruw)
        anders[plaats] ^= 1
        with pytest.raises(OntsleutelFout):
            ontsleutel(f"{naam}:{base64.urlsafe_b64encode(bytes(anders)).decode()}")


@pytest.mark.eis("S-36")
@pytest.mark.parametrize("lading", ["", "AAAA", "geen base64!", "é"])
def test_a_value_that_we_did_not_write_is_refused(lading: str) -> None:
    with pytest.raises(OntsleutelFout):
        ontsleutel(f"{sleutel_id(versleutel(BSN))}:{lading}")


@pytest.mark.eis("S-36")
@pytest.mark.parametrize(
    "sleutels",
    [
        pytest.param([], id="geen"),
        pytest.param(["2026:kort"], id="te kort"),
        pytest.param([nieuwe_sleutel("")], id="zonder id"),
        pytest.param([nieuwe_sleutel("a:b")], id="dubbele punt in id"),
        pytest.param([nieuwe_sleutel("2026"), nieuwe_sleutel("2026")], id="dubbel id"),
    ],
)
def test_wrong_keys_are_refused_without_showing_them(settings: Settings, sleutels: list[str]) -> None:
    settings.VERSLEUTELSLEUTELS = sleutels

    with pytest.raises(ImproperlyConfigured) as fout:
        versleutel(BSN)

    assert not any(regel in str(fout.value) for regel in sleutels)


@pytest.mark.eis("S-36")
def test_the_lookup_key_is_equal_for_equal_numbers_of_one_kind_only(settings: Settings) -> None:
    sleutel = zoeksleutel("bsn", BSN)

    assert sleutel == zoeksleutel("bsn", BSN)
    assert len({sleutel, zoeksleutel("rsin", BSN), zoeksleutel("bsn", "999990020")}) == 3
    assert len(sleutel) == 64

    settings.ZOEKSLEUTEL = secrets.token_hex()
    assert zoeksleutel("bsn", BSN) != sleutel


@pytest.mark.eis("S-36")
def test_without_a_lookup_secret_nothing_is_looked_up(settings: Settings) -> None:
    settings.ZOEKSLEUTEL = ""

    with pytest.raises(ImproperlyConfigured):
        zoeksleutel("bsn", BSN)


@pytest.mark.parametrize("zoekvraag", ["adres", "adres__icontains", "adres__in", "adres__lower"])
def test_an_encrypted_field_refuses_to_be_searched(zoekvraag: str) -> None:
    with pytest.raises(FieldError):
        str(Bericht.objects.filter(**{zoekvraag: ["jan@example.nl"]}).query)


def test_an_encrypted_field_can_be_tested_for_null() -> None:
    assert "IS NULL" in str(Bericht.objects.filter(adres__isnull=True).query)


@pytest.mark.eis("S-36")
@pytest.mark.django_db
def test_the_table_holds_ciphertext_and_the_model_holds_text(mailbericht: Bericht) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT adres FROM notificaties_bericht WHERE id = %s", [mailbericht.pk])
        (opgeslagen,) = cursor.fetchone()

    assert "@" not in opgeslagen
    assert Bericht.objects.get(pk=mailbericht.pk).adres == "jan@example.nl"
    assert Bericht.objects.values_list("adres", flat=True).get() == "jan@example.nl"


@pytest.mark.eis("S-36")
@pytest.mark.django_db
def test_a_value_moved_to_another_column_does_not_open(mailbericht: Bericht) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT adres FROM notificaties_bericht")
        (opgeslagen,) = cursor.fetchone()

    with pytest.raises(OntsleutelFout):
        ontsleutel(opgeslagen, context=b"zaken.betrokkene.bsn")
