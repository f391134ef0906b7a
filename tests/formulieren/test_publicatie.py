"""Publishing a form: what is wrong with it is told at once, and afterwards its questions stay."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from formulieren.models import FormulierVersie
from formulieren.services.publicatie import publiceer
from tests.formulierfabriek import meldingformulier, nl, stap, vraag
from zaken.models import Zaaktypeversie

VAN_A = {"var": "a"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def versie(meldingtype: Zaaktypeversie) -> FormulierVersie:
    return meldingformulier(meldingtype)


def test_published_form_keeps_its_questions(versie: FormulierVersie) -> None:
    wijzigingen: list[dict[str, Any]] = [{"definitie": {}}, {"niveau": 40}, {"status": "concept"}]
    for wijziging in wijzigingen:
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            FormulierVersie.objects.filter(pk=versie.pk).update(**wijziging)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        versie.delete()


def test_next_version_withdraws_the_one_before_it(versie: FormulierVersie) -> None:
    volgende = publiceer(
        FormulierVersie.objects.create(formulier=versie.formulier, versie=2, definitie=versie.definitie)
    )
    versie.refresh_from_db()
    assert (versie.status, volgende.status) == (FormulierVersie.Status.INGETROKKEN, FormulierVersie.Status.GEPUBLICEERD)


def _fouten(versie: FormulierVersie, **anders: Any) -> str:
    """Return what is told when a next version with these differences is published."""
    definitie = {**versie.definitie, **anders}
    concept = FormulierVersie.objects.create(formulier=versie.formulier, versie=2, definitie=definitie)
    with pytest.raises(ValidationError) as fout:
        publiceer(concept)
    concept.delete()
    return "\n".join(fout.value.messages)


def _extra(*vragen: dict[str, Any], **stapregels: Any) -> list[dict[str, Any]]:
    return [{**stap("extra", *vragen), **stapregels}]


def test_every_fault_of_the_shape_is_told_at_once(versie: FormulierVersie) -> None:
    oud = versie.definitie["stappen"]
    dubbel = {**oud[0]["vragen"][0], "opties": []}
    raadsel = {**dubbel, "id": "geen-uuid", "sleutel": "raar__sel", "type": "raadsel", "verplicht": "misschien"}
    gemeld = _fouten(versie, stappen=[*oud, {"sleutel": "Extra!", "titel": nl("Extra"), "vragen": [dubbel, raadsel]}])
    for deel in ("Onbekend type vraag: raadsel", "sleutel komt vaker voor", "id komt vaker voor", "geen goed id"):
        assert deel in gemeld
    for deel in ("hard, zacht of niet", "kleine letters", "enkele onderstrepingen"):
        assert deel in gemeld


def test_every_fault_of_content_is_told_at_once(versie: FormulierVersie) -> None:
    oud = versie.definitie["stappen"]
    vragen = [
        {**vraag("alleen_nl", "tekst"), "label": {"nl": "Alleen Nederlands"}},
        vraag("weinig", "keuze", opties=[{"code": "a", "label": nl("A")}]),
        vraag("doel", "tekst", "eigenschap:bestaat_niet"),
        vraag("bijlage", "bestanden", "document:Bestaat niet", soort="document", verplicht="niet"),
    ]
    gemeld = _fouten(versie, stappen=[*oud, *_extra(*vragen)], grondslag=None)
    for deel in ("alleen_nl: label: deze tekst ontbreekt in taal en", "twee of meer opties", "geen eigenschap"):
        assert deel in gemeld
    for deel in ("geen document met de naam Bestaat niet", "zonder wettelijke grond (Awb 4:4)"):
        assert deel in gemeld


@pytest.mark.eis("S-22")
def test_every_fault_of_a_rule_is_told(versie: FormulierVersie) -> None:
    oud = versie.definitie["stappen"]
    diep: Any = {"var": "categorie"}
    for _laag in range(40):
        diep = {"!": [diep]}
    gevallen: list[tuple[str, list[dict[str, Any]]]] = [
        ("‘bestaat_niet’", _extra(vraag("a", "tekst", zichtbaar={"var": "bestaat_niet"}))),
        ("‘systeem’", _extra(vraag("a", "tekst", zichtbaar={"systeem": ["rm"]}))),
        ("te diep", _extra(vraag("a", "tekst", zichtbaar=diep))),
        (
            "wachten op elkaar",
            _extra(vraag("a", "tekst", zichtbaar={"var": "b"}), vraag("b", "tekst", waarde={"var": "a"})),
        ),
        ("Niemand krijgt deze vraag", _extra(vraag("a", "tekst", zichtbaar={"==": [1, 2]}))),
        ("Niemand komt ooit", _extra(vraag("a", "tekst"), van_toepassing=False)),
        ("pas later komt", _extra(vraag("a", "tekst"), van_toepassing={"==": [{"var": "a"}, "x"]})),
    ]
    for zin, stappen in gevallen:
        assert zin in _fouten(versie, stappen=[*oud, *stappen]), zin


def test_sample_case_that_comes_out_otherwise_stops_the_publishing(versie: FormulierVersie) -> None:
    oud = versie.definitie["stappen"]
    stappen = [*oud, *_extra(vraag("soort_lamp", "tekst", zichtbaar={"==": [{"var": "categorie"}, "lamp"]}))]
    goed = {"naam": "lamp", "antwoorden": {"categorie": "lamp"}, "verwacht": {"zichtbaar": {"soort_lamp": True}}}
    fout = {"naam": "afval", "antwoorden": {"categorie": "afval"}, "verwacht": {"zichtbaar": {"soort_lamp": True}}}
    gemeld = _fouten(versie, stappen=stappen, voorbeelden=[goed, fout])
    assert "Proefgeval ‘afval’" in gemeld
    assert "‘lamp’" not in gemeld
    definitie = {**versie.definitie, "stappen": stappen, "voorbeelden": [goed]}
    publiceer(FormulierVersie.objects.create(formulier=versie.formulier, versie=2, definitie=definitie))
