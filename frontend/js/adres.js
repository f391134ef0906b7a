// <mo-adres>: shows the street while someone types a postcode and a number. The server looks again, and its answer holds.
const PAUZE = 400; // milliseconds
const kaal = (tekst) => tekst.replace(/[\s.-]/g, '').toUpperCase();

class Adres extends HTMLElement {
  connectedCallback() {
    this.velden = Object.fromEntries(
      ['postcode', 'huisnummer', 'huisletter', 'toevoeging'].map((deel) => [deel, this.querySelector(`[name$="_${deel}"]`)]),
    );
    this.uitkomst = this.querySelector('[role="status"]');
    if (!this.uitkomst || Object.values(this.velden).some((veld) => !veld || veld.disabled)) return;
    this.addEventListener('input', ({ target }) => {
      if (!Object.values(this.velden).includes(target)) return;
      clearTimeout(this.wachten);
      this.wachten = setTimeout(() => this.zoek(), PAUZE);
    });
  }

  async zoek() {
    const postcode = kaal(this.velden.postcode.value);
    const huisnummer = this.velden.huisnummer.value.trim();
    this.uitkomst.textContent = '';
    if (!/^[1-9]\d{3}[A-Z]{2}$/.test(postcode) || !/^\d/.test(huisnummer)) return;
    const vraag = (this.vraag = Symbol('vraag'));
    const gegevens = new FormData();
    gegevens.set('postcode', postcode);
    gegevens.set('huisnummer', huisnummer);
    gegevens.set('csrfmiddlewaretoken', this.closest('form').elements.csrfmiddlewaretoken.value);
    try {
      // From …/stap/<key>/ to …/adres/: the same draft.
      const antwoord = await fetch(new URL('../../adres/', location.href), { method: 'POST', body: gegevens });
      // An answer that comes after the next question is about something else by then.
      if (antwoord.ok && vraag === this.vraag) this.toon((await antwoord.json()).adressen);
    } catch {
      // Offline: the address is looked up when the page is sent.
    }
  }

  toon(adressen) {
    if (!adressen.length) return;
    const { huisletter, toevoeging, huisnummer } = this.velden;
    const gezocht = kaal(huisnummer.value + huisletter.value + toevoeging.value);
    const gekozen = adressen.find(({ nummer }) => kaal(nummer) === gezocht);
    const [{ straat, woonplaats, postcode }] = adressen;
    this.uitkomst.textContent = gekozen
      ? `${straat} ${gekozen.nummer}, ${postcode} ${woonplaats}`
      : `${this.dataset.kies} ${adressen.slice(0, 12).map(({ nummer }) => nummer).join(', ')}`;
  }
}
customElements.define('mo-adres', Adres);
