"""Appointments: which times are free, holding one while somebody fills in the form, and what follows on sending."""
