"""Why this employee may look at this customer now: kept on the server, from the search or the answer, for a while."""

import time
from collections.abc import Iterable
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

SESSIESLEUTEL = "klantcontact"
# A call is over by then; who opens the customer again says why again.
GELDIG = 30 * 60
# More than one search finds, so that the customers of the call before this one are still there.
MAX_ONTHOUDEN = 40


def onthoud_doel(sessie: SessionBase, klanten: Iterable[UUID], doel: str) -> None:
    """Bind the purpose to these customers."""
    nieuw = {str(klant): [doel, int(time.time())] for klant in klanten}
    oud = {klant: waarde for klant, waarde in sessie.get(SESSIESLEUTEL, {}).items() if klant not in nieuw}
    sessie[SESSIESLEUTEL] = dict([*oud.items(), *nieuw.items()][-MAX_ONTHOUDEN:])


def doel_voor(sessie: SessionBase, klant: UUID) -> str:
    """Return the purpose that was given for this customer, or an empty string: then it has to be asked."""
    doel, sinds = sessie.get(SESSIESLEUTEL, {}).get(str(klant), ("", 0))
    return str(doel) if time.time() - sinds < GELDIG else ""
