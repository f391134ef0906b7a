"""What this app tells the others."""

from django.dispatch import Signal

# A resident or company has logged in; sent inside the transaction of the login, so that a receiver that fails stops it.
# Keywords: gebruiker (Gebruiker), soort ("bsn" or "kvk"), nummer (str, checked), naam (str), middel (Middel).
# A receiver stores the number encrypted or not at all: it is nowhere else to be found.
aangemeld = Signal()
