"""Settings for the test run: those of production, with plain HTTP and made-up secrets."""

from mijnportaal.settings.dev import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A view without a policy is an error to repair, not a refusal to look at.
BELEID_STRENG = True
