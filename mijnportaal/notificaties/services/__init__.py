"""Plan a message to a person, or a notification to other systems. Sending is the work of `tasks`, after the commit."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.taken import start_na_commit
from mijnportaal.kern.versleuteling import zoeksleutel
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services.notificaties import plan_notificatie

__all__ = ["Berichtbijlage", "markeer_gelezen", "plan_bericht", "plan_notificatie", "probeer_opnieuw"]

Kanaal = Bericht.Kanaal
VERSTUUR = "mijnportaal.notificaties.tasks.verstuur"


@dataclass(frozen=True)
class Berichtbijlage:
    """A stored file that goes along with an e-mail."""

    pad: str
    naam: str
    mimetype: str


@transaction.atomic
def plan_bericht(
    *,
    sleutel: str,
    kanaal: Bericht.Kanaal,
    onderwerp: str,
    tekst: str,
    ontvanger: Gebruiker | None = None,
    adres: str = "",
    reden: str = "",
    verwacht_reactie: bool = False,
    reageer_voor: date | None = None,
    pad: str = "",
    bijlagen: Sequence[Berichtbijlage] = (),
    taal: str = "nl",
) -> Bericht:
    """Return the one message with this key for this receiver and channel, made now when it was not there.

    A message in the portal is sent the moment it stands there (Awb 2:10); an e-mail is sent after the commit.
    `pad` is the page it is about ("/mijn/zaken/<uuid>/"); the mail puts the address of the site before it.
    """
    _controleer(kanaal=kanaal, ontvanger=ontvanger, adres=adres, pad=pad)
    nummer = uuid.uuid4()
    inhoud = {
        # A line break in a subject would start a new header.
        "onderwerp": " ".join(onderwerp.split()),
        "tekst": tekst,
        "reden": reden,
        "verwacht_reactie": verwacht_reactie,
        "reageer_voor": reageer_voor,
        "pad": pad,
        "bijlagen": [asdict(bijlage) for bijlage in bijlagen],
        "taal": taal,
    }
    begin = {"uuid": nummer, "bericht_id": _bericht_id(nummer), "ontvanger": ontvanger, **_begin(kanaal, adres)}
    bericht, gemaakt = Bericht.objects.get_or_create(
        sleutel=sleutel,
        kanaal=kanaal,
        geadresseerde=_geadresseerde(kanaal, ontvanger, adres),
        defaults=inhoud | begin,
    )
    if gemaakt and kanaal == Kanaal.E_MAIL:
        start_na_commit(VERSTUUR, bericht.pk)
    return bericht


@transaction.atomic
def probeer_opnieuw(bericht: Bericht) -> None:
    """Send a failed message again, when a person has seen why it failed; the second sending counts (Awb 2:11)."""
    mislukt = Bericht.objects.naar(Bericht.Status.WACHT).filter(pk=bericht.pk, geclaimd_op=None)
    if not mislukt.update(status=Bericht.Status.WACHT, volgende_poging_op=timezone.now(), pogingen=0):
        raise ValidationError(_("Dit bericht is niet mislukt."), code="niet-mislukt")
    start_na_commit(VERSTUUR, bericht.pk)


def markeer_gelezen(bericht: Bericht) -> None:
    """Keep the moment the receiver first opened a message in the portal: the proof of reading (Awb 2:25)."""
    Bericht.objects.filter(pk=bericht.pk, gelezen_op=None).update(gelezen_op=timezone.now())


def _controleer(*, kanaal: Bericht.Kanaal, ontvanger: Gebruiker | None, adres: str, pad: str) -> None:
    if kanaal == Kanaal.E_MAIL:
        validate_email(adres.strip())
    elif ontvanger is None:
        raise ValidationError(_("Een bericht in de portal heeft een ontvanger nodig."), code="geen-ontvanger")
    if pad and (not pad.startswith("/") or pad.startswith("//")):
        raise ValidationError(_("Een bericht verwijst alleen naar een pagina van deze site."), code="vreemd-pad")


def _begin(kanaal: Bericht.Kanaal, adres: str) -> dict[str, object]:
    """Return the first state: a mail waits, a message in the portal is there at once."""
    nu = timezone.now()
    if kanaal == Kanaal.PORTAAL:
        return {"status": Bericht.Status.VERZONDEN, "verzonden_op": nu}
    return {"status": Bericht.Status.WACHT, "volgende_poging_op": nu, "adres": adres.strip()}


def _geadresseerde(kanaal: Bericht.Kanaal, ontvanger: Gebruiker | None, adres: str) -> str:
    """Return what makes two receivers the same, without the address itself."""
    if kanaal == Kanaal.E_MAIL:
        return zoeksleutel("mailadres", adres.strip().lower())
    return zoeksleutel("gebruiker", str(ontvanger and ontvanger.pk))


def _bericht_id(nummer: uuid.UUID) -> str:
    """Return the Message-ID: one per row for ever, so that a receiver recognises a second delivery."""
    domein = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{nummer}@{domein}>"
