"""Fields and expressions that several models share."""

from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.kalender import ISO_DUUR

# What a field takes, every reader of a duration can read.
iso_duur = RegexValidator(rf"^{ISO_DUUR}\Z", _("Vul een duur in zoals P8W of P7Y."), code="ongeldige-duur")


class DuurVeld(models.CharField):  # type: ignore[type-arg]
    """An ISO 8601 duration in whole years, months, weeks and days, as the ZGW standards write it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("validators", [iso_duur])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the check out of migrations: it changes nothing in the table."""
        naam, pad, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return naam, pad, list(args), kwargs


class Daterange(models.Func):
    """The validity of a type as a range, for the constraint that forbids overlap; the end is not part of it."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Adresveld(models.CharField):  # type: ignore[type-arg]
    """An address of something in another register, kept as it was given; empty means there is none."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 1000)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
