"""The rules of a form: what is shown, required and counted, by what was answered."""
