"""Model fields of our own."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from mijnportaal.kern.versleuteling import ontsleutel, versleutel


class VersleuteldVeld(models.TextField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A text that is encrypted in the database and readable in Python.

    It cannot be searched or compared in a query, only tested for NULL: find it through an HMAC column beside it
    (`versleuteling.zoeksleutel`). The value is tied to `doel`, by default "app.model.field": give the old name as
    `doel` when a model or field with stored values is renamed.
    """

    def __init__(self, *args: Any, doel: str = "", **kwargs: Any) -> None:
        self.doel = doel
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        naam, pad, args, kwargs = super().deconstruct()
        if self.doel:
            kwargs["doel"] = self.doel
        return naam, pad, args, kwargs

    @property
    def context(self) -> bytes:
        """Return the place that a stored value is tied to."""
        return (self.doel or f"{self.model._meta.label_lower}.{self.name}").encode()

    def get_prep_value(self, value: Any) -> Any:
        """Return the value as stored; empty stays empty, so that a constraint can see it."""
        tekst = super().get_prep_value(value)
        return versleutel(tekst, context=self.context) if tekst else tekst

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Return the text of a stored value."""
        return ontsleutel(value, context=self.context) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the isnull lookup; every other comparison would silently find nothing."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is versleuteld: zoek op de zoeksleutel ernaast.")
        return super().get_lookup(lookup_name)
