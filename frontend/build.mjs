// Makes frontend/dist: the style sheets, scripts and icons of the site, and fails when a page becomes too heavy.
// Hashed names and compression are Django's work (collectstatic).
import { build, transform } from 'esbuild';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { sprite } from './sprite.mjs';
import { basisKleuren, componentTokens, zonderOngebruikte } from './tokens.mjs';

const HIER = path.dirname(fileURLToPath(import.meta.url));
const ICONEN = path.join(HIER, '..', 'node_modules/@tabler/icons/icons/outline');
// Made beside the present files and then put in their place: a build that fails leaves a site that works.
const NIEUW = path.join(HIER, 'dist.nieuw');
const DOEL = path.join(NIEUW, 'portaal');
const BROWSERS = ['chrome111', 'firefox115', 'safari16.4'];
// What a resident's page may load in CSS and JavaScript, compressed with brotli.
const BUDGET_KB = 60;

const maten = {};

async function schrijf(naam, inhoud) {
  const bytes = Buffer.from(inhoud);
  await writeFile(path.join(DOEL, naam), bytes);
  maten[naam] = {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

// Returns the style sheet as text; fonts and images that it names are written beside it.
async function stijlblad(naam) {
  const { outputFiles } = await build({
    entryPoints: [path.join(HIER, 'css', naam)],
    bundle: true,
    write: false,
    outdir: DOEL,
    loader: { '.woff2': 'file', '.png': 'file', '.svg': 'file' },
    assetNames: '[ext]/[name]',
    target: BROWSERS,
    plugins: [componentTokens, basisKleuren],
    logLevel: 'error',
  });
  for (const bestand of outputFiles.filter(({ path: pad }) => !pad.endsWith('.css'))) {
    await mkdir(path.dirname(bestand.path), { recursive: true });
    await writeFile(bestand.path, bestand.contents);
  }
  return outputFiles.find(({ path: pad }) => pad.endsWith('.css')).text;
}

const klein = async (css) => (await transform(css, { loader: 'css', minify: true })).code;

async function script(naam) {
  const { outputFiles } = await build({
    entryPoints: [path.join(HIER, 'js', naam)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  return outputFiles[0].text;
}

await rm(NIEUW, { recursive: true, force: true });
await mkdir(DOEL, { recursive: true });

const [portaal, werkplek, kaart] = await Promise.all(['portaal.css', 'werkplek.css', 'kaart.css'].map(stijlblad));
await schrijf('portaal.css', await klein(zonderOngebruikte(portaal, werkplek + kaart)));
await schrijf('werkplek.css', await klein(werkplek));
await schrijf('kaart.css', await klein(kaart));
// What is not a script of its own (.mjs) is bundled into the ones that import it.
const scripts = (await readdir(path.join(HIER, 'js'))).filter((naam) => naam.endsWith('.js'));
for (const naam of scripts) await schrijf(naam, await script(naam));
await schrijf('icons.svg', await sprite(path.join(HIER, 'icons.txt'), ICONEN));
await cp(path.join(HIER, 'beelden', 'favicon.svg'), path.join(DOEL, 'favicon.svg'));

console.table(maten);
const samen = (...namen) => namen.reduce((som, naam) => som + maten[naam].brotli, 0) / 1000;
const paginas = {
  'een inwonerspagina': samen('portaal.css', 'portaal.js'),
  'een formulierpagina': samen('portaal.css', 'portaal.js', 'formulier.js'),
  // The client of tus comes when somebody chooses a file; counted as if it was there at once.
  'een formulierpagina met bestanden': samen('portaal.css', 'portaal.js', 'formulier.js', 'upload.js', 'tus.js'),
  'een formulierpagina met kaart': samen('portaal.css', 'portaal.js', 'formulier.js', 'kaart.css', 'kaart.js'),
};
for (const [pagina, kB] of Object.entries(paginas)) {
  console.log(`CSS en JavaScript van ${pagina}: ${kB.toFixed(1)} kB van ten hoogste ${BUDGET_KB} kB.`);
}
if (Math.max(...Object.values(paginas)) > BUDGET_KB) {
  console.error('Te zwaar: maak de stijlen of scripts kleiner, of verhoog het budget met een reden.');
  process.exit(1);
}
await rm(path.join(HIER, 'dist'), { recursive: true, force: true });
await rename(NIEUW, path.join(HIER, 'dist'));
