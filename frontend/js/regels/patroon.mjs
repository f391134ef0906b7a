// Patterns; formulieren/regels/patroon.py says the same in Python, and why this is no RegExp.
import { Grens, Regelfout } from './waarden.mjs';

const MAX_PATROON = 200;
const MAX_TEKST = 1000;
const MAX_OPDRACHTEN = 1000;
const MAX_GROEPEN = 10;

const HOOGSTE = 0x10ffff;
const KLASSEN = {
  d: [[48, 57]],
  w: [[48, 57], [65, 90], [95, 95], [97, 122]],
  s: [[9, 13], [32, 32], [160, 160]],
};
const TEKENS = { n: 10, r: 13, t: 9 };
const LETTERLIJK = new Set('\\^$.|?*+()[]{}-/ ,:;\'"@#%&_=!<>~`');
const KEREN = { '*': [0, null], '+': [1, null], '?': [0, 1] };

function behalve(bereiken) {
  const over = [];
  let vanaf = 0;
  for (const [eerste, laatste] of bereiken.toSorted((een, twee) => een[0] - twee[0] || een[1] - twee[1])) {
    if (eerste > vanaf) over.push([vanaf, eerste - 1]);
    vanaf = Math.max(vanaf, laatste + 1);
  }
  if (vanaf <= HOOGSTE) over.push([vanaf, HOOGSTE]);
  return over;
}

class Programma {
  tekens = [];
  verder = [];
  herhaald = 0;

  voegToe(tekens, ...verder) {
    if (this.tekens.length >= MAX_OPDRACHTEN) throw new Grens('patroon');
    this.verder.push(verder);
    return this.tekens.push(tekens) - 1;
  }

  herhaal(aantal, doe) {
    this.herhaald += aantal;
    if (this.herhaald > MAX_OPDRACHTEN) throw new Grens('patroon');
    for (let keer = 0; keer < aantal; keer += 1) doe();
  }

  past(tekst, teller) {
    const letters = [...tekst];
    if (letters.length > MAX_TEKST) return false;
    let bezocht = 0;
    let staten = this.volg([this.tekens.length - 1]);
    for (const letter of letters) {
      bezocht += staten.size;
      const punt = letter.codePointAt(0);
      const neemt = ([eerste, laatste]) => eerste <= punt && punt <= laatste;
      staten = this.volg([...staten].filter((staat) => this.tekens[staat]?.some(neemt)).flatMap((staat) => this.verder[staat]));
    }
    teller.tel(Math.floor(bezocht / 10));
    return staten.has(0);
  }

  volg(stapel) {
    const staten = new Set();
    while (stapel.length) {
      const staat = stapel.pop();
      if (staten.has(staat)) continue;
      staten.add(staat);
      if (!this.tekens[staat]) stapel.push(...this.verder[staat]);
    }
    return staten;
  }
}

export function lees(patroon) {
  if ([...patroon].length > MAX_PATROON) throw new Grens('patroon');
  let kern = patroon.startsWith('^') ? patroon.slice(1) : patroon;
  if (kern.endsWith('$') && /(^|[^\\])(\\\\)*\$$/.test(kern)) kern = kern.slice(0, -1);
  const lezer = new Lezer(kern);
  const stuk = lezer.keuze();
  if (lezer.volgende) throw new Regelfout('patroon');
  const programma = new Programma();
  const einde = programma.voegToe(null);
  programma.voegToe(null, stuk(programma, einde));
  return programma;
}

const teken = (bereiken) => (programma, verder) => programma.voegToe(bereiken, verder);

class Lezer {
  plaats = 0;
  groepen = 0;

  constructor(patroon) {
    this.tekens = [...patroon];
  }

  get volgende() {
    return this.tekens[this.plaats] ?? '';
  }

  neem(verwacht) {
    const gelezen = this.volgende;
    if (!gelezen || (verwacht && gelezen !== verwacht)) throw new Regelfout('patroon');
    this.plaats += 1;
    return gelezen;
  }

  is(...tekens) {
    return tekens.includes(this.volgende);
  }

  keuze() {
    const takken = [this.rij()];
    while (this.is('|')) {
      this.neem();
      takken.push(this.rij());
    }
    if (takken.length === 1) return takken[0];
    return (programma, verder) => programma.voegToe(null, ...takken.map((tak) => tak(programma, verder)));
  }

  rij() {
    const stukken = [];
    while (!this.is('', '|', ')')) stukken.unshift(this.herhaald(this.stuk()));
    return (programma, verder) => stukken.reduce((einde, stuk) => stuk(programma, einde), verder);
  }

  stuk() {
    const gelezen = this.neem();
    if (gelezen === '(') return this.groep();
    if (gelezen === '[') return teken(this.klasse());
    if (gelezen === '.') return teken(behalve([[10, 10], [13, 13]]));
    if (gelezen === '\\') return teken(this.ontsnapt(false));
    if ('*+?{}]^$'.includes(gelezen)) throw new Regelfout('patroon');
    return teken([[gelezen.codePointAt(0), gelezen.codePointAt(0)]]);
  }

  groep() {
    this.groepen += 1;
    if (this.groepen > MAX_GROEPEN) throw new Grens('patroon');
    if (this.is('?')) {
      this.neem();
      this.neem(':');
    }
    const stuk = this.keuze();
    this.neem(')');
    return stuk;
  }

  ontsnapt(inKlasse) {
    const gelezen = this.neem();
    const klein = gelezen.toLowerCase();
    if (Object.hasOwn(KLASSEN, gelezen)) return KLASSEN[gelezen];
    if (Object.hasOwn(KLASSEN, klein) && !inKlasse) return behalve(KLASSEN[klein]);
    const punt = Object.hasOwn(TEKENS, gelezen) ? TEKENS[gelezen] : gelezen.codePointAt(0);
    if (!Object.hasOwn(TEKENS, gelezen) && !LETTERLIJK.has(gelezen)) throw new Regelfout('patroon');
    return [[punt, punt]];
  }

  klasse() {
    const omgekeerd = this.is('^');
    if (omgekeerd) this.neem();
    const bereiken = [];
    while (!this.is(']')) bereiken.push(...this.klassedeel());
    this.neem(']');
    if (!bereiken.length) throw new Regelfout('patroon');
    return omgekeerd ? behalve(bereiken) : bereiken;
  }

  klassedeel() {
    const eerste = this.klasseteken();
    if (!this.is('-') || this.tekens[this.plaats + 1] === ']') return eerste;
    this.neem();
    const laatste = this.klasseteken();
    const enkel = [eerste, laatste].every((deel) => deel.length === 1 && deel[0][0] === deel[0][1]);
    if (!enkel || eerste[0][0] > laatste[0][0]) throw new Regelfout('patroon');
    return [[eerste[0][0], laatste[0][0]]];
  }

  klasseteken() {
    const gelezen = this.neem();
    if (gelezen === '[') throw new Regelfout('patroon');
    return gelezen === '\\' ? this.ontsnapt(true) : [[gelezen.codePointAt(0), gelezen.codePointAt(0)]];
  }

  herhaald(stuk) {
    if (!this.is('*', '+', '?', '{')) return stuk;
    const [minst, meest] = KEREN[this.neem()] ?? this.aantallen();
    if (this.is('?')) this.neem();
    if (this.is('*', '+', '?', '{')) throw new Regelfout('patroon');
    return keren(stuk, minst, meest);
  }

  aantallen() {
    const minst = this.heel();
    if (this.is('}')) {
      this.neem();
      return [minst, minst];
    }
    this.neem(',');
    const meest = this.is('}') ? null : this.heel();
    this.neem('}');
    if (meest !== null && meest < minst) throw new Regelfout('patroon');
    return [minst, meest];
  }

  heel() {
    let cijfers = '';
    while (this.volgende && '0123456789'.includes(this.volgende)) cijfers += this.neem();
    if (cijfers.length < 1 || cijfers.length > 3) throw new Regelfout('patroon');
    return Number(cijfers);
  }
}

function keren(stuk, minst, meest) {
  return (programma, verder) => {
    let begin = verder;
    if (meest === null) {
      begin = programma.voegToe(null);
      programma.verder[begin] = [stuk(programma, begin), verder];
    } else {
      programma.herhaal(meest - minst, () => {
        begin = programma.voegToe(null, stuk(programma, begin), verder);
      });
    }
    programma.herhaal(minst, () => {
      begin = stuk(programma, begin);
    });
    return begin;
  };
}
