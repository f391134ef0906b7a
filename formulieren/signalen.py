"""What sending a form tells those who keep something of it."""

from django.dispatch import Signal

# A draft is becoming a zaak; sent inside the transaction, when the zaak is there. Keywords: inzending (Inzending,
# locked), zaak (Zaak, locked) and dossier (Dossier). A receiver that raises stops the whole.
ingediend = Signal()
