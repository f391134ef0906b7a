"""What somebody reads about an appointment: that it is made, moved or cancelled, and the day before."""

import datetime
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formulieren.aanschrijven import schrijf_aanvrager
from formulieren.afspraken.ical import MIMETYPE, agendabestand
from formulieren.afspraken.koppeling import adres_van
from formulieren.models import Afspraak
from mijnportaal.kern.opslag import bewaard
from mijnportaal.notificaties.services import Berichtbijlage
from zaken.berichtteksten import Tekst
from zaken.models import Zaak

Status = Afspraak.Status


def kenmerk(afspraak: Afspraak) -> str:
    """Return what a message about this state of an appointment is known by."""
    return f"{afspraak.status}:{afspraak.volgnummer}"


def schrijf(pk: int) -> None:
    """Write that an appointment is made, moved or cancelled, with its calendar file; a second run writes nothing."""
    afspraak = Afspraak.objects.select_related("product", "locatie", "zaak", "inzending").get(pk=pk)
    zaak, teken = afspraak.zaak, kenmerk(afspraak)
    if zaak is None or afspraak.bericht_over == teken:
        return
    taal = afspraak.inzending.taal
    with translation.override(taal):
        bestand = ContentFile(agendabestand(afspraak, adres=adres_van(afspraak)), name=_("afspraak.ics"))
    with bewaard([bestand]) as (opgeslagen,), transaction.atomic():
        bijlage = Berichtbijlage(pad=opgeslagen.pad, naam=opgeslagen.naam, mimetype=MIMETYPE)
        schrijf_aanvrager(
            zaak, sleutel=f"afspraak:{afspraak.uuid}:{teken}", tekst=_schrijver(afspraak, zaak), bijlagen=[bijlage]
        )
        Afspraak.objects.filter(pk=pk).update(bericht_over=teken, ical_pad=opgeslagen.pad)


def herinner(afspraak: Afspraak, zaak: Zaak) -> None:
    """Write the day before that there is an appointment tomorrow."""
    sleutel = f"afspraak:{afspraak.uuid}:herinnering:{afspraak.volgnummer}"
    schrijf_aanvrager(zaak, sleutel=sleutel, tekst=lambda: _herinnering(afspraak, zaak))


def _schrijver(afspraak: Afspraak, zaak: Zaak) -> Callable[[], Tekst]:
    if afspraak.status == Status.GEANNULEERD:
        return lambda: _geannuleerd(afspraak, zaak)
    return lambda: _gemaakt(afspraak, zaak)


def _gemaakt(afspraak: Afspraak, zaak: Zaak) -> Tekst:
    woorden = _woorden(afspraak, zaak)
    zin = _("Uw afspraak is verzet.") if afspraak.volgnummer else _("U heeft een afspraak.")
    onderwerp = _("Uw afspraak is verzet naar %(dag)s") if afspraak.volgnummer else _("Uw afspraak op %(dag)s")
    delen = [zin, _gegevens(woorden), _meenemen(afspraak), _veranderen(woorden)]
    return Tekst(
        onderwerp=onderwerp % woorden,
        inhoud=_alineas(delen),
        kort=_alineas([zin, _("Wanneer: %(wanneer)s\nWaar: %(waar)s") % woorden, _veranderen(woorden)]),
    )


def _geannuleerd(afspraak: Afspraak, zaak: Zaak) -> Tekst:
    woorden = _woorden(afspraak, zaak)
    zin = _("Uw afspraak op %(wanneer)s is geannuleerd. U hoeft niet te komen.") % woorden
    vervolg = _("Wilt u toch een afspraak? Bel ons, en noem uw zaaknummer %(nummer)s.") % woorden
    return Tekst(
        onderwerp=_("Uw afspraak op %(dag)s is geannuleerd") % woorden,
        inhoud=_alineas([zin, vervolg]),
        kort=_alineas([zin, vervolg]),
    )


def _herinnering(afspraak: Afspraak, zaak: Zaak) -> Tekst:
    woorden = _woorden(afspraak, zaak)
    zin = _("Morgen heeft u een afspraak bij ons.")
    return Tekst(
        onderwerp=_("Morgen: uw afspraak om %(tijd)s uur") % woorden,
        inhoud=_alineas([zin, _gegevens(woorden), _meenemen(afspraak), _veranderen(woorden)]),
        kort=_alineas([zin, _("Wanneer: %(wanneer)s\nWaar: %(waar)s") % woorden, _veranderen(woorden)]),
    )


def _woorden(afspraak: Afspraak, zaak: Zaak) -> dict[str, str]:
    begin = timezone.localtime(afspraak.begin)
    return {
        "nummer": zaak.identificatie,
        "dag": formats.date_format(begin, "j F"),
        "tijd": formats.time_format(begin, "H:i"),
        "wanneer": wanneer(afspraak.begin, afspraak.einde),
        "waar": f"{afspraak.locatie.naam}, {afspraak.locatie.adres}",
        "waarvoor": voor_wie(afspraak.product.naam, afspraak.personen),
        "adres": adres_van(afspraak),
    }


def wanneer(begin: datetime.datetime, einde: datetime.datetime) -> str:
    """Return a time as people say it: "dinsdag 3 maart 2026 van 10:00 tot 10:20 uur"."""
    van, tot = timezone.localtime(begin), timezone.localtime(einde)
    woorden = {
        "dag": formats.date_format(van, "l j F Y"),
        "van": formats.time_format(van, "H:i"),
        "tot": formats.time_format(tot, "H:i"),
    }
    return _("%(dag)s van %(van)s tot %(tot)s uur") % woorden


def voor_wie(product: str, personen: int) -> str:
    """Return what an appointment is for, with the number of people when they are more than one."""
    if personen == 1:
        return product
    zin = ngettext("%(product)s, voor %(n)d persoon", "%(product)s, voor %(n)d personen", personen)
    return zin % {"product": product, "n": personen}


def _gegevens(woorden: dict[str, str]) -> str:
    return _("Waarvoor: %(waarvoor)s\nWanneer: %(wanneer)s\nWaar: %(waar)s\nZaaknummer: %(nummer)s") % woorden


def _meenemen(afspraak: Afspraak) -> str:
    nodig = afspraak.product.nodig
    return _("Neem dit mee:\n%(nodig)s") % {"nodig": nodig} if nodig else ""


def _veranderen(woorden: dict[str, str]) -> str:
    return _("Kunt u niet? Verzet of annuleer uw afspraak: %(adres)s") % woorden


def _alineas(delen: list[str]) -> str:
    return "\n\n".join(deel for deel in delen if deel)
