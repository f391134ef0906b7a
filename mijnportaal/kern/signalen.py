"""What kern tells the apps above it."""

from django.dispatch import Signal

# A virus was found in the content of rows of this model (`sender`): `rijen` is a list of them, `virus` its name.
# Sent in the transaction that writes the scan state.
virus_gevonden = Signal()
