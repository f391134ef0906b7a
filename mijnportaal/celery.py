"""The Celery application; tasks take primary keys and may run twice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mijnportaal.settings.base")

app = Celery("mijnportaal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["formulieren.betalen", "formulieren.afspraken", "formulieren.prefill", "formulieren.uploads"])
app.autodiscover_tasks(related_name="gebeurtenissen")
