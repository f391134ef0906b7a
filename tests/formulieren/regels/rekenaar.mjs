// Works out rules, and the state of a page, as the browser does: a line of JSON in, a line of JSON out.
import { createInterface } from 'node:readline';
import { LEZERS } from '../../../frontend/js/formulier/lezen.mjs';
import { schrijfUit } from '../../../frontend/js/formulier/tonen.mjs';
import { Regelfout, compileer, maakOmgeving } from '../../../frontend/js/regels/logica.mjs';
import { bepaal, leesPagina, plek } from '../../../frontend/js/regels/toestand.mjs';

function antwoord({ regel, gegevens, omgeving }) {
  const eigen = maakOmgeving(omgeving);
  try {
    return { uitkomst: compileer(regel)(gegevens, eigen), stappen: eigen.teller.stappen };
  } catch (fout) {
    if (!(fout instanceof Regelfout)) return { kapot: fout.stack };
    return { fout: [fout.constructor.name, fout.code] };
  }
}

// Per question: shown, required, read only, and what was worked out; null when it is hidden.
function staten({ pagina, getypt }) {
  const gelezen = leesPagina(pagina);
  const { vragen } = bepaal(gelezen, (knoop, rij) => getypt[plek(knoop.naam, rij)]);
  const staat = (naam, knoop) => {
    const { zichtbaar, verplicht, alleenLezen, waarde } = vragen.get(naam) ?? {};
    return zichtbaar ? [zichtbaar, verplicht, alleenLezen, knoop.regels.waarde ? waarde : null] : null;
  };
  const hier = gelezen.knopen.filter(({ naam }) => /^(g?v[0-3]|rijen)$/.test(naam));
  const paren = hier.map((knoop) => [knoop.naam, staat(knoop.naam, knoop)]);
  for (const { rijen, delen } of hier.filter((knoop) => knoop.rijen)) {
    for (const rij of rijen) for (const knoop of delen) paren.push([plek(knoop.naam, rij), staat(plek(knoop.naam, rij), knoop)]);
  }
  return Object.fromEntries(paren);
}

function verwerk(bericht) {
  if (bericht.lees) return { uitkomst: LEZERS[bericht.lees](bericht.velden.map((value) => ({ value }))) };
  if (bericht.toon) return { uitkomst: schrijfUit(bericht.waarde, bericht.toon) };
  return bericht.pagina ? staten(bericht) : antwoord(bericht);
}

for await (const regel of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(verwerk(JSON.parse(regel)))}\n`);
}
