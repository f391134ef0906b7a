// Keeps what was typed, a moment after the typing: one request at a time, and again when it did not work.
const NA_TYPEN = 900;
const NA_KIEZEN = 200;
const OPNIEUW = 10000;
const GEDULD = 3000;

export class Bewaarder {
  constructor(formulier, status, pagina) {
    Object.assign(this, { formulier, status, pagina, adres: status.dataset.adres, onbewaard: false, bezig: false });
    window.addEventListener('online', () => this.onbewaard && this.plan(0));
    // Back to this page as it was left.
    window.addEventListener('pageshow', () => {
      this.gestopt = false;
    });
    // Who leaves the page in the middle of a word keeps the word too.
    window.addEventListener('pagehide', () => {
      if (this.onbewaard && !this.gestopt) navigator.sendBeacon(this.adres, this.inhoud());
    });
  }

  gewijzigd(gebeurtenis) {
    this.onbewaard = true;
    this.plan(gebeurtenis.type === 'change' ? NA_KIEZEN : NA_TYPEN);
  }

  // The page itself is going to be sent, which keeps everything; what is under way may not come after it.
  async stop() {
    this.gestopt = true;
    clearTimeout(this.wachten);
    await Promise.race([this.lopend, new Promise((klaar) => setTimeout(klaar, GEDULD))]);
  }

  plan(pauze) {
    clearTimeout(this.wachten);
    if (this.gestopt) return;
    this.wachten = setTimeout(() => {
      if (this.bezig) this.plan(NA_KIEZEN);
      else this.lopend = this.bewaar();
    }, pauze);
  }

  // Files go their own way.
  inhoud() {
    const inhoud = new FormData(this.formulier);
    for (const [naam, waarde] of [...inhoud]) if (waarde instanceof File) inhoud.delete(naam);
    return inhoud;
  }

  async bewaar() {
    this.bezig = true;
    this.onbewaard = false;
    this.pagina.begin();
    try {
      const antwoord = await fetch(this.adres, { method: 'POST', body: this.inhoud(), headers: { Accept: 'application/json' } });
      // No JSON: the login has ended, or something between here and the server answers.
      const uitkomst = await antwoord.json();
      if (!uitkomst.bewaard) {
        this.meld('niet', uitkomst.reden);
        return;
      }
      this.meld('wel');
      this.pagina.eind(uitkomst);
    } catch {
      this.onbewaard = true;
      this.meld('niet');
      this.plan(OPNIEUW);
    } finally {
      this.bezig = false;
    }
  }

  // Said once: words that stay the same are not read aloud again.
  meld(uitkomst, reden = '') {
    const zin = reden || this.status.dataset[uitkomst];
    if (this.status.textContent !== zin) this.status.textContent = zin;
  }
}
