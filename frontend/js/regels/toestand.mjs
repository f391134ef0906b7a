// What the rules say of every question of a page; formulieren/regels/toestand.py says the same in Python, and decides.
import { compileer, isLeeg, isWaar, maakOmgeving } from './logica.mjs';

const REGELS = ['zichtbaar', 'verplicht_als', 'alleen_lezen', 'waarde'];
const DICHT = { zichtbaar: false, verplicht: 'hard', alleenLezen: false, waarde: null };

// The name of one asked question: its key, in a row of a repeating group with the row behind it, as fields are named.
export const plek = (naam, rij) => (rij ? `${naam}__${rij.replaceAll('-', '')}` : naam);

function gelezen(knoop) {
  const regels = REGELS.filter((naam) => naam in knoop).map((naam) => [naam, compileer(knoop[naam])]);
  return { ...knoop, regels: Object.fromEntries(regels), delen: knoop.delen?.map(gelezen) };
}

// Returns the rules of a page, read once; `pagina` is what formulieren/regels/browser.py wrote.
export const leesPagina = (pagina) => ({ ...pagina, knopen: pagina.knopen.map(gelezen) });

// Returns the state of every question. `lees` gives an answer that was typed, undefined for one that the server knows.
export function bepaal(pagina, lees) {
  const omgeving = maakOmgeving(pagina);
  const gegevens = { ...pagina.gegevens };
  const aanwezig = { ...pagina.aanwezig };
  const vragen = new Map();

  function staatVan(knoop, rij, zicht, isEr) {
    if (knoop.vast) return metAntwoord(knoop, rij, knoop.vast[rij] ?? DICHT);
    const geldt = (naam, anders) => (knoop.regels[naam] ? isWaar(knoop.regels[naam](zicht, omgeving)) : anders);
    if (!isEr || !geldt('zichtbaar', true)) return DICHT;
    const { verplicht_als: als, waarde } = knoop.regels;
    return {
      zichtbaar: true,
      verplicht: als ? (geldt('verplicht_als', false) ? 'hard' : 'niet') : knoop.verplicht,
      alleenLezen: Boolean(waarde) || geldt('alleen_lezen', false),
      waarde: waarde ? waarde(zicht, omgeving) : antwoordOp(knoop, rij),
    };
  }

  function antwoordOp(knoop, rij) {
    const getypt = lees(knoop, rij);
    return getypt === undefined ? (knoop.antwoord?.[rij] ?? null) : getypt;
  }

  // Where the server's word stands, an answer may still be typed.
  function metAntwoord(knoop, rij, staat) {
    return staat.zichtbaar && !staat.alleenLezen ? { ...staat, waarde: antwoordOp(knoop, rij) } : staat;
  }

  // What rules see of an answer; of a question that is hidden: nothing.
  function regelwaarde(knoop, staat) {
    if (!staat.zichtbaar) return knoop.leeg ?? null;
    if (typeof knoop.leeg === 'boolean') return Boolean(staat.waarde);
    return isLeeg(staat.waarde) ? null : staat.waarde;
  }

  function rijVan(herhaling, rij, isEr) {
    const eigen = { rij };
    const kader = { '': isEr };
    const zicht = { ...gegevens };
    for (const knoop of herhaling.delen) {
      const staat = staatVan(knoop, rij, zicht, kader[knoop.ouder]);
      vragen.set(plek(knoop.naam, rij), staat);
      if (knoop.soort === 'groep') kader[knoop.naam] = staat.zichtbaar;
      else if (knoop.soort === 'vraag') {
        eigen[knoop.naam] = regelwaarde(knoop, staat);
        zicht[knoop.naam] = eigen[knoop.naam];
      }
    }
    return eigen;
  }

  for (const knoop of pagina.knopen) {
    const { naam, soort, regels } = knoop;
    if (soort === 'stap') aanwezig[naam] = !regels.zichtbaar || isWaar(regels.zichtbaar(gegevens, omgeving));
    else if (soort === 'variabele') gegevens[naam] = regels.waarde(gegevens, omgeving);
    else {
      const staat = staatVan(knoop, '', gegevens, aanwezig[knoop.ouder]);
      vragen.set(naam, staat);
      if (soort === 'groep') aanwezig[naam] = staat.zichtbaar;
      else if (soort === 'herhaling') {
        gegevens[naam] = staat.zichtbaar ? knoop.rijen.map((rij) => rijVan(knoop, rij, true)) : null;
      } else if (soort === 'vraag') gegevens[naam] = regelwaarde(knoop, staat);
    }
  }
  return { vragen, gegevens };
}
