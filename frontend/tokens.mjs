// The design tokens of the components, and the colours on which they stand.
import { readFile } from 'node:fs/promises';

// Of the example theme we take the component layer only. Its palette and its base layer are replaced by ours.
const NIET_ONZE = [
  /^\s*--(?:voorbeeld-kleuren|basis-color|basis-box-shadow|lux|rhc|ams|todo)-[^;]*;.*$/gm,
  /^\s*--basis-(?:text-font-family|heading-font|form-control-border-radius|border-radius|focus)[^;]*;.*$/gm,
];

export const componentTokens = {
  name: 'component-tokens',
  setup(bouw) {
    bouw.onLoad({ filter: /voorbeeld-design-tokens[\\/]dist[\\/]variables\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      return { contents: NIET_ONZE.reduce((tekst, patroon) => tekst.replace(patroon, ''), css), loader: 'css' };
    });
  },
};

// --basis-color-<groep>-<rol> becomes --mo-<trap>-<stap>, so that a theme is eight steps of a few colours.
const TRAP_VAN_GROEP = {
  default: 'neutraal',
  'accent-1': 'primair',
  'accent-2': 'secundair',
  'accent-3': 'secundair',
  'action-1': 'primair',
  'action-2': 'primair',
  positive: 'groen',
  negative: 'rood',
  warning: 'oranje',
  info: 'blauw',
  highlight: 'geel',
  selected: 'primair',
};
const STAP_VAN_ROL = {
  'bg-document': 'wit',
  'bg-subtle': 50,
  'bg-default': 100,
  'bg-hover': 200,
  'bg-active': 200,
  'border-subtle': 300,
  'border-default': 400,
  'border-hover': 500,
  'border-active': 500,
  'color-subtle': 400,
  'color-default': 500,
  'color-hover': 600,
  'color-active': 600,
  'color-document': 700,
  'inverse-bg-document': 600,
  'inverse-bg-subtle': 700,
  'inverse-bg-default': 500,
  'inverse-bg-hover': 600,
  'inverse-bg-active': 700,
  'inverse-border-subtle': 400,
  'inverse-border-default': 300,
  'inverse-border-hover': 200,
  'inverse-border-active': 200,
  'inverse-color-default': 'wit',
  'inverse-color-hover': 'wit',
  'inverse-color-active': 'wit',
  'inverse-color-subtle': 300,
  'inverse-color-document': 'wit',
};

const waarde = (trap, stap) => (stap === 'wit' ? '#fff' : `var(--mo-${trap}-${stap})`);

// A disabled control looks the same in every group: grey.
function uitgeschakeld(rol) {
  const soort = rol.replace(/^inverse-/, '').split('-')[0];
  const als = { bg: 'bg-default', border: 'border-subtle', color: 'color-subtle' }[soort];
  return `--basis-color-disabled-${rol}: var(--basis-color-default-${als});`;
}

function basiskleuren() {
  const regels = ['--basis-color-transparent: transparent;'];
  for (const [groep, trap] of Object.entries(TRAP_VAN_GROEP)) {
    for (const [rol, stap] of Object.entries(STAP_VAN_ROL)) {
      regels.push(`--basis-color-${groep}-${rol}: ${waarde(trap, stap)};`);
    }
  }
  regels.push(...Object.keys(STAP_VAN_ROL).map(uitgeschakeld));
  return `:root { ${regels.join('\n')} }`;
}

export const basisKleuren = {
  name: 'basis-kleuren',
  setup(bouw) {
    bouw.onResolve({ filter: /^basis-kleuren$/ }, () => ({ path: 'basis-kleuren', namespace: 'gemaakt' }));
    bouw.onLoad({ filter: /.*/, namespace: 'gemaakt' }, () => ({ contents: basiskleuren(), loader: 'css' }));
  },
};

const DECLARATIE = /(--[\w-]+)\s*:\s*([^;{}]*);/g;
const GEBRUIK = /var\(\s*(--[\w-]+)/g;

// Remove custom properties that nothing uses, also through others: some 2800 declarations become a third of that.
export function zonderOngebruikte(css, ookGebruiktDoor = '') {
  const gebruikt = new Map();
  for (const [, naam, inhoud] of css.matchAll(DECLARATIE)) {
    const namen = [...inhoud.matchAll(GEBRUIK)].map((treffer) => treffer[1]);
    gebruikt.set(naam, [...(gebruikt.get(naam) ?? []), ...namen]);
  }
  const levend = new Set();
  const markeer = (naam) => {
    if (levend.has(naam)) return;
    levend.add(naam);
    (gebruikt.get(naam) ?? []).forEach(markeer);
  };
  for (const bron of [css.replace(DECLARATIE, ''), ookGebruiktDoor]) {
    for (const [, naam] of bron.matchAll(GEBRUIK)) markeer(naam);
  }
  return css.replace(DECLARATIE, (declaratie, naam) => (levend.has(naam) ? declaratie : ''));
}
