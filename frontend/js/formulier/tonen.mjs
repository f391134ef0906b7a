// Puts on the page what the rules say of a question: shown or not, to be answered or not, and what was worked out.
const TAAL = globalThis.document?.documentElement.lang || 'nl';

// 1234.5 as 1.234,5.
function getal(waarde) {
  const [heel, breuk] = waarde.split('.');
  return heel.replace(/\B(?=(\d{3})+$)/g, '.') + (breuk ? `,${breuk}` : '');
}

// In whole euros, or with two decimals; what has more is for the server to round.
const bedrag = (waarde) => (/\.\d{3}/.test(waarde) ? null : `€ ${getal(waarde.replace(/(\.\d)$/, '$10'))}`);

const dag = (waarde) =>
  new Intl.DateTimeFormat(TAAL, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(waarde));

// What the script can write out as the server does; the rest waits for the server.
const SCHRIJVERS = {
  tekst: (waarde) => waarde,
  getal,
  bedrag,
  datum: (waarde) => (/^\d{4}-\d\d-\d\d$/.test(waarde) ? dag(waarde) : null),
};

export function schrijfUit(waarde, soort) {
  if (waarde === null || waarde === '') return '';
  return typeof waarde === 'string' ? (SCHRIJVERS[soort]?.(waarde) ?? null) : null;
}

const gelijk = (een, twee) => JSON.stringify(een) === JSON.stringify(twee);

function merk(deel, verplicht, woord) {
  const label = deel.querySelector('.utrecht-form-label');
  const vinkje = deel.querySelector('input[type="checkbox"]') && !deel.querySelector('fieldset');
  if (!label || vinkje) return;
  const kaal = label.textContent.trim();
  const zonder = kaal.endsWith(woord) ? kaal.slice(0, -woord.length).trim() : kaal;
  label.textContent = verplicht ? zonder : `${zonder} ${woord}`;
  for (const veld of deel.querySelectorAll('input:not([type="radio"], [type="checkbox"], [type="hidden"]), select, textarea')) {
    if (verplicht) veld.setAttribute('aria-required', 'true');
    else veld.removeAttribute('aria-required');
  }
}

// Changes one question from how it was to how it is.
export function toon(deel, knoop, staat, vorige, woord) {
  if (gelijk(staat, vorige)) return;
  deel.hidden = !staat.zichtbaar;
  if (knoop.soort !== 'vraag') return;
  const uitkomst = deel.querySelector('[data-uitkomst]');
  if (uitkomst) {
    const geschreven = staat.zichtbaar ? schrijfUit(staat.waarde, knoop.toon) : null;
    if (geschreven !== null && !gelijk(staat.waarde, vorige?.waarde)) uitkomst.textContent = geschreven;
    return;
  }
  // What may not be answered is not sent; the server would not read it either.
  for (const veld of deel.querySelectorAll('input, select, textarea, button')) {
    veld.disabled = !staat.zichtbaar || staat.alleenLezen;
  }
  if (staat.zichtbaar) merk(deel, staat.verplicht === 'hard' && !staat.alleenLezen, woord);
}
