"""Send one message: claim the row, commit, send with no transaction open, store the outcome.

A worker may die at any point. Before the SMTP server has accepted the mail, it is sent again, once; after that and
before the outcome is stored, the receiver gets it twice with one Message-ID. SMTP offers nothing stronger.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.opslag import lees
from mijnportaal.kern.taken import start_na_commit
from mijnportaal.notificaties.models import OP_WEG, Bericht
from mijnportaal.notificaties.services import VERSTUUR

logger = logging.getLogger(__name__)

Status = Bericht.Status
# Minutes to wait after each failed attempt. Together 41 hours: within the 48 hours that the law gives for telling
# someone about a message (Awb 2:10), time is left to tell it another way.
WACHTTIJDEN = (1, 5, 15, 60, 240, 720, 1440)
PER_VEEGBEURT = 500


def verstuur_bericht(pk: int) -> None:
    """Send this message when it waits and its time has come; a second call does nothing."""
    bericht = _claim(pk, timezone.now())
    if bericht is None:
        return
    try:
        _bied_aan(_stel_op(bericht))
    except Exception as fout:  # whatever it is, the row has to leave BEZIG, and the next attempt comes later
        _leg_fout_vast(bericht, fout)
    else:
        _leg_vast(bericht, status=Status.VERZONDEN, verzonden_op=timezone.now(), laatste_fout="")


def veeg(nu: datetime) -> None:
    """Free what a dead worker left behind, and start everything whose time has come."""
    losgelaten = Bericht.objects.blijven_liggen(nu).update(
        status=Status.WACHT, geclaimd_op=None, volgende_poging_op=nu - OP_WEG
    )
    if losgelaten:
        logger.warning("berichten losgelaten na een gestopte worker", extra={"aantal": losgelaten})
    pks = list(Bericht.objects.niet_aangeboden(nu).values_list("pk", flat=True)[:PER_VEEGBEURT])
    Bericht.objects.filter(pk__in=pks).update(aangeboden_op=nu)
    for pk in pks:
        start_na_commit(VERSTUUR, pk)


def _claim(pk: int, nu: datetime) -> Bericht | None:
    """Return the message if it is now ours to send; of two workers, one gets it."""
    gelukt = (
        Bericht.objects.aan_de_beurt(nu)
        .filter(pk=pk)
        .update(
            status=Status.BEZIG, geclaimd_op=nu, volgende_poging_op=None, aangeboden_op=None, pogingen=F("pogingen") + 1
        )
    )
    return Bericht.objects.get(pk=pk) if gelukt else None


def _stel_op(bericht: Bericht) -> EmailMultiAlternatives:
    """Return the mail as it goes out: plain text, and the same as simple HTML without anything to fetch."""
    with translation.override(bericht.taal):
        alineas, adres = _alineas(bericht), settings.SITE_URL.rstrip("/") + bericht.pad if bericht.pad else ""
        afzender = gemeente()
        tekst = "\n\n".join([*alineas, *filter(None, [adres]), f"{afzender.naam}\n{afzender.telefoon}"]) + "\n"
        woorden = {"bericht": bericht, "alineas": alineas, "adres": adres, "gemeente": afzender}
        html = render_to_string("mail/bericht.html", woorden)
    mail = EmailMultiAlternatives(
        subject=bericht.onderwerp,
        body=tekst,
        to=[bericht.adres or ""],
        # RFC 3834: an out-of-office reply to this would reach nobody.
        headers={
            "Message-ID": bericht.bericht_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": bericht.taal,
        },
    )
    mail.attach_alternative(html, "text/html")
    for bijlage in bericht.bijlagen:
        mail.attach(bijlage["naam"], b"".join(lees(bijlage["pad"])), bijlage["mimetype"])
    return mail


def _alineas(bericht: Bericht) -> list[str]:
    """Return the text in paragraphs, with what is asked and by when (Awb 2:10, second paragraph)."""
    alineas = [alinea.strip() for alinea in bericht.tekst.replace("\r\n", "\n").split("\n\n") if alinea.strip()]
    if bericht.reden:
        alineas.append(bericht.reden)
    if bericht.reageer_voor:
        dag = date_format(bericht.reageer_voor, "j F Y")
        alineas.append(_("Wij vragen u om te reageren. Doe dat uiterlijk op %(dag)s.") % {"dag": dag})
    elif bericht.verwacht_reactie:
        alineas.append(_("Wij vragen u om te reageren."))
    return alineas


def _bied_aan(mail: EmailMultiAlternatives) -> None:
    """Hand the mail to the SMTP server; once it has said yes, a clumsy goodbye is no failure."""
    verbinding = get_connection()
    verbinding.open()
    try:
        verbinding.send_messages([mail])
    finally:
        try:
            verbinding.close()
        except (SMTPException, OSError):
            logger.info("smtp-verbinding niet netjes gesloten")


def _leg_fout_vast(bericht: Bericht, fout: Exception) -> None:
    """Plan the next attempt, or give up: at a permanent refusal, or when every attempt has been used."""
    velden = {"laatste_fout": _omschrijving(fout)}
    gegevens = {"bericht": str(bericht.uuid), "fout": velden["laatste_fout"], "poging": bericht.pogingen}
    if _is_blijvend(fout) or bericht.pogingen > len(WACHTTIJDEN):
        logger.error("bericht mislukt", extra=gegevens)
        _leg_vast(bericht, status=Status.MISLUKT, **velden)
        return
    logger.warning("bericht later opnieuw", extra=gegevens)
    wanneer = timezone.now() + timedelta(minutes=WACHTTIJDEN[bericht.pogingen - 1])
    _leg_vast(bericht, status=Status.WACHT, volgende_poging_op=wanneer, **velden)


def _leg_vast(bericht: Bericht, *, status: Bericht.Status, **velden: object) -> None:
    """Store the outcome, unless the claim was taken from us because it lasted too long."""
    van_ons = Bericht.objects.naar(status).filter(pk=bericht.pk, geclaimd_op=bericht.geclaimd_op)
    if not van_ons.update(status=status, geclaimd_op=None, **velden):
        logger.warning("uitkomst van een verlopen claim vervalt", extra={"bericht": str(bericht.uuid)})


def _is_blijvend(fout: Exception) -> bool:
    """Tell whether trying again is useless: this receiver or this content is refused with a 5xx code.

    A refused login or sender is our own mistake; it is repaired within the time that the attempts take.
    """
    if isinstance(fout, SMTPRecipientsRefused):
        return all(code >= 500 for code, _tekst in fout.recipients.values())
    return isinstance(fout, SMTPDataError) and fout.smtp_code >= 500


def _omschrijving(fout: Exception) -> str:
    """Return the kind of error and the SMTP code; the server's sentence often holds the address."""
    naam = type(fout).__name__
    if isinstance(fout, SMTPRecipientsRefused):
        return " ".join([naam, *sorted({str(code) for code, _tekst in fout.recipients.values()})])
    return f"{naam} {fout.smtp_code}" if isinstance(fout, SMTPResponseException) else naam
