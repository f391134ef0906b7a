"""A serializer that is used again remembers nothing of the request before."""

import pytest
from django.utils import translation
from rest_framework import serializers

from mijnportaal.zgw.keuring import keur


class _Proef(serializers.Serializer[object]):
    naam = serializers.CharField(max_length=3)
    toelichting = serializers.CharField(required=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if self.instance is not None:
            raise serializers.ValidationError("er is een rij", code="rij")
        return attrs


def _fouten(data: object, **opties: object) -> dict[str, list[str]]:
    with pytest.raises(serializers.ValidationError) as fout:
        keur(_Proef, data, **opties)  # type: ignore[arg-type]
    return {naam: [deel.code for deel in delen] for naam, delen in fout.value.detail.items()}  # type: ignore[union-attr]


def test_each_judgement_stands_alone() -> None:
    assert _fouten({"naam": "lang"}) == {"naam": ["max_length"]}
    assert keur(_Proef, {"naam": "Kim", "toelichting": "Nu"}) == {"naam": "Kim", "toelichting": "Nu"}
    assert keur(_Proef, {"naam": "Jo"}) == {"naam": "Jo"}
    assert keur(_Proef, {}, deels=True) == {}
    assert _fouten({}) == {"naam": ["required"]}
    assert _fouten({"naam": "Jo"}, rij=object()) == {"non_field_errors": ["rij"]}
    assert keur(_Proef, {"naam": "Jo"}) == {"naam": "Jo"}
    assert _fouten("geen object") == {"non_field_errors": ["invalid"]}


def test_a_fault_is_told_in_the_language_of_who_asks() -> None:
    zinnen = []
    for taal in ("nl", "en", "nl"):
        with translation.override(taal), pytest.raises(serializers.ValidationError) as fout:
            keur(_Proef, {"naam": "lang"})
        zinnen.append(str(fout.value.detail["naam"][0]))  # type: ignore[index, call-overload]

    assert zinnen[0] == zinnen[2] != zinnen[1]
