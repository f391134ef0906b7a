"""Settings of a process that a test starts: those of the tests, on the database of the test that started it."""

import os

from mijnportaal.settings.test import *  # noqa: F403
from mijnportaal.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["TESTDATABASE"]
EMAIL_HOST = "127.0.0.1"
LOGGING_CONFIG = None
