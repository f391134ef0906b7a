// The values that rules work with; formulieren/regels/waarden.py says the same in Python.
import { Getal } from './getal.mjs';

export const MAX_DIEP = 32;
const MAX_STAPPEN = 100000;

export class Regelfout extends Error {
  constructor(code, wat = '') {
    super(wat === '' ? code : `${code}: ${wat}`);
    this.code = code;
  }
}

export class Grens extends Regelfout {}

export class Teller {
  stappen = 0;

  tel(aantal = 1) {
    this.stappen += aantal;
    if (this.stappen > MAX_STAPPEN) throw new Grens('stappen');
  }

  // Counts the parts of a list or an object that is gone through; returns how deep they lie.
  daalAf(aantal, diep) {
    if (diep >= MAX_DIEP) throw new Grens('diepte');
    this.tel(aantal);
    return diep + 1;
  }
}

export const isLijst = Array.isArray;
export const isObject = (waarde) =>
  typeof waarde === 'object' && waarde !== null && !isLijst(waarde) && !(waarde instanceof Getal);
export const veld = (object, naam) => (Object.hasOwn(object, naam) ? object[naam] : null);

export function getal(waarde) {
  if (waarde instanceof Getal) return waarde;
  if (typeof waarde === 'string') return Getal.tekst(waarde);
  if (typeof waarde === 'boolean') return Getal.heel(waarde ? 1 : 0);
  return typeof waarde === 'number' ? Getal.json(waarde) : null;
}

// True and false only count as 1 and 0: they are no numbers by nature.
export const alsGetal = (waarde) => (typeof waarde === 'boolean' ? null : getal(waarde));

export const ontbreekt = (waarde) => waarde === null || waarde === undefined || waarde === '';

export const isLeeg = (waarde) =>
  ontbreekt(waarde) || (isLijst(waarde) && !waarde.length) || (isObject(waarde) && !Object.keys(waarde).length);

export function isWaar(waarde) {
  if (isLijst(waarde)) return waarde.length > 0;
  if (isObject(waarde)) return true;
  const cijfer = getal(waarde);
  return cijfer ? cijfer.n !== 0n : Boolean(typeof waarde === 'string' && waarde);
}

export function naarJson(waarde, teller, diep = 0) {
  if (isLijst(waarde)) {
    const dieper = teller.daalAf(waarde.length, diep);
    return waarde.map((deel) => naarJson(deel, teller, dieper));
  }
  if (isObject(waarde)) {
    const delen = Object.entries(waarde);
    const dieper = teller.daalAf(delen.length, diep);
    return Object.fromEntries(delen.map(([naam, deel]) => [naam, naarJson(deel, teller, dieper)]));
  }
  if (typeof waarde === 'number' || waarde instanceof Getal) return getal(waarde)?.toString() ?? null;
  return waarde ?? null;
}

export function tekst(waarde, teller, diep = 0) {
  if (typeof waarde === 'string') return waarde;
  if (typeof waarde === 'boolean') return String(waarde);
  if (isLijst(waarde)) {
    const dieper = teller.daalAf(waarde.length, diep);
    return waarde.map((deel) => tekst(deel, teller, dieper)).join(', ');
  }
  return getal(waarde)?.toString() ?? '';
}

export function gelijk(links, rechts, teller, streng = false, diep = 0) {
  if (!streng && (isLeeg(links) || isLeeg(rechts))) return isLeeg(links) && isLeeg(rechts);
  if (streng && (typeof links === 'boolean') !== (typeof rechts === 'boolean')) return false;
  const een = getal(links);
  const twee = getal(rechts);
  if (een || twee) return een?.n === twee?.n;
  return zelfdeBouw(links, rechts, teller, streng, diep);
}

function zelfdeBouw(links, rechts, teller, streng, diep) {
  const zelfde = (een, twee, dieper) => gelijk(een, twee, teller, streng, dieper);
  if (isLijst(links) && isLijst(rechts)) {
    const dieper = teller.daalAf(links.length, diep);
    return links.length === rechts.length && links.every((deel, plaats) => zelfde(deel, rechts[plaats], dieper));
  }
  if (isObject(links) && isObject(rechts)) {
    const namen = Object.keys(links);
    const dieper = teller.daalAf(namen.length, diep);
    if (namen.length !== Object.keys(rechts).length || !namen.every((naam) => Object.hasOwn(rechts, naam))) return false;
    return namen.every((naam) => zelfde(links[naam], rechts[naam], dieper));
  }
  if (typeof links === 'string' && typeof rechts === 'string') return links === rechts;
  return (links ?? null) === null && (rechts ?? null) === null;
}

// Compares by character, where JavaScript would compare halves of one.
function volgorde(links, rechts) {
  const een = [...links];
  const twee = [...rechts];
  for (let plaats = 0; plaats < Math.min(een.length, twee.length); plaats += 1) {
    const verschil = een[plaats].codePointAt(0) - twee[plaats].codePointAt(0);
    if (verschil) return verschil;
  }
  return een.length - twee.length;
}

export function kleiner(links, rechts, ofGelijk) {
  const een = getal(links);
  const twee = getal(rechts);
  if (een && twee) return ofGelijk ? een.n <= twee.n : een.n < twee.n;
  if (een || twee || isLeeg(links) || isLeeg(rechts)) return false;
  if (typeof links !== 'string' || typeof rechts !== 'string') return false;
  const verschil = volgorde(links, rechts);
  return ofGelijk ? verschil <= 0 : verschil < 0;
}
