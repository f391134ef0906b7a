"""A file that comes in while somebody fills in a form: per file, in parts, and going on after a lost connection."""
