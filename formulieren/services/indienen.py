"""Sending: from draft to zaak in one transaction. "Received" means that the zaak exists."""

import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.betalen.prijs import betaalregels
from formulieren.componenten import Locatie
from formulieren.dossier import Dossier
from formulieren.models import Inzending
from formulieren.signalen import ingediend
from mijnportaal.accounts.actoren import Actor, Naamloos
from mijnportaal.accounts.models import Groep
from mijnportaal.kern.opslag import BewaardBestand, bewaard, verwijder
from mijnportaal.kern.pdf import maak_pdf
from zaken.models import Betrokkene, Informatieobjecttype, Zaak, Zaaktype, Zaaktypeversie
from zaken.services.betrokkenen import betrokkene_van, iemand_zonder_login, werk_contactgegevens_bij
from zaken.services.catalogus import versie_voor_eigen_gebruik
from zaken.services.documenten import NieuwDocument
from zaken.services.registratie import Aanvraag, registreer_zaak


def dien_in(inzending: Inzending) -> Zaak:
    """Return the one zaak of this draft: made now, or by an earlier click (R-1).

    The PDF is rendered and stored first, because that is slow and inside the transaction there are only rows.
    A draft that changed in the meantime is refused, so the PDF always shows exactly what was sent (Awb 2:17).
    """
    inzending = Inzending.objects.select_related("formulierversie__formulier__zaaktype", "gebruiker", "zaak").get(
        pk=inzending.pk
    )
    if inzending.zaak:
        return inzending.zaak
    dossier = Dossier(inzending)
    if tekorten := dossier.tekorten():
        raise ValidationError([ValidationError(tekort.zin, code="onvolledig") for tekort in tekorten])
    ontvangen_op = timezone.now()
    with bewaard([_pdf(dossier, ontvangen_op)]) as (bestand,):
        zaak, gemaakt = _registreer(dossier, bestand, ontvangen_op)
    if not gemaakt:
        verwijder(bestand.pad)
    return zaak


@transaction.atomic
def _registreer(dossier: Dossier, pdf: BewaardBestand, ontvangen_op: datetime.datetime) -> tuple[Zaak, bool]:
    """Return the zaak, and whether this call made it."""
    # Without select_related: a row that was waited for is read anew, but what is joined to it is as old as the
    # question, so the zaak of an earlier click would seem absent.
    inzending = Inzending.objects.select_for_update(of=("self",)).get(pk=dossier.inzending.pk)
    if inzending.zaak:
        return inzending.zaak, False
    if inzending.wijziging != dossier.inzending.wijziging:
        raise ValidationError(_("Uw antwoorden zijn net veranderd. Kijk ze nog eens na."), code="gewijzigd")
    versie = _zaaktypeversie(dossier, timezone.localdate(ontvangen_op))
    door: Actor = dossier.inzending.gebruiker or Naamloos.ZONDER_LOGIN
    zaak = registreer_zaak(
        versie=versie,
        initiator=_initiator(dossier),
        aanvraag=_aanvraag(dossier, pdf, versie),
        kanaal=dossier.inzending.kanaal,  # type: ignore[arg-type]
        ontvangen_op=ontvangen_op,
        door=door,
    )
    inzending.zaak, inzending.status, inzending.verzonden_op = zaak, Inzending.Status.VERZONDEN, ontvangen_op
    inzending.save(update_fields=["zaak", "status", "verzonden_op", "bijgewerkt_op"])
    # What else a form keeps, a payment or an appointment, becomes part of the zaak or stops the whole.
    ingediend.send(sender=Inzending, inzending=inzending, zaak=zaak, dossier=dossier)
    return zaak, True


def _zaaktypeversie(dossier: Dossier, datum: datetime.date) -> Zaaktypeversie:
    """Return the version under which a zaak starts on this day; a draft can be older than the end of its zaaktype."""
    zaaktype = dossier.inzending.formulierversie.formulier.zaaktype
    if anders := dossier.toestand.route.get("zaaktype"):
        zaaktype = Zaaktype.objects.get(catalogus=zaaktype.catalogus_id, identificatie=anders)
    versie = versie_voor_eigen_gebruik(zaaktype.pk, datum)
    if versie is None:
        zin = _("U kunt dit formulier niet meer versturen. Neem contact met ons op.")
        raise ValidationError(zin, code="zaaktype-niet-geldig")
    return versie


def _pdf(dossier: Dossier, ontvangen_op: datetime.datetime) -> "ContentFile[bytes]":
    """Return the PDF of the exact answers, with the files and their hashes."""
    definitie, inzending = dossier.definitie, dossier.inzending
    with translation.override(inzending.taal):
        context = {
            "titel": definitie.titel,
            "kenmerk": str(inzending.uuid),
            "ontvangen_op": ontvangen_op,
            "stappen": [
                {
                    "titel": f"{stap.titel}: {rijtitel}" if rijtitel else stap.titel,
                    "antwoorden": [
                        {
                            "vraag": regel.vraag.label,
                            "antwoord": regel.weergave or ", ".join(b.naam for b in regel.bijlagen),
                        }
                        for regel in regels
                    ],
                }
                for stap in dossier.stappen
                for rijtitel, regels in dossier.groepen(stap, "pdf")
            ],
            "bijlagen": dossier.meegestuurd(),
            "betaling": betaalregels(dossier),
        }
        inhoud = maak_pdf("pdf/formulier.html", context, titel=definitie.titel, taal=inzending.taal)
    return ContentFile(inhoud, name=f"aanvraag-{timezone.localdate(ontvangen_op):%Y%m%d}.pdf")


def _initiator(dossier: Dossier) -> Betrokkene:
    """Return who asks: the person or company behind the account, or whoever left contact data."""
    contact = _naar(dossier)
    gegeven = {naam: contact.get((naam, ""), "") for naam in ("email", "telefoon")}
    if gebruiker := dossier.inzending.gebruiker:
        return werk_contactgegevens_bij(betrokkene_van(gebruiker), taal=dossier.inzending.taal, **gegeven)
    with translation.override("nl"):  # what employees read is Dutch, whatever the language of the form
        naam = contact.get(("naam", "")) or _("Onbekende melder")
    return iemand_zonder_login(naam=naam, taal=dossier.inzending.taal, **gegeven)


def _naar(dossier: Dossier) -> dict[tuple[str, str], str]:
    """Return the answers in words, by what they become in the zaak."""
    return {
        gesteld.vraag.naar: gesteld.component.eigenschap(gesteld.staat.waarde)
        for _stap, gesteld in dossier.alles_gesteld()
        if gesteld.vraag.naar[0] and not gesteld.component.is_leeg(gesteld.staat.waarde)
    }


def _aanvraag(dossier: Dossier, pdf: BewaardBestand, versie: Zaaktypeversie) -> Aanvraag:
    with translation.override("nl"):  # for employees again
        bestemming = _naar(dossier)
        weergaven = dossier.weergaven()
    return Aanvraag(
        omschrijving=dossier.definitie.omschrijving(weergaven),
        toelichting=bestemming.get(("toelichting", ""), ""),
        locatie=bestemming.get(("locatie", ""), "")[:200],
        geometrie=_geometrie(dossier),
        eigenschappen={naam: waarde for (soort, naam), waarde in bestemming.items() if soort == "eigenschap"},
        documenten=_documenten(dossier, pdf, versie),
        groep=Groep.objects.filter(naam=dossier.toestand.route.get("groep", "")).first(),
    )


def _geometrie(dossier: Dossier) -> dict[str, object] | None:
    for _stap, gesteld in dossier.alles_gesteld():
        component = gesteld.component
        if isinstance(component, Locatie) and (punt := component.punt(gesteld.staat.waarde)):
            return punt
    return None


def _documenten(dossier: Dossier, pdf: BewaardBestand, versie: Zaaktypeversie) -> list[NieuwDocument]:
    """Return the PDF of the answers and every added file, each with the type that its question names."""
    typen = {
        rij.informatieobjecttype.omschrijving: rij.informatieobjecttype
        for rij in versie.informatieobjecttypen.select_related("informatieobjecttype")
    }
    documenten = [NieuwDocument(pdf, dossier.definitie.titel[:200], _type(typen, dossier.definitie.documenttype))]
    for _stap, gesteld in dossier.alles_gesteld():
        for bijlage in dossier.bijlagen.get(gesteld.plek, []):
            soort = _type(typen, gesteld.vraag.naar[1])
            documenten.append(NieuwDocument(bijlage.bestand, bijlage.naam[:200], soort, scanstatus=bijlage.scanstatus))
    return documenten


def _type(typen: dict[str, Informatieobjecttype], naam: str) -> Informatieobjecttype:
    if naam not in typen:
        raise ValidationError(
            _("Het documenttype %(naam)s hoort niet bij dit zaaktype.") % {"naam": naam}, code="documenttype-ontbreekt"
        )
    return typen[naam]
