"""What someone needs who shows or tries the demo: the test persons, the screens and every mail that was sent."""

from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mijnportaal.accounts.beleid import openbaar
from mijnportaal.demo.postvak import Mail, lees_postvak
from mijnportaal.demo.rondleiding import rollen, schermen, toestand

PER_PAGINA = 25


@openbaar
def overzicht(request: HttpRequest) -> HttpResponse:
    """Show who can log in and what to try, where the screens are, and how the demo is doing."""
    mails = _mails()
    gegevens = {
        "rollen": rollen(),
        "schermen": schermen(),
        "toestand": toestand(),
        "mails": [_regel(mail) for mail in mails[:3]],
        "aantal_mails": len(mails),
    }
    return render(request, "demo/overzicht.html", gegevens)


@openbaar
def postvak(request: HttpRequest) -> HttpResponse:
    """Show every mail that was sent, the newest first; ?aan= shows those to one address."""
    aan = request.GET.get("aan", "")
    pagina = Paginator(_mails(aan), PER_PAGINA).get_page(request.GET.get("pagina"))
    gegevens = {"aan": aan, "pagina": pagina, "mails": [_regel(mail) for mail in pagina], "kruimels": _kruimels()}
    return render(request, "demo/postvak.html", gegevens)


@openbaar
def mail(request: HttpRequest, naam: str) -> HttpResponse:
    """Show one mail as text; the name is looked up in the mailbox and never becomes a path."""
    gevonden = next((mail for mail in _mails() if mail.naam == naam), None)
    if gevonden is None:
        raise Http404
    kruimels = [*_kruimels(reverse("demo:postvak")), (gevonden.onderwerp, None)]
    return render(request, "demo/mail.html", {"mail": gevonden, "kruimels": kruimels})


def _mails(aan: str = "") -> list[Mail]:
    return lees_postvak(Path(settings.VAR_MAP) / "postvak", aan=aan)


def _kruimels(postvak: str | None = None) -> list[tuple[str, str | None]]:
    return [(_("Demonstratie"), reverse("demo:overzicht")), (_("Mailbox"), postvak)]


def _regel(mail: Mail) -> dict[str, object]:
    """Return one mail as a line of the list."""
    delen = [_("Aan %(adres)s") % {"adres": mail.aan}, *mail.bijlagen]
    return {
        "titel": mail.onderwerp,
        "url": reverse("demo:mail", args=[mail.naam]),
        "datum": mail.tijd,
        "bij": " · ".join(delen),
        "nieuw": False,
    }
