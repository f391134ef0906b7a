"""The allauth provider for the login brokers of Dutch government, and for staff."""
