"""The one thing every model of ours shares."""

import uuid

from django.db import models


class Basis(models.Model):
    """Give a model the identifier that may be seen outside: in an address, an API, a file name.

    The primary key stays a small integer for joins; it never leaves the house (normen.md, S-29).
    """

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
