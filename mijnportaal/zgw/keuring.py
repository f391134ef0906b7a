"""Judge input with a serializer that stands ready.

Django REST framework copies every declared field for every serializer, which takes longer than judging. Here a
serializer is lent for one judgement and put back; two requests at a time have one each.
"""

from collections import defaultdict, deque
from typing import Any, TypeAlias

from django.utils.translation import get_language
from rest_framework import serializers

Soort: TypeAlias = "type[serializers.Serializer[Any]]"
# By language too: a field remembers the sentence with its limits as it was first said.
_gereed: "defaultdict[tuple[Soort, str | None], deque[serializers.Serializer[Any]]]" = defaultdict(deque)


def keur(soort: Soort, data: Any, *, rij: Any = None, deels: bool = False) -> dict[str, Any]:
    """Return the checked input, by attribute; raise the ValidationError of the framework with every fault at once."""
    voorraad = _gereed[soort, get_language()]
    try:
        serializer = voorraad.pop()
    except IndexError:
        serializer = soort(data=None)
    serializer.instance, serializer.initial_data, serializer.partial = rij, data, deels
    try:
        if not serializer.is_valid():
            raise serializers.ValidationError(serializer.errors)
        return dict(serializer.validated_data)
    finally:
        _leg_terug(serializer, voorraad)


def _leg_terug(serializer: "serializers.Serializer[Any]", voorraad: "deque[serializers.Serializer[Any]]") -> None:
    """Let nothing of this request stay behind."""
    serializer.instance = serializer.initial_data = None
    for uitkomst in ("_validated_data", "_errors", "_data"):
        serializer.__dict__.pop(uitkomst, None)
    voorraad.append(serializer)
