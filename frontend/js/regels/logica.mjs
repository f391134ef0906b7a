// Rules: JsonLogic, read once into functions; formulieren/regels/logica.py says the same in Python, and decides.
import { OPERATIES } from './operaties.mjs';
import { lees as leesPatroon } from './patroon.mjs';
import { Grens, MAX_DIEP, Regelfout, Teller, getal, isLijst, isObject, isWaar, naarJson, tekst, veld } from './waarden.mjs';

export { Grens, Regelfout, isLeeg, isWaar } from './waarden.mjs';

const MAX_KNOPEN = 2000;
const PER_LID = { map: 2, filter: 2, all: 2, some: 2, none: 2, reduce: 3 };
const KEUZE = { if: [1, null], and: [1, null], or: [1, null], '!': [1, 1], '!!': [1, 1] };
const EIGEN = { var: [0, 2], patroon: [2, 2], ...KEUZE };
const NAMEN = { tarief: 0, som: 1 };

// Returns what a rule may know besides the answers, made anew for each evaluation: it counts steps.
export function maakOmgeving({ vandaag, gelijkgesteld = [], tabellen = {}, inGemeente = () => false }) {
  return { vandaag, gelijkgesteld: new Set(gelijkgesteld), tabellen, inGemeente, teller: new Teller() };
}

export function compileer(regel) {
  meet(regel);
  const deel = lees(regel, false);
  return (gegevens, omgeving) => naarJson(deel(gegevens, omgeving), omgeving.teller);
}

const argumentenVan = (inhoud) => (isLijst(inhoud) ? inhoud : [inhoud]);

function meet(regel) {
  const stapel = [[regel, 1]];
  for (let knopen = 1; stapel.length; knopen += 1) {
    const [knoop, diep] = stapel.pop();
    if (diep > MAX_DIEP) throw new Grens('diepte');
    if (knopen > MAX_KNOPEN) throw new Grens('grootte');
    const delen = isObject(knoop) ? Object.values(knoop).flatMap(argumentenVan) : isLijst(knoop) ? knoop : [];
    for (const deel of delen) stapel.push([deel, diep + 1]);
  }
}

function operatorVan(regel) {
  const namen = Object.keys(regel);
  if (namen.length !== 1) throw new Regelfout('vorm');
  const [naam] = namen;
  const grenzen = [OPERATIES, EIGEN].map((soort) => veld(soort, naam)).find(Boolean);
  const perLid = veld(PER_LID, naam);
  if (!grenzen && !perLid) throw new Regelfout('operator', naam);
  const [minst, meest] = grenzen ?? [perLid, perLid];
  const argumenten = argumentenVan(regel[naam]);
  if (argumenten.length < minst || (meest !== null && argumenten.length > meest)) throw new Regelfout('argumenten', naam);
  return [naam, argumenten];
}

function lees(regel, binnen) {
  if (isLijst(regel)) {
    const delen = regel.map((deel) => lees(deel, binnen));
    return (gegevens, omgeving) => delen.map((deel) => deel(gegevens, omgeving));
  }
  if (!isObject(regel)) return vast(regel);
  const [naam, argumenten] = operatorVan(regel);
  const deel = knoop(naam, argumenten, binnen);
  return (gegevens, omgeving) => {
    omgeving.teller.tel();
    return deel(gegevens, omgeving);
  };
}

function knoop(naam, argumenten, binnen) {
  if (naam === 'var') return zoek(argumenten, binnen);
  if (Object.hasOwn(PER_LID, naam)) return perLid(naam, argumenten, binnen);
  if (naam === 'patroon') return patroon(argumenten, binnen);
  const plaats = veld(NAMEN, naam);
  if (plaats !== null && argumenten.length > plaats && typeof argumenten[plaats] !== 'string') throw new Regelfout('naam', naam);
  const delen = argumenten.map((argument) => lees(argument, binnen));
  if (Object.hasOwn(KEUZES, naam)) return KEUZES[naam](delen);
  const functie = OPERATIES[naam][2];
  return (gegevens, omgeving) => functie(delen.map((deel) => deel(gegevens, omgeving)), omgeving);
}

function vast(waarde) {
  const constante = typeof waarde === 'number' ? getal(waarde) : waarde;
  if (typeof waarde === 'number' && constante === null) throw new Regelfout('getal');
  return () => constante;
}

function padnaam(argumenten, binnen) {
  const naam = argumenten.length ? argumenten[0] : '';
  if ((naam === '' || naam === null) && binnen) return [];
  if (typeof naam !== 'string' || !naam) throw new Regelfout('naam', 'var');
  return naam.split('.');
}

function zoek(argumenten, binnen) {
  const pad = padnaam(argumenten, binnen);
  const anders = argumenten.length > 1 ? lees(argumenten[1], binnen) : null;
  return (gegevens, omgeving) => {
    const waarde = pad.reduce(onderdeel, gegevens) ?? null;
    return waarde === null && anders ? anders(gegevens, omgeving) : waarde;
  };
}

function onderdeel(waarde, naam) {
  if (isObject(waarde)) return veld(waarde, naam);
  return isLijst(waarde) && /^[0-9]{1,5}$/.test(naam) ? (waarde[Number(naam)] ?? null) : null;
}

function patroon(argumenten, binnen) {
  if (typeof argumenten[1] !== 'string') throw new Regelfout('naam', 'patroon');
  const deel = lees(argumenten[0], binnen);
  const programma = leesPatroon(argumenten[1]);
  return (gegevens, omgeving) => {
    const waarde = deel(gegevens, omgeving);
    return !isLijst(waarde) && !isObject(waarde) && programma.past(tekst(waarde, omgeving.teller), omgeving.teller);
  };
}

// `or` stops at the first true value, `and` at the first false one; the outcome is that value.
const tot = (stopt) => (delen) => (gegevens, omgeving) => {
  let waarde = null;
  for (const deel of delen) {
    waarde = deel(gegevens, omgeving);
    if (isWaar(waarde) === stopt) break;
  }
  return waarde;
};

const KEUZES = {
  if: (delen) => (gegevens, omgeving) => {
    for (let plaats = 0; plaats < delen.length - 1; plaats += 2) {
      if (isWaar(delen[plaats](gegevens, omgeving))) return delen[plaats + 1](gegevens, omgeving);
    }
    return delen.length % 2 ? delen.at(-1)(gegevens, omgeving) : null;
  },
  and: tot(false),
  or: tot(true),
  '!': ([deel]) => (gegevens, omgeving) => !isWaar(deel(gegevens, omgeving)),
  '!!': ([deel]) => (gegevens, omgeving) => isWaar(deel(gegevens, omgeving)),
};

const VOUWEN = {
  map: (leden, doe) => leden.map(doe),
  filter: (leden, doe) => leden.filter((lid) => isWaar(doe(lid))),
  all: (leden, doe) => leden.length > 0 && leden.every((lid) => isWaar(doe(lid))),
  some: (leden, doe) => leden.some((lid) => isWaar(doe(lid))),
  none: (leden, doe) => !leden.some((lid) => isWaar(doe(lid))),
};

function perLid(naam, argumenten, binnen) {
  const bron = lees(argumenten[0], binnen);
  const regel = lees(argumenten[1], true);
  const begin = naam === 'reduce' ? lees(argumenten[2], binnen) : null;
  return (gegevens, omgeving) => {
    const lijst = bron(gegevens, omgeving);
    const leden = isLijst(lijst) ? lijst : [];
    omgeving.teller.tel(leden.length);
    if (!begin) return VOUWEN[naam](leden, (lid) => regel(lid, omgeving));
    const vouw = (waarde, lid) => regel({ current: lid, accumulator: waarde }, omgeving);
    return leden.reduce(vouw, begin(gegevens, omgeving));
  };
}
