// <mo-bestanden>: sends files while someone goes on filling in; each by itself, going on after a lost connection.
// Without this script the files go along with the form. The server decides what is accepted, and says so in a sentence.

const DEEL = 4 * 1024 * 1024; // what is lost at most when the line breaks
const TEGELIJK = 4;
const OPNIEUW = [0, 1000, 3000, 5000, 10000, 20000];
const TUS = { 'Tus-Resumable': '1.0.0' };
const KIJK_NA = 3000; // milliseconds between two questions about the virus scan
const KIJK_KEREN = 20;
const EENHEDEN = [['MB', 1e6], ['kB', 1e3]];

// Remembers where to go on until this tab is closed: a computer in the library keeps nothing of anybody.
const onthouder = {
  async findAllUploads() { return lees(''); },
  async findUploadsByFingerprint(vingerafdruk) { return lees(vingerafdruk); },
  async addUpload(vingerafdruk, upload) {
    const sleutel = `upload::${vingerafdruk}::${upload.creationTime}`;
    sessionStorage.setItem(sleutel, JSON.stringify(upload));
    return sleutel;
  },
  async removeUpload(sleutel) { sessionStorage.removeItem(sleutel); },
};

function lees(vingerafdruk) {
  const sleutels = Object.keys(sessionStorage).filter((sleutel) => sleutel.startsWith(`upload::${vingerafdruk}`));
  return sleutels.map((sleutel) => ({ ...JSON.parse(sessionStorage.getItem(sleutel)), urlStorageKey: sleutel }));
}

function grootte(bytes) {
  const [naam, deler] = EENHEDEN.find(([, grens]) => bytes >= grens) ?? ['bytes', 1];
  const getal = (bytes / deler).toLocaleString(document.documentElement.lang, { maximumFractionDigits: deler === 1e6 ? 1 : 0 });
  return `${getal} ${naam}`;
}

function maak(soort, eigenschappen = {}, ...delen) {
  const element = Object.assign(document.createElement(soort), eigenschappen);
  element.append(...delen);
  return element;
}

class Bestanden extends HTMLElement {
  connectedCallback() {
    this.invoer = this.querySelector('input[type="file"]');
    this.formulier = this.closest('form');
    if (!this.invoer || !this.formulier) return;
    this.bezig = new Set();
    this.rij = [];
    this.lijst = this.querySelector('ul') ?? this.nieuweLijst();
    this.melding = maak('p', { className: 'mo-sronly' });
    this.melding.setAttribute('role', 'status');
    this.append(this.melding);
    this.invoer.addEventListener('change', () => this.neemAan());
    this.lijst.addEventListener('click', (gebeurtenis) => this.klik(gebeurtenis));
    this.formulier.addEventListener('submit', (gebeurtenis) => this.verzend(gebeurtenis));
    this.lijst.querySelectorAll('[data-scan="in_quarantaine"]').forEach((regel) => this.kijkNa(regel, KIJK_KEREN));
  }

  nieuweLijst() {
    const lijst = maak('ul', { className: 'mo-bestanden__lijst', hidden: true });
    lijst.setAttribute('aria-label', this.dataset.lijst);
    this.prepend(lijst);
    return lijst;
  }

  zeg(zin, naam) {
    this.melding.textContent = zin.replace('{naam}', naam);
  }

  neemAan() {
    for (const bestand of this.invoer.files) this.begin(bestand);
    this.invoer.value = ''; // what goes by itself does not go along with the form as well
  }

  begin(bestand) {
    const regel = this.nieuweRegel(bestand);
    regel.start = () => this.bereid(regel, bestand);
    this.zetInRij(regel);
    this.zeg(this.dataset.begonnen, bestand.name);
  }

  nieuweRegel(bestand) {
    const balk = maak('progress', { max: 100, value: 0 });
    balk.setAttribute('aria-label', this.dataset.bezig.replace('{naam}', bestand.name));
    const stand = maak('span', { className: 'mo-bestanden__stand' }, balk);
    const naam = maak('span', {}, maak('span', { className: 'mo-bestanden__naam', textContent: bestand.name }), ' ',
      maak('span', { className: 'mo-subtiel mo-nowrap', textContent: `(${grootte(bestand.size)})` }), stand);
    const regel = maak('li', {}, naam, maak('span', { className: 'mo-bestanden__knoppen' },
      this.knop(this.dataset.stop, bestand.name, 'stop')));
    Object.assign(regel, { balk, stand, naam: bestand.name });
    this.lijst.hidden = false;
    this.lijst.append(regel);
    return regel;
  }

  knop(tekst, naam, doe) {
    const knop = maak('button', { type: 'button', className: 'nl-button nl-button--subtle' },
      maak('span', { className: 'nl-button__label' }, tekst, maak('span', { className: 'mo-sronly', textContent: ` ${naam}` })));
    knop.dataset.doe = doe;
    return knop;
  }

  zetInRij(regel) {
    regel.mislukt = false;
    this.rij.push(regel);
    this.volgende();
  }

  volgende() {
    while (this.bezig.size < TEGELIJK && this.rij.length) {
      const regel = this.rij.shift();
      this.bezig.add(regel);
      regel.start();
    }
    if (!this.bezig.size && this.straks) this.verzendAlsnog();
  }

  async bereid(regel, bestand) {
    try {
      regel.upload ??= await this.nieuweUpload(regel, bestand);
      const eerder = await regel.upload.findPreviousUploads();
      if (!regel.isConnected) return;
      if (eerder.length) regel.upload.resumeFromPreviousUpload(eerder[0]);
      regel.upload.start();
    } catch (fout) {
      this.mislukt(regel, fout);
    }
  }

  async nieuweUpload(regel, bestand) {
    const { Upload } = await import(this.dataset.tus);
    return new Upload(bestand, {
      endpoint: this.dataset.adres,
      chunkSize: DEEL,
      retryDelays: OPNIEUW,
      uploadDataDuringCreation: true,
      removeFingerprintOnSuccess: true,
      urlStorage: onthouder,
      headers: { 'X-CSRFToken': this.formulier.elements.csrfmiddlewaretoken.value },
      metadata: { filename: bestand.name, filetype: bestand.type, veld: this.dataset.veld },
      fingerprint: async () => [this.dataset.adres, this.dataset.veld, bestand.name, bestand.size, bestand.lastModified].join('|'),
      onProgress: (verstuurd, totaal) => { regel.balk.value = (100 * verstuurd) / totaal; },
      onSuccess: ({ lastResponse }) => this.klaar(regel, lastResponse.getBody()),
      onError: (fout) => this.mislukt(regel, fout),
    });
  }

  klaar(regel, antwoord) {
    const gegevens = JSON.parse(antwoord);
    regel.querySelector('.mo-bestanden__naam').textContent = gegevens.naam;
    regel.querySelector('.mo-subtiel').textContent = `(${grootte(gegevens.omvang)})`;
    const knop = this.knop(this.dataset.verwijder, gegevens.naam, 'verwijder');
    Object.assign(knop, { type: 'submit', name: 'verwijder', value: gegevens.bijlage });
    knop.classList.add('nl-button--negative');
    regel.lastElementChild.replaceChildren(knop);
    regel.naam = gegevens.naam;
    this.zeg(this.dataset.klaar, gegevens.naam);
    this.toonScan(regel, gegevens);
    this.bezig.delete(regel);
    this.volgende();
  }

  mislukt(regel, fout) {
    const status = fout.originalResponse?.getStatus() ?? 0;
    let zin = this.dataset.mislukt;
    try {
      zin = JSON.parse(fout.originalResponse.getBody()).reden;
    } catch { /* no answer of ours: the line is gone */ }
    regel.stand.textContent = zin;
    regel.stand.classList.add('mo-bestanden__stand--fout');
    regel.mislukt = true;
    const knoppen = [this.knop(this.dataset.verwijder, regel.naam, 'stop')];
    if (status < 400 || status >= 500) knoppen.unshift(this.knop(this.dataset.opnieuw, regel.naam, 'opnieuw'));
    regel.lastElementChild.replaceChildren(...knoppen);
    this.zeg(`{naam}: ${zin}`, regel.naam);
    this.straks = null;
    this.bezig.delete(regel);
    this.volgende();
  }

  klik(gebeurtenis) {
    const knop = gebeurtenis.target.closest('button');
    const regel = knop?.closest('li');
    if (knop?.name === 'verwijder') {
      gebeurtenis.preventDefault();
      this.verwijder(regel, knop);
    } else if (knop?.dataset.doe === 'opnieuw') {
      regel.stand.classList.remove('mo-bestanden__stand--fout');
      regel.stand.replaceChildren(regel.balk);
      regel.lastElementChild.replaceChildren(this.knop(this.dataset.stop, regel.naam, 'stop'));
      regel.querySelector('button').focus();
      this.zetInRij(regel);
    } else if (knop?.dataset.doe === 'stop') {
      regel.upload?.abort(true).catch(() => {});
      this.rij = this.rij.filter((wachtend) => wachtend !== regel);
      this.bezig.delete(regel);
      this.haalWeg(regel, regel.naam);
      this.volgende();
    }
  }

  async verwijder(regel, knop) {
    const naam = regel.naam ?? regel.dataset.naam;
    knop.disabled = true;
    const koppen = { ...TUS, 'X-CSRFToken': this.formulier.elements.csrfmiddlewaretoken.value };
    const antwoord = await fetch(this.bijlage(knop.value), { method: 'DELETE', headers: koppen }).catch(() => null);
    if (antwoord?.ok || antwoord?.status === 404) {
      this.haalWeg(regel, naam);
    } else {
      knop.disabled = false;
      this.zeg(this.dataset.mislukt, naam);
    }
  }

  bijlage(uuid) {
    return this.dataset.adres.replace(/uploads\/$/, `bijlagen/${uuid}/`);
  }

  haalWeg(regel, naam) {
    const naar = regel.nextElementSibling ?? regel.previousElementSibling;
    regel.remove();
    this.lijst.hidden = !this.lijst.children.length;
    (naar?.querySelector('button') ?? this.invoer).focus();
    this.zeg(this.dataset.weg, naam);
  }

  toonScan(regel, gegevens) {
    regel.dataset.scan = gegevens.scan;
    regel.stand ??= regel.querySelector('.mo-bestanden__stand') ?? regel.firstElementChild.appendChild(maak('span'));
    regel.stand.className = 'mo-bestanden__stand';
    regel.stand.classList.toggle('mo-bestanden__stand--fout', gegevens.scan === 'besmet');
    regel.stand.textContent = gegevens.scantekst;
    if (gegevens.scan === 'besmet') this.zeg(`{naam}: ${gegevens.scantekst}`, gegevens.naam);
    if (gegevens.scan === 'in_quarantaine') this.kijkNa(regel, KIJK_KEREN);
  }

  kijkNa(regel, keren) {
    setTimeout(async () => {
      const knop = regel.querySelector('button[name="verwijder"]');
      if (!regel.isConnected || !knop || !keren) return;
      const antwoord = await fetch(this.bijlage(knop.value), { headers: TUS }).catch(() => null);
      const gegevens = antwoord?.ok ? await antwoord.json() : null;
      if (gegevens && gegevens.scan !== 'in_quarantaine') this.toonScan(regel, gegevens);
      else this.kijkNa(regel, keren - 1);
    }, KIJK_NA);
  }

  // The form waits for files that are under way, and then goes by itself with the button that was pressed.
  verzend(gebeurtenis) {
    if (!this.bezig.size) return;
    gebeurtenis.preventDefault();
    gebeurtenis.stopPropagation();
    this.straks = { knop: gebeurtenis.submitter };
    this.zeg(this.dataset.wacht, '');
  }

  verzendAlsnog() {
    const { knop } = this.straks;
    this.straks = null;
    this.formulier.requestSubmit(knop?.isConnected ? knop : null);
  }
}
customElements.define('mo-bestanden', Bestanden);
