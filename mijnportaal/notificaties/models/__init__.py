"""Messages to people (Bericht), and notifications to other systems (ZGW Notificaties 1.0.0)."""

from mijnportaal.notificaties.models.abonnement import Abonnement, Abonnementkanaal, Kanaal
from mijnportaal.notificaties.models.bericht import CLAIM_VERLOOPT, OP_WEG, Bericht, BerichtQuerySet
from mijnportaal.notificaties.models.notificatie import LEASE, LEVENSDUUR, Aflevering, Notificatie

__all__ = [
    "CLAIM_VERLOOPT",
    "LEASE",
    "LEVENSDUUR",
    "OP_WEG",
    "Abonnement",
    "Abonnementkanaal",
    "Aflevering",
    "Bericht",
    "BerichtQuerySet",
    "Kanaal",
    "Notificatie",
]
