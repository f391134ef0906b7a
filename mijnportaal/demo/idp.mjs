// The identity provider of the demo and the tests: a real OpenID Connect provider on loopback, with test persons
// instead of passwords. It stands in for the DigiD and eHerkenning broker and for the staff directory, one client each.
//
//   IDP_POORT=9400 SITE_URL=http://127.0.0.1:8000 node mijnportaal/demo/idp.mjs
//
// Prints one line that begins with "Klaar:" when it answers.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import Provider from 'oidc-provider';

const POORT = Number(process.env.IDP_POORT || 9400);
const UITGEVER = `http://127.0.0.1:${POORT}`;
const GEHEIM = 'demonstratie-alleen-op-deze-machine'; // the same words stand in settings/dev.py
const sites = zelfdeMachine(process.env.SITE_URL || 'http://127.0.0.1:8000');
const personen = JSON.parse(readFileSync(new URL('personen.json', import.meta.url), 'utf8'));
const stijl = readFileSync(new URL('idp.css', import.meta.url), 'utf8');

const SAML = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';
const EHERKENNING = 'urn:etoegang:core:assurance-class:';
const NIVEAUS = ['basis', 'midden', 'substantieel', 'hoog'];
const STANDAARD = 'substantieel';

// What each client may ask, who can log in there, and how it names the levels.
const MIDDELEN = {
  digid: {
    titel: 'Inloggen als inwoner',
    acr: ['PasswordProtectedTransport', 'MobileTwoFactorContract', 'Smartcard', 'SmartcardPKI'].map((naam) => SAML + naam),
    lijst: personen.inwoners.map((p) => ({ ...p, rol: p.omschrijving, claims: { bsn: p.bsn, name: p.naam } })),
  },
  eherkenning: {
    titel: 'Inloggen als ondernemer',
    acr: ['loa2', 'loa2plus', 'loa3', 'loa4'].map((naam) => EHERKENNING + naam),
    lijst: personen.bedrijven.map((p) => ({
      ...p,
      rol: `${p.omschrijving} Vertegenwoordigd door ${p.vertegenwoordiger}.`,
      claims: {
        'urn:etoegang:core:LegalSubjectID': p.kvk,
        'urn:etoegang:1.11:attribute-represented:CompanyName': p.naam,
      },
    })),
  },
  medewerker: {
    titel: 'Inloggen als medewerker',
    acr: ['sfa', 'sfa', 'mfa', 'mfa'].map((naam) => `https://refeds.org/profile/${naam}`),
    lijst: personen.medewerkers.map((p) => ({
      ...p,
      claims: { medewerkersnummer: p.nummer, name: p.naam, groups: ['mijnportaal'] },
    })),
  },
};
const alle = new Map(Object.values(MIDDELEN).flatMap((middel) => middel.lijst).map((p) => [p.sleutel, p]));

const provider = new Provider(UITGEVER, {
  clients: Object.keys(MIDDELEN).map((middel) => ({
    client_id: `portaal-${middel}`,
    client_secret: GEHEIM,
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: sites.map((site) => `${site}/inloggen/${middel}/terug/`),
    post_logout_redirect_uris: sites.map((site) => `${site}/uitgelogd/`),
    response_types: ['code'],
    grant_types: ['authorization_code'],
    require_auth_time: true,
  })),
  jwks: { keys: [ondertekensleutel()] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  acrValues: [...new Set(Object.values(MIDDELEN).flatMap((middel) => middel.acr))],
  claims: {
    acr: null,
    auth_time: null,
    openid: ['sub', ...new Set([...alle.values()].flatMap((p) => Object.keys(p.claims)))],
  },
  conformIdTokenClaims: false, // every claim in the signed token: the portal trusts nothing else
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  ttl: { Session: 900, Interaction: 600, Grant: 900, AuthorizationCode: 60, AccessToken: 60, IdToken: 300 },
  interactions: { url: (_ctx, interactie) => `/kies/${interactie.uid}` },
  findAccount: (_ctx, sleutel) => ({
    accountId: sleutel,
    claims: async () => ({ sub: sleutel, ...alle.get(sleutel).claims }),
  }),
  // Who picks a person has agreed: no second page.
  async loadExistingGrant(ctx) {
    const { session, client } = ctx.oidc;
    const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  renderError: async (ctx, fout) => {
    ctx.type = 'html';
    ctx.body = pagina('Dit lukt niet', `<p role="alert">${veilig(fout.error_description || fout.error)}</p>`);
  },
});
provider.use(async (ctx, next) => {
  await next();
  ctx.set(KOPPEN());
});

const antwoord = provider.callback();
http
  .createServer(async (req, res) => {
    // No single sign-on between visits: each login picks a person anew, also after another person.
    req.headers.cookie = (req.headers.cookie || '')
      .split('; ')
      .filter((koek) => !koek.startsWith('_session'))
      .join('; ');
    const { pathname, searchParams } = new URL(req.url, UITGEVER);
    try {
      if (pathname === '/stijl.css') stuur(res, 200, stijl, 'text/css');
      else if (pathname === '/session/end') uitloggen(res, searchParams);
      else if (pathname.startsWith('/kies/')) await kies(req, res);
      else antwoord(req, res);
    } catch (fout) {
      stuur(res, 400, pagina('Dit lukt niet', '<p role="alert">Deze inlogpoging is verlopen. Ga terug naar het portaal.</p>'));
      console.error(fout.message);
    }
  })
  .listen(POORT, '127.0.0.1', () => console.log(`Klaar: ${UITGEVER}`));

/** Show the persons of this client, or finish the login with the one that was chosen. */
async function kies(req, res) {
  const { params, uid } = await provider.interactionDetails(req, res);
  const middel = MIDDELEN[params.client_id.replace('portaal-', '')];
  if (req.method !== 'POST') {
    stuur(res, 200, keuzepagina(middel, uid, gevraagdNiveau(middel, params)));
    return;
  }
  const invoer = new URLSearchParams(await lees(req));
  const persoon = middel.lijst.find((p) => p.sleutel === invoer.get('persoon'));
  const acr = middel.acr[NIVEAUS.indexOf(invoer.get('niveau'))];
  const uitkomst =
    persoon && acr
      ? { login: { accountId: persoon.sleutel, acr, remember: false } }
      : { error: 'access_denied', error_description: 'De gebruiker heeft het inloggen geannuleerd.' };
  await provider.interactionFinished(req, res, uitkomst, { mergeWithLastSubmission: false });
}

/** Return to the portal: there is no session here that could end. */
function uitloggen(res, zoek) {
  const terug = zoek.get('post_logout_redirect_uri');
  if (sites.some((site) => terug === `${site}/uitgelogd/`)) {
    res.writeHead(303, { location: terug, ...KOPPEN() }).end();
  } else {
    stuur(res, 200, pagina('U bent uitgelogd', '<p>U bent uitgelogd bij de demonstratie-inlogdienst.</p>'));
  }
}

/** Return the lowest level that the portal asked for, by our own name. */
function gevraagdNiveau(middel, params) {
  const gevraagd = (params.acr_values || '').split(' ');
  return NIVEAUS.find((_naam, i) => gevraagd.includes(middel.acr[i]));
}

function keuzepagina(middel, uid, gevraagd) {
  const begin = NIVEAUS.indexOf(gevraagd) > NIVEAUS.indexOf(STANDAARD) ? gevraagd : STANDAARD;
  const niveaus = NIVEAUS.map(
    (naam) => `<label><input type="radio" name="niveau" value="${naam}"${naam === begin ? ' checked' : ''}> ${hoofdletter(naam)}</label>`,
  );
  const knoppen = middel.lijst.map(
    (p) => `<li><button name="persoon" value="${veilig(p.sleutel)}"><strong>${veilig(p.naam)}</strong><span>${veilig(p.rol)}</span></button></li>`,
  );
  return pagina(
    middel.titel,
    `<form method="post" action="/kies/${veilig(uid)}">
      <fieldset><legend>Niveau van inloggen</legend>
        <p>${gevraagd ? `Het portaal vraagt ten minste niveau <strong>${hoofdletter(gevraagd)}</strong>.` : ''}</p>
        ${niveaus.join('\n')}
      </fieldset>
      <h2 id="personen">Kies een testpersoon</h2>
      <ul aria-labelledby="personen">${knoppen.join('\n')}</ul>
      <p><button class="annuleren" name="annuleren" value="1">Annuleren</button></p>
    </form>`,
  );
}

function pagina(titel, inhoud) {
  return `<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titel} | Demonstratie-inlogdienst</title><link rel="stylesheet" href="/stijl.css"></head>
<body>
<header><p><strong>Demonstratie-inlogdienst</strong>. Dit is geen DigiD of eHerkenning. Alle personen zijn verzonnen.</p></header>
<main><h1>${titel}</h1>${inhoud}</main>
</body></html>`;
}

function stuur(res, status, inhoud, soort = 'text/html') {
  res.writeHead(status, { 'content-type': `${soort}; charset=utf-8`, ...KOPPEN() }).end(inhoud);
}

function KOPPEN() {
  return {
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self' ${sites.join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

async function lees(req) {
  let tekst = '';
  for await (const deel of req) tekst += deel;
  return tekst;
}

function veilig(tekst) {
  return String(tekst).replace(/[&<>"']/g, (teken) => `&#${teken.charCodeAt(0)};`);
}

function hoofdletter(tekst) {
  return tekst[0].toUpperCase() + tekst.slice(1);
}

/** Return the address of the portal under both names of this machine: people type either. */
function zelfdeMachine(adres) {
  const { origin, protocol, port } = new URL(adres);
  const namen = ['127.0.0.1', 'localhost'].map((naam) => `${protocol}//${naam}${port ? `:${port}` : ''}`);
  return namen.includes(origin) ? namen : [origin];
}

function ondertekensleutel() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'RS256' };
}
