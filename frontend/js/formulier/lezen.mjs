// Reads an answer off the page as the rules see it: formulieren/componenten/ does the same on the server, and checks it.
const MAANDEN = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];
const DELEN = ['dag', 'maand', 'jaar'];

const tekst = (velden) => {
  const gekozen = velden[0].type === 'radio' ? velden.find((veld) => veld.checked) : velden[0];
  return gekozen?.value.trim() || null;
};

// "1.234,56" and "€ 12,50" as 1234.56 and 12.50; a lone point before three digits is a thousands mark.
function getal([veld]) {
  const kaal = veld.value.replace(/[\s€]/g, '').replace(',-', '');
  const plat = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(kaal) ? kaal.replaceAll('.', '') : kaal;
  if (!/^-?\d+([.,]\d+)?$/.test(plat)) return null;
  return plat.replace(',', '.').replace(/^(-?)0+(?=\d)/, '$1');
}

function maandnummer(maand) {
  if (/^\d+$/.test(maand)) return Number(maand);
  const begin = maand.toLowerCase().slice(0, 3);
  return MAANDEN.indexOf(begin === 'maa' ? 'mrt' : begin) + 1;
}

function datum(velden) {
  const [dag, maand, jaar] = velden.map((veld) => veld.value.trim());
  const [nummer, maandVan] = [Number(dag), maandnummer(maand ?? '')];
  if (!/^\d{1,2}$/.test(dag) || !/^\d{4}$/.test(jaar) || maandVan < 1 || maandVan > 12) return null;
  const bestaat = new Date(Date.UTC(2000, maandVan - 1, nummer));
  bestaat.setUTCFullYear(Number(jaar), maandVan - 1, nummer);
  if (!nummer || bestaat.getUTCDate() !== nummer) return null;
  return `${jaar}-${String(maandVan).padStart(2, '0')}-${String(nummer).padStart(2, '0')}`;
}

export const LEZERS = {
  tekst,
  getal,
  datum,
  vinkje: ([veld]) => veld.checked,
  lijst: (velden) => {
    const codes = velden.filter((veld) => veld.checked).map((veld) => veld.value);
    return codes.length ? codes : null;
  },
};

// The names of the inputs of one asked question.
export const veldnamen = (naam, wijze) => (wijze === 'datum' ? DELEN.map((deel) => `${naam}_${deel}`) : [naam]);

// Returns the answer that stands on the page; undefined when only the server can read it.
export function lees(formulier, naam, wijze) {
  const velden = veldnamen(naam, wijze).flatMap((veldnaam) => [...formulier.querySelectorAll(`[name="${CSS.escape(veldnaam)}"]`)]);
  return LEZERS[wijze] && velden.length ? LEZERS[wijze](velden) : undefined;
}
