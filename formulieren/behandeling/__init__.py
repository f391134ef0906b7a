"""What staff see and do at a zaak with what belongs to its form: payments and appointments."""
