"""Rules that hold for the whole code base, so that nobody has to remember them."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.template import Engine
from django.template.base import Node, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise

from mijnportaal.accounts.beleid import Beleid, Voor, beleid_van
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.processen import WORTEL
from tests.portaalclient import PortaalClient
from zaken.berichten import SCHRIJVERS
from zaken.models import Gebeurtenis

APPS = ("mijnportaal", "zaken", "formulieren", "klantcontact", "archief")
# From bottom to top; apps on one line do not know each other.
LAGEN = (
    {"kern"},
    {"accounts"},
    {"notificaties"},
    {"zaken"},
    {"formulieren", "archief"},
    {"klantcontact"},
)
SCHERMEN = ("views", "forms", "behandeling", "beheer", "api")
SJABLONEN = WORTEL / "templates"


def bronnen(*delen: str) -> Iterator[Path]:
    """Yield our Python files; with `delen` only those of modules or packages with such a name."""
    for app in APPS:
        for pad in sorted((WORTEL / app).rglob("*.py")):
            namen = {*pad.relative_to(WORTEL).parts, pad.stem}
            if not delen or namen & set(delen):
                yield pad


@cache
def boom(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"))


def onze_modellen() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


# Addresses and who may open them


def adressen(resolver: URLResolver | None = None, begin: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address with its pattern."""
    for deel in (resolver or get_resolver()).url_patterns:
        pad = begin + str(deel.pattern).removeprefix("^").removesuffix("$")
        if isinstance(deel, URLPattern):
            yield pad, deel
        else:
            yield from adressen(deel, pad)


INVULLING = {"uuid": str(UUID(int=0)), "int": "1", "slug": "onbekend", "str": "onbekend", "path": "onbekend"}


def ingevuld(pad: str) -> str:
    """Return an address that leads to the view, with a made-up value in each place."""
    pad = re.sub(r"<(?:(\w+):)?\w+>", lambda vondst: INVULLING.get(vondst[1] or "str", "onbekend"), pad)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "onbekend", pad).replace("\\", "")


@pytest.mark.eis("S-01")
def test_every_address_has_a_policy() -> None:
    zonder = [pad for pad, patroon in adressen() if beleid_van(patroon.callback) is None]
    assert zonder == []


@pytest.mark.eis("S-01")
@pytest.mark.parametrize("wie", ["niemand", "inwoner", "behandelaar", "coordinator", "kcc", "beheerder", "archivaris"])
def test_pages_open_for_whom_they_are_meant(client: PortaalClient, wie: str, request: pytest.FixtureRequest) -> None:
    """Nobody gets past a guarded page without login or with the wrong role; made-up numbers give no data."""
    gebruiker: Gebruiker | None = None
    if wie != "niemand":
        gebruiker = request.getfixturevalue(wie)
        client.log_in(gebruiker)
    fout = {}
    for pad, patroon in adressen():
        beleid = beleid_van(patroon.callback)
        if pad.startswith("/beheer/") or beleid is None:
            continue
        antwoord = client.get(ingevuld(pad))
        if not _past(beleid, gebruiker, antwoord):
            fout[pad] = (antwoord.status_code, antwoord.headers.get("Location", ""))
    assert fout == {}


def _past(beleid: Beleid, gebruiker: Gebruiker | None, antwoord: Any) -> bool:
    """Return whether this is what the policy promises, worked out from its fields alone."""
    naar_inloggen = antwoord.headers.get("Location", "").startswith("/inloggen/?volgende=")
    if beleid.voor is Voor.IEDEREEN:
        return bool(antwoord.status_code < 500)
    if beleid.voor is Voor.APPLICATIE:
        # A session opens nothing there, whosever it is: only the token of another system does.
        return bool(antwoord.status_code in {403, 404})
    if gebruiker is None:
        return bool(antwoord.status_code == 302 and naar_inloggen)
    soort_past = {
        Voor.INGELOGD: True,
        Voor.INWONER: not gebruiker.is_medewerker,
        Voor.MEDEWERKER: gebruiker.is_medewerker,
    }[beleid.voor]
    if not soort_past or (beleid.profielen and not beleid.profielen & gebruiker.profielen):
        return bool(antwoord.status_code == 403)
    return bool(antwoord.status_code in {200, 302, 400, 404, 405} and not naar_inloggen)


# Layers


def test_foreign_keys_point_down_the_layers() -> None:
    hoogte = {app: nummer for nummer, laag in enumerate(LAGEN) for app in laag}
    omhoog = [
        f"{model._meta.label}.{veld.name} → {veld.related_model._meta.label}"
        for model in onze_modellen()
        for veld in model._meta.get_fields()
        if veld.is_relation and not veld.auto_created and isinstance(veld.related_model, type)
        and veld.related_model._meta.app_label in hoogte
        and model._meta.app_label != veld.related_model._meta.app_label
        and hoogte[veld.related_model._meta.app_label] >= hoogte[model._meta.app_label]
    ]  # fmt: skip
    assert omhoog == []


def test_every_app_with_tables_is_in_a_layer() -> None:
    assert {model._meta.app_label for model in onze_modellen()} <= set().union(*LAGEN)


# Rows about people and their zaken; the catalogue and the organisation are open to every screen.
VERTROUWELIJK = {
    *("Zaak", "Status", "Resultaat", "Rol", "Zaakeigenschap", "Opschorting", "Taak", "Besluit", "Gebeurtenis"),
    *("Betrokkene", "Identiteit", "Informatieobject", "Informatieobjectversie", "Zaakinformatieobject"),
    *("Bericht", "Inzending", "Antwoord", "Bijlage", "Inzage"),
}


@pytest.mark.eis("S-01")
def test_screens_get_rows_from_toegang() -> None:
    """A screen that asks a manager for rows goes around the rights; `none()` asks for nothing.

    An API may ask for what hangs from a row that toegang gave, as a correlated subquery or by its foreign key.
    """
    langs = [
        f"{pad.relative_to(WORTEL)}:{knoop.lineno}"
        for pad in bronnen(*SCHERMEN)
        if not {"services", "toegang"} & set(pad.parts)
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.Attribute)
        and knoop.attr != "none"
        and ast.unparse(knoop.value).removesuffix(".objects") in VERTROUWELIJK
        and ast.unparse(knoop.value).endswith(".objects")
    ]
    assert [plaats for plaats in langs if not _hangt_aan_een_rij(plaats)] == []


# `zaak=` and so on: the row itself, or OuterRef of it. The other two only tell 403 from 404, and look inside zaken.
AAN_EEN_RIJ = re.compile(
    r"\.objects\.filter\((?:zaak|hoofdzaak|status|gezet_door|informatieobject|hoofdobject)=|\.objects\.filter\($"
    r"|Zaak\.objects\.filter\(uuid=uuid\)\.exists\(\)|filter_rijen\(Rol\.objects\.order_by\(\), VIA_ROL"
)


def _hangt_aan_een_rij(plaats: str) -> bool:
    pad, nummer = plaats.rsplit(":", 1)
    regel = (WORTEL / pad).read_text().splitlines()[int(nummer) - 1]
    return pad.startswith("zaken/api/") and AAN_EEN_RIJ.search(regel) is not None


def test_migrations_import_nothing_of_the_apps() -> None:
    """A migration keeps working when the code has moved on; fields and storage choices are part of the schema."""
    toegestaan = re.compile(r"\.(velden|ankerpunt|models\.catalogus|keuzes|migrations\b)|^mijnportaal\.kern\.")
    vreemd = [
        f"{pad.relative_to(WORTEL)}: {naam}"
        for pad in bronnen("migrations")
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, (ast.Import, ast.ImportFrom))
        for naam in ([knoop.module or ""] if isinstance(knoop, ast.ImportFrom) else [deel.name for deel in knoop.names])
        if naam.split(".")[0] in APPS and not toegestaan.search(naam)
    ]
    assert vreemd == []


def test_migrations_are_named_by_intent() -> None:
    namen = [pad.stem for pad in bronnen("migrations") if pad.stem != "__init__"]
    assert [naam for naam in namen if re.search(r"_auto_|_alter_|_and_more", naam)] == []


# Words


def test_every_event_has_a_writer() -> None:
    assert set(SCHRIJVERS) == set(Gebeurtenis.Soort)


def test_names_of_constraints_and_indexes_are_unique_and_ours() -> None:
    namen = [str(deel.name) for model in onze_modellen() for deel in [*model._meta.constraints, *model._meta.indexes]]
    assert [naam for naam, aantal in Counter(namen).items() if aantal > 1] == []
    assert [naam for naam in namen if not re.fullmatch(r"[a-z0-9_]+", naam) or re.search(r"_(idx|uniq)$", naam)] == []


def test_names_of_models_and_fields_begin_in_lower_case_and_can_be_translated() -> None:
    """Dutch writes names small; what has capitals of its own, such as BSN, keeps them."""
    fout = []
    for model in onze_modellen():
        namen = [model._meta.verbose_name, model._meta.verbose_name_plural]
        fout += [f"{model._meta.label}: {naam}" for naam in namen if not isinstance(naam, Promise)]
        velden = [veld.verbose_name for veld in model._meta.fields if isinstance(veld.verbose_name, Promise)]
        fout += [f"{model._meta.label}: {naam}" for naam in [*namen, *velden] if re.match(r"[A-Z][a-z]", str(naam))]
    eigennamen = {"Message-ID", "KvK-nummer", "Algemene termijnenwet van toepassing"}
    assert [regel for regel in fout if regel.partition(": ")[2] not in eigennamen] == []


VAN_ZGW = {"zaaktype-mismatch", "unique"}


def test_code_of_a_refusal_means_one_thing() -> None:
    """ZGW and tests read the code; two sentences under one code are two meanings, but where ZGW itself has one code."""
    zinnen: dict[str, set[str]] = {}
    for pad in bronnen("services"):
        for knoop in ast.walk(boom(pad)):
            if isinstance(knoop, ast.Call) and getattr(knoop.func, "id", "") == "ValidationError":
                code = next((sleutel.value for sleutel in knoop.keywords if sleutel.arg == "code"), None)
                zin = next((d.value for d in ast.walk(knoop.args[0]) if isinstance(d, ast.Constant)), None)
                if isinstance(code, ast.Constant) and isinstance(zin, str):
                    zinnen.setdefault(str(code.value), set()).add(zin)
    assert {code: gevonden for code, gevonden in zinnen.items() if len(gevonden) > 1 and code not in VAN_ZGW} == {}


# Secrets

MAG_BSN = {"zaken.Betrokkene.bsn", "zaken.Betrokkene.bsn_zoeksleutel"}


@pytest.mark.eis("S-36")
def test_bsn_has_one_place() -> None:
    """No other field is named after a BSN, and no text field is made to hold nine digits, but for an RSIN."""
    namen = {f"{model._meta.label}.{veld.name}": veld for model in onze_modellen() for veld in model._meta.fields}
    assert {naam for naam in namen if re.search(r"bsn|burgerservice|sofi", naam.lower())} == MAG_BSN
    negen = {naam for naam, veld in namen.items() if isinstance(veld, models.CharField) and veld.max_length == 9}
    organisaties = {f"{wat}_organisatie" for wat in ("verantwoordelijke", "opdrachtgevende")}
    assert {naam.rpartition(".")[2] for naam in negen} <= {"rsin", "bronorganisatie", *organisaties}


def bestanden_in_beheer() -> list[Path]:
    uitvoer = subprocess.run(["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, text=True, check=True).stdout
    return [WORTEL / naam for naam in uitvoer.split("\0") if naam and (WORTEL / naam).is_file()]


def test_repository_knows_no_machine_and_no_registry() -> None:
    """What is said of one machine or one mirror is wrong on the next."""
    paden = "|".join(["/" + "work/", "/" + "root/", "/" + "tmp/bouw", "/" + "home/[a-z]+/"])
    verboden = re.compile(
        rf"(?:{paden})|https?://[\w.-]*(?:pypi|registry|mirror|artifactory|nexus)[\w.-]*", re.IGNORECASE
    )
    gevonden = []
    for pad in bestanden_in_beheer():
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if verboden.search(tekst):
            gevonden.append(str(pad.relative_to(WORTEL)))
    assert gevonden == []


# Templates


@cache
def sjablonen() -> dict[str, Template]:
    """Return every template of ours by its name."""
    motor = Engine.get_default()
    return {
        str(pad.relative_to(SJABLONEN)): motor.get_template(str(pad.relative_to(SJABLONEN)))
        for pad in sorted(SJABLONEN.rglob("*.html"))
    }


def knopen(nodelist: Any) -> Iterator[Node]:
    for knoop in nodelist:
        yield knoop
        for naam in getattr(knoop, "child_nodelists", ()):
            yield from knopen(getattr(knoop, naam, None) or [])
        for _voorwaarde, tak in getattr(knoop, "conditions_nodelists", ()):
            yield from knopen(tak)


def test_every_template_compiles() -> None:
    assert len(sjablonen()) > 20


@pytest.mark.eis("S-07")
def test_templates_hold_no_inline_style_or_script() -> None:
    verboden = re.compile(
        r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|<script\b(?![^>]*\bsrc=)|javascript:", re.IGNORECASE
    )
    # A mail has no style sheet of ours to lean on, and a PDF is no page.
    fout = [
        naam
        for naam in sjablonen()
        if not naam.startswith(("mail/", "pdf/")) and verboden.search((SJABLONEN / naam).read_text(encoding="utf-8"))
    ]
    assert fout == []


@pytest.mark.eis("U/WA.04")
def test_nothing_goes_around_the_escaping() -> None:
    patroon = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\bmark_safe\b|\bSafeString\(|\.html_safe\b")
    paden = [*SJABLONEN.rglob("*.html"), *bronnen()]
    fout = [str(pad.relative_to(WORTEL)) for pad in paden if patroon.search(pad.read_text(encoding="utf-8"))]
    assert fout == []


def verwijzingen() -> set[str]:
    """Return the names of all templates that another template or a line of Python mentions."""
    tekst = "\n".join(pad.read_text(encoding="utf-8") for pad in [*SJABLONEN.rglob("*.html"), *bronnen()])
    return set(re.findall(r"[\"']([\w./-]+\.html)[\"']", tekst))


# Django asks for these by name.
VASTE_NAMEN = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def test_every_template_is_used() -> None:
    ongebruikt = set(sjablonen()) - verwijzingen() - VASTE_NAMEN
    assert {naam for naam in ongebruikt if not naam.startswith(("admin/", "django/", "socialaccount/"))} == set()


def test_every_mentioned_template_exists() -> None:
    bekend = set(sjablonen())
    eigen_mappen = {naam.partition("/")[0] for naam in bekend if "/" in naam} - {"admin", "django"}
    genoemd = {
        naam for naam in verwijzingen() if naam.partition("/")[0] in eigen_mappen and not naam.endswith("/.html")
    }
    assert genoemd - bekend == set()


def test_components_get_only_what_they_are_given() -> None:
    """An include without `only` leaks the whole page into the component."""
    fout = [
        f"{naam}: {knoop.template}"
        for naam, sjabloon in sjablonen().items()
        for knoop in knopen(sjabloon.nodelist)
        if isinstance(knoop, IncludeNode)
        and re.match(r"componenten/[a-z]", str(getattr(knoop.template, "var", "")))
        and not knoop.isolated_context
    ]
    assert fout == []


def test_every_page_has_a_base() -> None:
    """What a view renders extends a base template; parts begin with an underscore or are components."""
    delen = ("componenten/", "forms/", "base/", "mail/", "pdf/", "admin/", "django/")
    los = {
        naam
        for naam, sjabloon in sjablonen().items()
        if not any(isinstance(knoop, ExtendsNode) for knoop in sjabloon.nodelist)
        and not naam.startswith(delen)
        and not Path(naam).name.startswith("_")
    }
    assert los - VASTE_NAMEN == set()
