// One SVG file with the icons that icons.txt names.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const LIJN =
  'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

async function symbool(naam, map) {
  const svg = await readFile(path.join(map, `${naam}.svg`), 'utf8');
  const inhoud = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `<symbol id="${naam}" ${LIJN}>${inhoud}</symbol>`;
}

export async function sprite(lijst, map) {
  const namen = (await readFile(lijst, 'utf8')).split(/\s+/).filter(Boolean);
  const symbolen = await Promise.all(namen.map((naam) => symbool(naam, map)));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbolen.join('')}</svg>`;
}
