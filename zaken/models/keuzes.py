"""Fixed lists of the standards that several models share (RGBZ 2, ImZTC 2.2, ZGW)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vertrouwelijkheid(models.IntegerChoices):
    """Vertrouwelijkheidaanduiding, ordered; the ZGW value is the lower-case name of the member."""

    OPENBAAR = 1, _("Openbaar")
    BEPERKT_OPENBAAR = 2, _("Beperkt openbaar")
    INTERN = 3, _("Intern")
    ZAAKVERTROUWELIJK = 4, _("Zaakvertrouwelijk")
    VERTROUWELIJK = 5, _("Vertrouwelijk")
    CONFIDENTIEEL = 6, _("Confidentieel")
    GEHEIM = 7, _("Geheim")
    ZEER_GEHEIM = 8, _("Zeer geheim")


class Archiefnominatie(models.TextChoices):
    """What happens with the zaak when its retention ends."""

    BLIJVEND_BEWAREN = "blijvend_bewaren", _("Blijvend bewaren")
    VERNIETIGEN = "vernietigen", _("Vernietigen")


class Archiefstatus(models.TextChoices):
    """Where the zaak is in its archive life (ZGW Zaken, archiefstatus)."""

    NOG_TE_ARCHIVEREN = "nog_te_archiveren", _("Nog te archiveren")
    GEARCHIVEERD = "gearchiveerd", _("Gearchiveerd")
    GEARCHIVEERD_PROCESTERMIJN_ONBEKEND = (
        "gearchiveerd_procestermijn_onbekend",
        _("Gearchiveerd, procestermijn onbekend"),
    )
    OVERGEDRAGEN = "overgedragen", _("Overgedragen")


class Afleidingswijze(models.TextChoices):
    """How the brondatum of the retention term is found (ImZTC, brondatumArchiefprocedure)."""

    AFGEHANDELD = "afgehandeld", _("Afgehandeld")
    ANDER_DATUMKENMERK = "ander_datumkenmerk", _("Ander datumkenmerk")
    EIGENSCHAP = "eigenschap", _("Eigenschap")
    GERELATEERDE_ZAAK = "gerelateerde_zaak", _("Gerelateerde zaak")
    HOOFDZAAK = "hoofdzaak", _("Hoofdzaak")
    INGANGSDATUM_BESLUIT = "ingangsdatum_besluit", _("Ingangsdatum besluit")
    TERMIJN = "termijn", _("Termijn")
    VERVALDATUM_BESLUIT = "vervaldatum_besluit", _("Vervaldatum besluit")
    ZAAKOBJECT = "zaakobject", _("Zaakobject")


class Rolsoort(models.TextChoices):
    """Generic meaning of a role (RGBZ, roltype omschrijving generiek)."""

    ADVISEUR = "adviseur", _("Adviseur")
    BEHANDELAAR = "behandelaar", _("Behandelaar")
    BELANGHEBBENDE = "belanghebbende", _("Belanghebbende")
    BESLISSER = "beslisser", _("Beslisser")
    INITIATOR = "initiator", _("Initiator")
    KLANTCONTACTER = "klantcontacter", _("Klantcontacter")
    MEDE_INITIATOR = "mede_initiator", _("Mede-initiator")
    ZAAKCOORDINATOR = "zaakcoordinator", _("Zaakcoördinator")


class Kanaal(models.TextChoices):
    """The way through which something reached us (communicatiekanaal)."""

    PORTAAL = "portaal", _("Mijn omgeving")
    FORMULIER = "formulier", _("E-formulier")
    BALIE = "balie", _("Balie")
    TELEFOON = "telefoon", _("Telefoon")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Post")
    WERKPLEK = "werkplek", _("Werkplek")
    API = "api", _("Ander systeem")
    SYSTEEM = "systeem", _("Automatisch")


class Richting(models.TextChoices):
    """Direction of a document, seen from the municipality."""

    INKOMEND = "inkomend", _("Inkomend")
    INTERN = "intern", _("Intern")
    UITGAAND = "uitgaand", _("Uitgaand")


class WachtOp(models.TextChoices):
    """Who has to act now."""

    GEMEENTE = "gemeente", _("Gemeente")
    INWONER = "inwoner", _("Inwoner")
    DERDE = "derde", _("Derde")


class AardRelatie(models.TextChoices):
    """What another zaak, or zaaktype, is to this one (RGBZ, ZAAKZAAKRELATIE)."""

    VERVOLG = "vervolg", _("Vervolg")
    ONDERWERP = "onderwerp", _("Onderwerp")
    BIJDRAGE = "bijdrage", _("Bijdrage")
    OVERIG = "overig", _("Overig")


class Betalingsindicatie(models.TextChoices):
    """Whether the costs of a zaak have been paid (RGBZ, betalingsindicatie)."""

    NVT = "nvt", _("Er is geen sprake van te betalen kosten.")
    NOG_NIET = "nog_niet", _("De (met de zaak gemoeide) kosten zijn (nog) niet betaald.")
    GEDEELTELIJK = "gedeeltelijk", _("De kosten zijn gedeeltelijk betaald.")
    GEHEEL = "geheel", _("De kosten zijn geheel betaald.")


class Vervalreden(models.TextChoices):
    """Why a besluit no longer holds (RGBZ, vervalreden)."""

    TIJDELIJK = "tijdelijk", _("Besluit met tijdelijke werking")
    INGETROKKEN_OVERHEID = "ingetrokken_overheid", _("Besluit ingetrokken door overheid")
    INGETROKKEN_BELANGHEBBENDE = "ingetrokken_belanghebbende", _("Besluit ingetrokken o.v.v. belanghebbende")
