"""What the register tells the apps above it."""

from django.dispatch import Signal

# A zaak is being deleted for good; sent inside the transaction, before its rows go. Keyword: zaak (Zaak, locked).
# A receiver deletes what its app keeps of the zaak; one that raises stops the whole.
zaak_wordt_verwijderd = Signal()
