"""The ZGW APIs: a second face on the services of this app (eisen/zgw.md)."""
