// Works out rules as the browser does: a line of JSON in, a line of JSON out.
import { createInterface } from 'node:readline';
import { Regelfout, compileer, maakOmgeving } from '../../../frontend/js/regels/logica.mjs';

function antwoord({ regel, gegevens, omgeving }) {
  const eigen = maakOmgeving(omgeving);
  try {
    return { uitkomst: compileer(regel)(gegevens, eigen), stappen: eigen.teller.stappen };
  } catch (fout) {
    if (!(fout instanceof Regelfout)) return { kapot: fout.stack };
    return { fout: [fout.constructor.name, fout.code] };
  }
}

for await (const regel of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(antwoord(JSON.parse(regel)))}\n`);
}
