"""The alarm for the days on which no term ends: a year without a decree counts days that it should not."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.beheer import Beheersite
from zaken.models import Gelijkgesteldedag
from zaken.services.termijnen import dagentabel


def ontbrekend_jaar() -> int | None:
    """Return next year when no royal decree for it stands in the table (T-01)."""
    volgend_jaar = timezone.localdate().year + 1
    return None if dagentabel().kent(volgend_jaar) else volgend_jaar


def melding() -> str:
    """Return what the beheerder reads on the first page; nothing when all is well."""
    jaar = ontbrekend_jaar()
    if jaar is None:
        return ""
    zin = _(
        "Voor %(jaar)s staat er nog geen gelijkgestelde dag in de tabel. Kijk of er een koninklijk besluit is en vul de"
        " dagen in. Anders kloppen de termijnen niet."
    )
    return zin % {"jaar": jaar}


@register(Tags.database)
def controleer_dagentabel(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning for who checks the installation with its database.

    `migrate` asks before it makes the tables of a new installation.
    """
    er_is_een_tabel = databases and Gelijkgesteldedag._meta.db_table in connection.introspection.table_names()
    if not er_is_een_tabel or not (zin := melding()):
        return []
    return [Warning(zin, id="zaken.W001")]


if isinstance(admin.site, Beheersite):
    admin.site.meldingen.append(melding)
