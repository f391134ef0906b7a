"""Settings for the test run: those of production, with plain HTTP and made-up secrets."""

import os
from pathlib import Path

# Servers of their own, so that stopping the demo never stops a test; and quick ones, because a power cut may cost them.
os.environ.setdefault("VAR_MAP", str(Path(__file__).resolve().parent.parent.parent / "var" / "test"))
os.environ.setdefault("INGEBED_SNEL", "1")

from mijnportaal.settings.bronnen import bronnen
from mijnportaal.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A view without a policy is an error to repair, not a refusal to look at.
BELEID_STRENG = True

# Not connected, until a test starts the registers (tests/bronnen).
BRONNEN = bronnen({})
