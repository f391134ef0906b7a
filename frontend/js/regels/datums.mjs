// The operators on dates; formulieren/regels/datums.py says the same in Python. A day is the number of days since 1970.
import { Getal } from './getal.mjs';
import { alsGetal, ontbreekt } from './waarden.mjs';

const DATUM = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)?$/;
const ETMAAL = 86400000;
const MAX_VERSCHUIVING = 100000;
const MAX_DAGEN = 3653;
const MAX_WERKDAGEN = 2600;

function dagnummer(jaar, maand, dag) {
  const moment = new Date(0);
  moment.setUTCFullYear(jaar, maand - 1, dag);
  return moment.getTime() / ETMAAL;
}

function delen(dag) {
  const moment = new Date(dag * ETMAAL);
  return [moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate()];
}

const laatsteVan = (jaar, maand) => delen(dagnummer(jaar, maand + 1, 1) - 1)[2];
const EERSTE = dagnummer(1, 1, 1);
const LAATSTE = dagnummer(9999, 12, 31);

export function datum(waarde) {
  const gevonden = typeof waarde === 'string' ? DATUM.exec(waarde) : null;
  if (!gevonden) return null;
  const [jaar, maand, dag] = gevonden.slice(1, 4).map(Number);
  return jaar && maand >= 1 && maand <= 12 && dag >= 1 && dag <= laatsteVan(jaar, maand) ? dagnummer(jaar, maand, dag) : null;
}

function iso(dag) {
  const [jaar, ...rest] = delen(dag);
  return [String(jaar).padStart(4, '0'), ...rest.map((deel) => String(deel).padStart(2, '0'))].join('-');
}

export function heel(waarde, hoogste) {
  return ontbreekt(waarde) ? 0 : (alsGetal(waarde)?.alsHeel(hoogste) ?? null);
}

export const vandaag = (_delen, omgeving) => omgeving.vandaag;

export function datumPlus([van, ...stappen]) {
  const begin = datum(van);
  const [dagen, maanden = 0, jaren = 0] = stappen.map((stap) => heel(stap, MAX_VERSCHUIVING));
  if (begin === null || dagen === null || maanden === null || jaren === null) return null;
  const [jaar, maand, dag] = delen(begin);
  const samen = jaar * 12 + maand - 1 + maanden + 12 * jaren;
  const [nieuwJaar, nieuweMaand] = [Math.floor(samen / 12), (((samen % 12) + 12) % 12) + 1];
  if (nieuwJaar < 1 || nieuwJaar > 9999) return null;
  const uitkomst = dagnummer(nieuwJaar, nieuweMaand, Math.min(dag, laatsteVan(nieuwJaar, nieuweMaand))) + dagen;
  return uitkomst >= EERSTE && uitkomst <= LAATSTE ? iso(uitkomst) : null;
}

const tussen = (tel) => ([een, twee]) => {
  const van = datum(een);
  const tot = datum(twee);
  return van === null || tot === null ? null : Getal.heel(tel(van, tot));
};

function maanden(van, tot) {
  if (tot < van) return -maanden(tot, van);
  const [jaar, maand, dag] = delen(van);
  const [totJaar, totMaand, totDag] = delen(tot);
  return (totJaar - jaar) * 12 + totMaand - maand - (totDag < dag ? 1 : 0);
}

const jaren = (van, tot) => Math.trunc(maanden(van, tot) / 12);

export const dagenTussen = tussen((van, tot) => tot - van);
export const maandenTussen = tussen(maanden);
export const jarenTussen = tussen(jaren);

export function leeftijd(argumenten, omgeving) {
  const geboren = datum(argumenten[0]);
  const op = datum(argumenten.length > 1 ? argumenten[1] : omgeving.vandaag);
  return geboren === null || op === null || op < geboren ? null : Getal.heel(jaren(geboren, op));
}

// The holidays of ATW 3: mijnportaal.kern.kalender.feestdagen.
function eerstePaasdag(jaar) {
  const eeuw = Math.floor(jaar / 100);
  const rest = jaar % 100;
  const gulden = jaar % 19;
  const maan = eeuw - Math.floor((eeuw - Math.floor((eeuw + 8) / 25) + 1) / 3);
  const epacta = (19 * gulden + maan - Math.floor(eeuw / 4) + 15) % 30;
  const totZondag = (32 + 2 * (eeuw % 4) + 2 * Math.floor(rest / 4) - epacta - (rest % 4)) % 7;
  const som = epacta + totZondag - 7 * Math.floor((gulden + 11 * epacta + 22 * totZondag) / 451) + 114;
  return dagnummer(jaar, Math.floor(som / 31), (som % 31) + 1);
}

// 1 January 1970 was a Thursday; Sunday is 0.
const weekdag = (dag) => (((dag + 4) % 7) + 7) % 7;

const feestdagen = new Map();

function feestdagenVan(jaar) {
  if (!feestdagen.has(jaar)) {
    const pasen = eerstePaasdag(jaar);
    const koningsdag = dagnummer(jaar, 4, 27);
    const vast = [[1, 1], [5, 5], [12, 25], [12, 26]].map(([maand, dag]) => dagnummer(jaar, maand, dag));
    const bewegend = [-2, 1, 39, 50].map((dagen) => pasen + dagen);
    feestdagen.set(jaar, new Set([...vast, ...bewegend, weekdag(koningsdag) ? koningsdag : koningsdag - 1]));
  }
  return feestdagen.get(jaar);
}

function isVrij(dag, omgeving) {
  return weekdag(dag) % 6 === 0 || feestdagenVan(delen(dag)[0]).has(dag) || omgeving.gelijkgesteld.has(iso(dag));
}

export function werkdagenTussen([een, twee], omgeving) {
  const van = datum(een);
  const tot = datum(twee);
  if (van === null || tot === null || Math.abs(tot - van) > MAX_DAGEN) return null;
  omgeving.teller.tel(Math.floor(Math.abs(tot - van) / 10));
  let aantal = 0;
  for (let dag = Math.min(van, tot) + 1; dag <= Math.max(van, tot); dag += 1) aantal += isVrij(dag, omgeving) ? 0 : 1;
  return Getal.heel(van <= tot ? aantal : -aantal);
}

export function werkdagPlus([begin, stappen], omgeving) {
  let dag = datum(begin);
  const aantal = heel(stappen, MAX_WERKDAGEN);
  if (dag === null || aantal === null) return null;
  omgeving.teller.tel(Math.floor(Math.abs(aantal) / 10));
  const richting = aantal < 0 ? -1 : 1;
  const binnen = () => dag >= EERSTE && dag <= LAATSTE;
  for (let nummer = 0; nummer < Math.abs(aantal) && binnen(); nummer += 1) {
    do dag += richting;
    while (binnen() && isVrij(dag, omgeving));
  }
  while (binnen() && isVrij(dag, omgeving)) dag += 1;
  return binnen() ? iso(dag) : null;
}
