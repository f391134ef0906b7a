"""What belongs to a form and comes after it: files that may come later, and drawn signatures as documents."""

from django.utils import translation
from django.utils.translation import gettext as _

from formulieren.componenten import Bestanden, Handtekening
from formulieren.dossier import Dossier, Gesteld
from mijnportaal.accounts.actoren import Naamloos, naam_van
from mijnportaal.kern.opslag import bewaar
from zaken.models import Informatieobjecttype, Zaak
from zaken.services.documenten import NieuwDocument, voeg_documenten_toe
from zaken.services.taken import vraag_bestand


def vraag_wat_later_komt(zaak: Zaak, dossier: Dossier) -> None:
    """Ask, with a task of the resident, for each file that was left for later (R.C30)."""
    for gesteld in dossier.aanbevolen():
        component, soort = gesteld.component, _documenttype(zaak, gesteld)
        if isinstance(component, Bestanden) and soort:
            with translation.override(dossier.inzending.taal):
                zin = _("U hebt dit nog niet ingeleverd: %(label)s. Voeg het hier toe.")
                titel = _("Lever in: %(label)s") % {"label": gesteld.vraag.label}
                toelichting = zin % {"label": gesteld.vraag.label}
            vraag_bestand(
                zaak,
                titel=titel,
                toelichting=toelichting,
                informatieobjecttype=soort,
                termijn=f"P{component.later_dagen}D",
                door=Naamloos.SYSTEEM,
            )


def bewaar_handtekeningen(zaak: Zaak, dossier: Dossier) -> None:
    """Put each drawn signature in the zaak as a document, when its question says of which type."""
    door = dossier.inzending.gebruiker or Naamloos.ZONDER_LOGIN
    for _stap, gesteld in dossier.alles_gesteld():
        component, soort = gesteld.component, _documenttype(zaak, gesteld)
        tekening = component.tekening(gesteld.staat.waarde) if isinstance(component, Handtekening) else None
        if tekening and soort:
            # Small, and made by us from what was checked; a rollback leaves a file that the sweep finds.
            document = NieuwDocument(bewaar(tekening), component.weergave(gesteld.staat.waarde)[:200], soort)
            voeg_documenten_toe(zaak, [document], auteur=naam_van(door), door=door)


def _documenttype(zaak: Zaak, gesteld: Gesteld) -> Informatieobjecttype | None:
    soort, naam = gesteld.vraag.naar
    typen = zaak.zaaktypeversie.informatieobjecttypen.select_related("informatieobjecttype")
    rij = typen.filter(informatieobjecttype__omschrijving=naam).first() if soort == "document" else None
    return rij.informatieobjecttype if rij else None
