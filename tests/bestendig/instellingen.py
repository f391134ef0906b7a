"""Settings of the processes that these tests start: those of the tests, on the database and the files of one test."""

import os

from mijnportaal.settings.test import *  # noqa: F403
from mijnportaal.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["TESTDATABASE"]
EMAIL_HOST = "127.0.0.1"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ["OPSLAG"]},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Into the folder that is searched for BSNs when the run is over.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "bestand": {"class": "logging.FileHandler", "filename": f"{os.environ['VERTROUWELIJK_MAP']}/{os.getpid()}.log"}
    },
    "root": {"handlers": ["bestand"], "level": "INFO"},
}
