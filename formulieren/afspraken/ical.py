"""An appointment as a file that every calendar reads (RFC 5545)."""

import datetime
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from formulieren.models import Afspraak
from mijnportaal.kern.gemeente import gemeente

MIMETYPE = "text/calendar"
WAARSCHUW = datetime.timedelta(hours=-2)


def agendabestand(afspraak: Afspraak, *, adres: str) -> bytes:
    """Return the file with this appointment; a newer one with the same UID takes the place of an older.

    What the appointment is for is not in it: a calendar is often shared with others.
    """
    weg = afspraak.status == Afspraak.Status.GEANNULEERD
    agenda = icalendar.Calendar()
    agenda.add("prodid", f"-//{gemeente().naam}//Mijnportaal//NL")
    agenda.add("version", "2.0")
    agenda.add("method", "CANCEL" if weg else "PUBLISH")
    agenda.add_component(_gebeurtenis(afspraak, adres, weg=weg))
    return bytes(agenda.to_ical())


def _gebeurtenis(afspraak: Afspraak, adres: str, *, weg: bool) -> icalendar.Event:
    gebeurtenis = icalendar.Event()
    gebeurtenis.add("uid", f"{afspraak.uuid}@{urlsplit(settings.SITE_URL).hostname}")
    gebeurtenis.add("dtstamp", timezone.now())
    gebeurtenis.add("dtstart", afspraak.begin)
    gebeurtenis.add("dtend", afspraak.einde)
    gebeurtenis.add("sequence", afspraak.volgnummer + (1 if weg else 0))
    gebeurtenis.add("status", "CANCELLED" if weg else "CONFIRMED")
    gebeurtenis.add("summary", _("Afspraak bij %(gemeente)s") % {"gemeente": gemeente().naam})
    gebeurtenis.add("location", f"{afspraak.locatie.naam}, {afspraak.locatie.adres}")
    gebeurtenis.add("description", _("Bekijk, verzet of annuleer uw afspraak: %(adres)s") % {"adres": adres})
    gebeurtenis.add("url", adres)
    if not weg:
        herinnering = icalendar.Alarm()
        herinnering.add("action", "DISPLAY")
        herinnering.add("description", _("Afspraak bij %(gemeente)s") % {"gemeente": gemeente().naam})
        herinnering.add("trigger", WAARSCHUW)
        gebeurtenis.add_component(herinnering)
    return gebeurtenis
