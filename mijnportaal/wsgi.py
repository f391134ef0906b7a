"""The WSGI entry point for the web server."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mijnportaal.settings.base")

application = get_wsgi_application()
# After the set-up, so that the first resident who sends a form does not wait for the printing to load.
import_module("mijnportaal.kern.pdf").warm_op()
