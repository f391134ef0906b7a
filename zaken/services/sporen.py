"""The end of a trail: who deletes a zaak, besluit or document deletes its history too, and leaves that he did."""

from django.db import connection
from django.utils import timezone, translation

from mijnportaal.accounts.actoren import Actor, naam_van
from mijnportaal.accounts.models import Applicatie, Gebruiker
from zaken.gebeurtenissen import BEGIN_VAN_DE_KETEN
from zaken.models import Besluit, Gebeurtenis, Gebeurtenisbericht, Informatieobject, Verwerking, Verwijdering, Zaak


def wis_spoor(onderwerp: Zaak | Besluit | Informatieobject, *, door: Actor) -> None:
    """Delete the trail of what is being deleted and keep one row that says so (zrc-023, brc-009, drc-008).

    The caller is in its transaction and holds the lock. Messages that people received stay theirs.
    """
    keten = Gebeurtenis.objects.filter(hoofdobject=onderwerp.uuid)
    laatste_hash = keten.order_by("-volgnummer").values_list("hash", flat=True).first()
    Gebeurtenisbericht.objects.filter(gebeurtenis__in=keten).delete()
    Verwerking.objects.filter(gebeurtenis__in=keten).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL mijnportaal.vernietigen = 'aan'")
        keten.delete()
        cursor.execute("SET LOCAL mijnportaal.vernietigen = 'uit'")
    _laat_rij_achter(onderwerp, laatste_hash or BEGIN_VAN_DE_KETEN, door=door)


def _laat_rij_achter(onderwerp: Zaak | Besluit | Informatieobject, laatste_hash: str, *, door: Actor) -> None:
    organisatie = (
        onderwerp.verantwoordelijke_organisatie if isinstance(onderwerp, Besluit) else onderwerp.bronorganisatie
    )
    with translation.override("nl"):  # what is kept is Dutch, whatever language the page had
        naam = naam_van(door)
    Verwijdering.objects.create(
        soort=_soort(onderwerp),
        uuid=onderwerp.uuid,
        bronorganisatie=organisatie,
        identificatie=onderwerp.identificatie,
        verwijderd_op=timezone.now(),
        door_naam=naam,
        door=door if isinstance(door, Gebruiker) else None,
        applicatie=door if isinstance(door, Applicatie) else None,
        laatste_hash=laatste_hash,
    )


def _soort(onderwerp: Zaak | Besluit | Informatieobject) -> str:
    match onderwerp:
        case Zaak():
            return "zaak"
        case Besluit():
            return "besluit"
        case Informatieobject():
            return "informatieobject"
