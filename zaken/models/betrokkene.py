"""People, companies and employees that have a part in zaken. The only place where a BSN is stored."""

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.identificatie import masker_bsn
from mijnportaal.kern.models import Basis
from mijnportaal.kern.velden import VersleuteldVeld
from mijnportaal.kern.versleuteling import zoeksleutel


def cijfers(veld: str) -> models.Func:
    """Return the digits of a column, so that "06 1234 5678" and "06-12345678" are the same number."""
    sjabloon = r"%(function)s(%(expressions)s, '\D', '', 'g')"
    return models.Func(veld, function="REGEXP_REPLACE", template=sjabloon, output_field=models.CharField())


class BetrokkeneQuerySet(models.QuerySet["Betrokkene"]):
    def met_bsn(self, bsn: str) -> "BetrokkeneQuerySet":
        """Return the person with this BSN; the number itself never reaches the database."""
        return self.filter(bsn_zoeksleutel=zoeksleutel("bsn", bsn))

    def met_telefoon(self, nummers: Iterable[str]) -> "BetrokkeneQuerySet":
        """Return who has one of these numbers, given as digits only, however it was typed."""
        return self.alias(telefooncijfers=cijfers("telefoon")).filter(telefooncijfers__in=list(nummers))


class Betrokkene(Basis):
    """One person, company, branch, employee or unit (RGBZ BETROKKENE).

    Somebody who reports something without login is a row with contact data only, or with nothing but a role.
    """

    class Soort(models.TextChoices):
        NATUURLIJK_PERSOON = "natuurlijk_persoon", _("Persoon")
        NIET_NATUURLIJK_PERSOON = "niet_natuurlijk_persoon", _("Organisatie")
        VESTIGING = "vestiging", _("Vestiging")
        ORGANISATORISCHE_EENHEID = "organisatorische_eenheid", _("Organisatorische eenheid")
        MEDEWERKER = "medewerker", _("Medewerker")

    soort = models.CharField(_("soort"), max_length=30, choices=Soort)
    bsn = VersleuteldVeld(_("BSN"), null=True, blank=True, editable=False)
    bsn_zoeksleutel = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  (unique)
    kvk_nummer = models.CharField(_("KvK-nummer"), max_length=8, blank=True)
    rsin = models.CharField(_("RSIN"), max_length=9, blank=True)
    vestigingsnummer = models.CharField(_("vestigingsnummer"), max_length=24, blank=True)
    # RGBZ: numbers of people and organisations outside BRP and handelsregister.
    a_nummer = VersleuteldVeld(_("A-nummer"), null=True, blank=True, editable=False)
    a_nummer_zoeksleutel = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  (unique)
    anp_identificatie = models.CharField(_("nummer van een ander persoon"), max_length=17, blank=True)
    ann_identificatie = models.CharField(_("nummer van een andere organisatie"), max_length=17, blank=True)
    identificatie = models.CharField(
        _("identificatie"),
        max_length=24,
        blank=True,
        help_text=_("Van een medewerker of een organisatorische eenheid."),
    )

    voornamen = models.CharField(_("voornamen"), max_length=200, blank=True)
    voorvoegsel = models.CharField(_("voorvoegsel"), max_length=20, blank=True)
    achternaam = models.CharField(_("achternaam"), max_length=200, blank=True)
    geboortedatum = models.DateField(_("geboortedatum"), null=True, blank=True)
    naam = models.CharField(_("naam"), max_length=200, help_text=_("De naam zoals wij iemand noemen."))

    straat = models.CharField(_("straat"), max_length=80, blank=True)
    huisnummer = models.CharField(_("huisnummer"), max_length=12, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    woonplaats = models.CharField(_("woonplaats"), max_length=80, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    telefoon = models.CharField(_("telefoonnummer"), max_length=20, blank=True)
    taal = models.CharField(_("taal"), max_length=2, default="nl", help_text=_("De taal waarin wij schrijven."))

    objects = BetrokkeneQuerySet.as_manager()

    class Meta:
        verbose_name = _("betrokkene")
        verbose_name_plural = _("betrokkenen")
        constraints = [
            models.UniqueConstraint(
                fields=["kvk_nummer"],
                condition=~models.Q(kvk_nummer="") & models.Q(soort="niet_natuurlijk_persoon"),
                name="betrokkene_kvk_uniek",
            ),
            models.UniqueConstraint(
                fields=["rsin"],
                condition=~models.Q(rsin="") & models.Q(soort="niet_natuurlijk_persoon"),
                name="betrokkene_rsin_uniek",
            ),
            models.UniqueConstraint(
                fields=["vestigingsnummer"],
                condition=~models.Q(vestigingsnummer="") & models.Q(soort="vestiging"),
                name="betrokkene_vestiging_uniek",
            ),
            models.UniqueConstraint(
                fields=["soort", "identificatie"],
                condition=~models.Q(identificatie=""),
                name="betrokkene_identificatie_uniek",
            ),
            models.CheckConstraint(
                condition=models.Q(bsn__isnull=True, bsn_zoeksleutel__isnull=True)
                | models.Q(bsn__isnull=False, bsn_zoeksleutel__isnull=False),
                name="betrokkene_bsn_heeft_zoeksleutel",
            ),
            models.CheckConstraint(
                condition=models.Q(bsn__isnull=True) | models.Q(soort="natuurlijk_persoon"),
                name="betrokkene_alleen_persoon_heeft_bsn",
            ),
        ]
        indexes = [
            models.Index(Upper("achternaam"), "geboortedatum", name="betrokkene_naam_geboren"),
            # The KCC looks a caller up by these two; on a million people a walk takes seconds.
            models.Index(Upper("email"), name="betrokkene_email", condition=~models.Q(email="")),
            models.Index("anp_identificatie", name="betrokkene_anp", condition=~models.Q(anp_identificatie="")),
            models.Index("ann_identificatie", name="betrokkene_ann", condition=~models.Q(ann_identificatie="")),
            models.Index(cijfers("telefoon"), name="betrokkene_telefoon", condition=~models.Q(telefoon="")),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def bsn_gemaskeerd(self) -> str:
        """Return the BSN as it may stand on a screen: only the last four digits (S-30)."""
        return masker_bsn(self.bsn) if self.bsn else ""

    @property
    def adresregel(self) -> str:
        """Return the address on one line, or an empty string."""
        delen = (f"{self.straat} {self.huisnummer}".strip(), f"{self.postcode} {self.woonplaats}".strip())
        return ", ".join(deel for deel in delen if deel)


class Identiteit(models.Model):
    """That an account acts as this person, company or employee; made at login."""

    gebruiker = models.OneToOneField(
        "accounts.Gebruiker", on_delete=models.PROTECT, primary_key=True, related_name="identiteit"
    )
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, related_name="identiteiten")

    class Meta:
        verbose_name = _("identiteit")
        verbose_name_plural = _("identiteiten")

    def __str__(self) -> str:
        return f"{self.gebruiker} = {self.betrokkene}"
