"""Who may act here: people, their groups, other systems, and the log of who looked at whose data."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from mijnportaal.kern.velden import VersleuteldVeld


class Profiel(models.TextChoices):
    """The work someone does; a group has one, a person has those of his groups."""

    BEHANDELAAR = "behandelaar", _("Behandelaar")
    COORDINATOR = "coordinator", _("Coördinator")
    KCC = "kcc", _("Medewerker klantcontact")
    FUNCTIONEEL_BEHEER = "functioneel-beheer", _("Functioneel beheerder")
    ARCHIEF = "archief", _("Archivaris")


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Makes people without a password: they log in at an identity provider."""

    def create_user(self, username: str, soort: str, **velden: Any) -> "Gebruiker":
        """Return a new person who cannot log in with a password."""
        gebruiker = self.model(username=username, soort=soort, **velden)
        gebruiker.set_unusable_password()
        gebruiker.save(using=self._db)
        return gebruiker


class Gebruiker(Basis, AbstractBaseUser, PermissionsMixin):
    """Someone who logs in.

    A resident's username is an HMAC of his BSN or KvK number; the number itself lives in the case register only.
    A staff member's username is his staff number.
    """

    class Soort(models.TextChoices):
        INWONER = "inwoner", _("Inwoner of ondernemer")
        MEDEWERKER = "medewerker", _("Medewerker")

    soort = models.CharField(_("soort"), max_length=10, choices=Soort)
    username = models.CharField(_("gebruikersnaam"), max_length=64, unique=True)
    naam = models.CharField(_("naam"), max_length=200, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    is_active = models.BooleanField(_("actief"), default=True)
    is_staff = models.BooleanField(_("mag in het technisch beheer"), default=False)
    aangemaakt = models.DateTimeField(_("aangemaakt"), db_default=Now(), editable=False)

    objects: ClassVar[GebruikerManager] = GebruikerManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        constraints = [
            models.CheckConstraint(
                name="gebruiker_inwoner_is_geen_beheerder",
                condition=models.Q(soort="medewerker") | models.Q(is_staff=False, is_superuser=False),
            ),
            models.CheckConstraint(
                name="gebruiker_soort_bestaat", condition=models.Q(soort__in=["inwoner", "medewerker"])
            ),
        ]

    def __str__(self) -> str:
        return self.naam or self.get_soort_display()

    def get_full_name(self) -> str:
        """Return the name that screens show."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the same name: the admin greets with this one."""
        return str(self)

    @property
    def is_medewerker(self) -> bool:
        """Tell whether this person works for the municipality."""
        return self.soort == self.Soort.MEDEWERKER

    @cached_property
    def profielen(self) -> frozenset[Profiel]:
        """Return what this person's groups allow; read once per instance, so a change counts at the next request."""
        if not self.is_medewerker or not self.is_active:
            return frozenset()
        return frozenset(Profiel(waarde) for waarde in self.groepen.values_list("profiel", flat=True))

    def heeft_profiel(self, *profielen: Profiel) -> bool:
        """Tell whether this person has at least one of these profiles."""
        return not self.profielen.isdisjoint(profielen)


class Groep(Basis):
    """A team that work is given to; its profile says what its members may do."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    omschrijving = models.TextField(_("omschrijving"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    profiel = models.CharField(_("profiel"), max_length=20, choices=Profiel)
    leden = models.ManyToManyField(Gebruiker, related_name="groepen", verbose_name=_("leden"), blank=True)

    class Meta:
        verbose_name = _("groep")
        verbose_name_plural = _("groepen")
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Applicatie(Basis):
    """Another system that calls our API (ZGW Autorisaties, APPLICATIE)."""

    label = models.CharField(_("label"), max_length=100)
    heeft_alle_autorisaties = models.BooleanField(
        _("mag alles"), default=False, help_text=_("Alle handelingen op alle zaken, documenten, besluiten en typen.")
    )
    # Triggers give it a new value whenever this row, a client-id or a right changes, and never one of before: so what
    # a process remembers under (pk, rechten_versie) is never out of date.
    rechten_versie = models.BigIntegerField(_("versie van de rechten"), db_default=0, editable=False)

    class Meta:
        verbose_name = _("applicatie")
        verbose_name_plural = _("applicaties")

    def __str__(self) -> str:
        return self.label


class ClientId(models.Model):
    """A name under which an applicatie calls, with the secret that its tokens are signed with (ac-001).

    Without a secret nobody gets in: an applicatie that is made through the Autorisaties API has none at first.
    """

    applicatie = models.ForeignKey(Applicatie, on_delete=models.CASCADE, related_name="client_ids")
    client_id = models.CharField(_("client-id"), max_length=50, unique=True)
    secret = VersleuteldVeld(_("geheim"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("client-id")
        verbose_name_plural = _("client-id’s")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.client_id


class Inzage(models.Model):
    """One look of a staff member at someone's data, and why; written once and never changed (a trigger refuses)."""

    class Onderwerp(models.TextChoices):
        BETROKKENE = "betrokkene", _("Betrokkene")
        ZAAK = "zaak", _("Zaak")
        DOCUMENT = "document", _("Document")

    tijdstip = models.DateTimeField(_("tijdstip"), db_default=Now(), editable=False)
    gebruiker = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, related_name="inzagen", verbose_name=_("gebruiker")
    )
    onderwerp_soort = models.CharField(_("soort onderwerp"), max_length=10, choices=Onderwerp)
    onderwerp = models.UUIDField(_("onderwerp"))
    doel = models.TextField(_("doel"))
    scherm = models.CharField(_("scherm"), max_length=100)

    class Meta:
        verbose_name = _("inzage")
        verbose_name_plural = _("inzagen")
        constraints = [models.CheckConstraint(name="inzage_heeft_doel", condition=~models.Q(doel=""))]
        indexes = [models.Index(fields=["onderwerp", "tijdstip"], name="inzage_op_onderwerp")]

    def __str__(self) -> str:
        return f"{self.onderwerp_soort} {self.onderwerp}"
