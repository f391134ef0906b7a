// A page of a form: shows what an answer brings up, works out along, and keeps what is typed.
// Everything works without this file; the server works out the same and its word holds.
import { Bewaarder } from './formulier/bewaren.mjs';
import { lees, veldnamen } from './formulier/lezen.mjs';
import { toon } from './formulier/tonen.mjs';
import { Regelfout } from './regels/logica.mjs';
import { bepaal, leesPagina, plek } from './regels/toestand.mjs';

class Formulierpagina {
  constructor(formulier, status, regels) {
    Object.assign(this, { formulier, status, getypt: new Set(), nieuw: new Set(), html: new Map() });
    this.lees(regels);
    this.staten = this.bepaal();
    this.zoekGetypt();
    this.bewaarder = new Bewaarder(formulier, status, this);
    for (const soort of ['input', 'change']) formulier.addEventListener(soort, (gebeurtenis) => this.gewijzigd(gebeurtenis));
    formulier.addEventListener('submit', (gebeurtenis) => this.verstuur(gebeurtenis));
    this.werkBij();
  }

  lees(regels) {
    this.pagina = leesPagina(regels);
    // Every asked question that the rules know: its name, its node, and the row that it stands in.
    this.gesteld = this.pagina.knopen.flatMap((knoop) => [
      { naam: knoop.naam, knoop, rij: '' },
      ...(knoop.rijen ?? []).flatMap((rij) => knoop.delen.map((deel) => ({ naam: plek(deel.naam, rij), knoop: deel, rij }))),
    ]);
  }

  // Some browsers fill a page in again on a reload: what stands there and the server does not know, was typed.
  zoekGetypt() {
    for (const { naam, knoop, rij } of this.gesteld.filter((een) => een.knoop.lees)) {
      const gelezen = lees(this.formulier, naam, knoop.lees);
      const anders = gelezen !== undefined && JSON.stringify(gelezen) !== JSON.stringify(knoop.antwoord[rij] ?? null);
      if (anders) for (const veldnaam of veldnamen(naam, knoop.lees)) this.getypt.add(veldnaam);
    }
  }

  // The state of every question, with what was typed since the server last spoke.
  bepaal() {
    const antwoord = (knoop, rij) => {
      const naam = plek(knoop.naam, rij);
      return this.isGetypt(naam, knoop) ? lees(this.formulier, naam, knoop.lees) : undefined;
    };
    try {
      return bepaal(this.pagina, antwoord).vragen;
    } catch (fout) {
      // A bound was met: the page stays as it is, and the server says what is wrong.
      if (fout instanceof Regelfout) return this.staten ?? null;
      throw fout;
    }
  }

  isGetypt(naam, knoop) {
    return veldnamen(naam, knoop.lees).some((veldnaam) => this.getypt.has(veldnaam));
  }

  gewijzigd(gebeurtenis) {
    if (!gebeurtenis.target.name || gebeurtenis.target.type === 'file') return;
    this.getypt.add(gebeurtenis.target.name);
    this.nieuw.add(gebeurtenis.target.name);
    this.werkBij();
    this.bewaarder.gewijzigd(gebeurtenis);
  }

  werkBij() {
    const staten = this.bepaal();
    if (!staten) return;
    const dicht = { zichtbaar: false };
    for (const { naam, knoop, rij } of this.gesteld) {
      const deel = this.deel(knoop.naam, rij);
      if (deel) toon(deel, knoop, staten.get(naam) ?? dicht, this.staten?.get(naam) ?? dicht, `(${this.status.dataset.merk})`);
    }
    this.staten = staten;
  }

  deel(naam, rij) {
    const kader = rij ? this.formulier.querySelector(`[data-rij="${rij}"]`) : this.formulier;
    return kader?.querySelector(`[data-vraag="${naam}"]`);
  }

  verstuur(gebeurtenis) {
    if (this.bewaarder.bezig && !this.laatDoor) {
      // An older answer that arrived after the page would take its place.
      gebeurtenis.preventDefault();
      gebeurtenis.stopPropagation();
      if (!this.bewaarder.gestopt) this.bewaarder.stop().then(() => this.verstuurAlsnog(gebeurtenis.submitter));
      return;
    }
    this.bewaarder.stop();
    this.noemGetoond();
  }

  verstuurAlsnog(knop) {
    this.laatDoor = true;
    this.formulier.requestSubmit(knop);
    this.laatDoor = false;
  }

  // Says which questions were on the page, so that one that was left empty is a fault and no surprise.
  noemGetoond() {
    this.formulier.querySelector('[name="getoond"]')?.remove();
    const veld = Object.assign(document.createElement('input'), { type: 'hidden', name: 'getoond' });
    veld.value = this.gesteld.map(({ naam }) => naam).filter((naam) => this.staten?.get(naam)?.zichtbaar).join(' ');
    this.formulier.append(veld);
  }

  begin() {
    this.nieuw = new Set();
  }

  // The server has kept the page: what it read counts from now on, except what was typed meanwhile.
  eind({ regels, uitkomsten, delen }) {
    this.lees(regels);
    this.getypt = this.nieuw;
    this.werkBij();
    for (const [naam, tekst] of Object.entries(uitkomsten)) this.schrijf(naam, tekst);
    for (const [naam, html] of Object.entries(delen)) this.vervang(naam, html);
  }

  schrijf(naam, tekst) {
    const { knoop, rij } = this.gesteld.find((een) => een.naam === naam) ?? {};
    const uitkomst = knoop && this.deel(knoop.naam, rij)?.querySelector('[data-uitkomst]');
    if (uitkomst && uitkomst.innerText !== tekst) uitkomst.innerText = tekst;
  }

  // A question whose options or limits follow from other answers comes from the server; not while someone is in it.
  vervang(naam, html) {
    const { knoop, rij } = this.gesteld.find((een) => een.naam === naam) ?? {};
    const deel = knoop && this.deel(knoop.naam, rij);
    if (!deel || deel.contains(document.activeElement) || this.isGetypt(naam, knoop) || this.html.get(naam) === html) return;
    this.html.set(naam, html);
    deel.outerHTML = html;
  }
}

const regels = document.getElementById('formulierregels');
const status = document.getElementById('bewaarstatus');
const formulier = document.querySelector('form.mo-formulier');
if (regels && status && formulier) new Formulierpagina(formulier, status, JSON.parse(regels.textContent));
