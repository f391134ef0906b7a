// The operators that take the outcome of their arguments; formulieren/regels/operaties.py says the same in Python.
import * as datums from './datums.mjs';
import { Getal } from './getal.mjs';
import { Grens, alsGetal, gelijk, getal, isLeeg, isLijst, isObject, kleiner, ontbreekt, tekst, veld } from './waarden.mjs';

const MAX_LENGTE = 10000;
const MAX_CIJFERS = 10;
const NUL = Getal.heel(0);

const keten = (vergelijk) => (delen) => delen.slice(1).every((deel, plaats) => vergelijk(delen[plaats], deel));

function zitIn([naald, hooi], omgeving) {
  if (isLijst(hooi)) {
    omgeving.teller.tel(hooi.length);
    return hooi.some((deel) => gelijk(naald, deel, omgeving.teller));
  }
  if (isLeeg(naald) || isObject(hooi) || isLijst(naald) || isObject(naald)) return false;
  return tekst(hooi, omgeving.teller).includes(tekst(naald, omgeving.teller));
}

// Returns the values as numbers, 0 for what is empty; null when one of them is something else.
function optelbaar(delen) {
  const getallen = delen.map((deel) => (ontbreekt(deel) ? NUL : getal(deel)));
  return getallen.includes(null) ? null : getallen;
}

const opgeteld = (getallen) => getallen?.reduce((som, cijfer) => som && som.plus(cijfer), NUL) ?? null;

function min(delen) {
  const getallen = optelbaar(delen);
  return getallen && (getallen.length === 2 ? getallen[0].min(getallen[1]) : NUL.min(getallen[0]));
}

const tweeGetallen = (doe) => (delen) => {
  const [een, twee] = delen.map(getal);
  return een && twee ? doe(een, twee) : null;
};

const uiterste = (wint) => (delen, omgeving) => {
  let leden = delen;
  if (delen.length === 1 && isLijst(delen[0])) {
    [leden] = delen;
    omgeving.teller.tel(leden.length);
  }
  const getallen = optelbaar(leden.filter((deel) => !ontbreekt(deel)));
  return getallen?.length ? getallen.reduce((beste, cijfer) => (wint(cijfer.n, beste.n) ? cijfer : beste)) : null;
};

function rond(delen) {
  const cijfer = getal(delen[0]);
  const decimalen = delen.length > 1 ? datums.heel(delen[1], MAX_CIJFERS) : 0;
  return cijfer && decimalen !== null && decimalen >= 0 ? cijfer.rond(decimalen) : null;
}

function cat(delen, omgeving) {
  let gemaakt = '';
  for (const deel of delen) {
    gemaakt += tekst(deel, omgeving.teller);
    if (gemaakt.length > MAX_LENGTE && [...gemaakt].length > MAX_LENGTE) throw new Grens('lengte');
  }
  omgeving.teller.tel(Math.floor([...gemaakt].length / 100));
  return gemaakt;
}

function substr(delen, omgeving) {
  const geheel = [...tekst(delen[0], omgeving.teller)];
  let begin = datums.heel(delen[1], MAX_LENGTE);
  const aantal = delen.length > 2 ? datums.heel(delen[2], MAX_LENGTE) : geheel.length;
  if (begin === null || aantal === null) return null;
  if (begin < 0) begin = Math.max(0, geheel.length + begin);
  return geheel.slice(begin, Math.max(begin, aantal < 0 ? geheel.length + aantal : begin + aantal)).join('');
}

const lengte = ([deel], { teller }) => (isLijst(deel) || isObject(deel) ? null : Getal.heel([...tekst(deel, teller)].length));

function merge(delen, omgeving) {
  const samen = delen.flatMap((deel) => (isLijst(deel) ? deel : [deel]));
  if (samen.length > MAX_LENGTE) throw new Grens('lengte');
  omgeving.teller.tel(samen.length);
  return samen;
}

function aantal([lijst]) {
  if (isLeeg(lijst)) return NUL;
  return isLijst(lijst) ? Getal.heel(lijst.length) : null;
}

function som([geheel, sleutel], omgeving) {
  const lijst = isLeeg(geheel) ? [] : geheel;
  if (!isLijst(lijst)) return null;
  omgeving.teller.tel(lijst.length);
  const eigen = (rij) => (sleutel !== undefined && isObject(rij) ? veld(rij, sleutel) : rij);
  return opgeteld(optelbaar(lijst.map(eigen)));
}

const code = (waarde, teller) => tekst(typeof waarde === 'string' ? waarde : (alsGetal(waarde) ?? waarde), teller);

function tarief(delen, omgeving) {
  const [tabel, waarde, dag = omgeving.vandaag] = delen;
  if (datums.datum(dag) === null || isLeeg(waarde)) return null;
  const geldig = (veld(omgeving.tabellen, tabel) ?? []).filter((rij) => rij.vanaf <= dag.slice(0, 10));
  omgeving.teller.tel(geldig.length);
  const laatste = geldig.reduce((beste, rij) => (beste && beste.vanaf > rij.vanaf ? beste : rij), null);
  return laatste && veld(laatste.waarden, code(waarde, omgeving.teller));
}

// Name → fewest arguments, most arguments, function.
export const OPERATIES = {
  '==': [2, 2, ([een, twee], { teller }) => gelijk(een, twee, teller)],
  '!=': [2, 2, ([een, twee], { teller }) => !gelijk(een, twee, teller)],
  '===': [2, 2, ([een, twee], { teller }) => gelijk(een, twee, teller, true)],
  '!==': [2, 2, ([een, twee], { teller }) => !gelijk(een, twee, teller, true)],
  '<': [2, 3, keten((een, twee) => kleiner(een, twee, false))],
  '<=': [2, 3, keten((een, twee) => kleiner(een, twee, true))],
  '>': [2, 3, keten((een, twee) => kleiner(twee, een, false))],
  '>=': [2, 3, keten((een, twee) => kleiner(twee, een, true))],
  in: [2, 2, zitIn],
  leeg: [1, 1, ([deel]) => isLeeg(deel)],
  '+': [1, null, (delen) => opgeteld(optelbaar(delen))],
  '-': [1, 2, min],
  '*': [1, null, (delen) => delen.map(getal).reduce((maal, cijfer) => maal && cijfer && maal.maal(cijfer), Getal.heel(1))],
  '/': [2, 2, tweeGetallen((een, twee) => een.door(twee))],
  '%': [2, 2, tweeGetallen((een, twee) => een.rest(twee))],
  min: [1, null, uiterste((een, twee) => een < twee)],
  max: [1, null, uiterste((een, twee) => een > twee)],
  rond: [1, 2, rond],
  abs: [1, 1, ([deel]) => getal(deel)?.abs() ?? null],
  cat: [1, null, cat],
  substr: [2, 3, substr],
  lengte: [1, 1, lengte],
  merge: [1, null, merge],
  aantal: [1, 1, aantal],
  som: [1, 2, som],
  vandaag: [0, 0, datums.vandaag],
  datum_plus: [2, 4, datums.datumPlus],
  dagen_tussen: [2, 2, datums.dagenTussen],
  maanden_tussen: [2, 2, datums.maandenTussen],
  jaren_tussen: [2, 2, datums.jarenTussen],
  leeftijd: [1, 2, datums.leeftijd],
  werkdagen_tussen: [2, 2, datums.werkdagenTussen],
  werkdag_plus: [2, 2, datums.werkdagPlus],
  tarief: [2, 3, tarief],
  in_gemeente: [1, 1, ([plek], omgeving) => !isLeeg(plek) && omgeving.inGemeente(plek)],
};
