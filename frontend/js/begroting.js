// <mo-begroting>: adds the amounts up while someone types. The server counts again, and its answer holds.
const PAUZE = 600; // milliseconds: read aloud after the typing, not during it

// Returns cents, as BedragField reads an amount: "1.234,56", "750", "€ 12,50" and "12,-".
function centen(tekst) {
  const kaal = tekst.replace(/[\s€]/g, '').replace(',-', '');
  if (/^\d{1,3}(\.\d{3})+(,\d{1,2})?$|^\d+(,\d{1,2})?$/.test(kaal)) {
    return Math.round(Number(kaal.replaceAll('.', '').replace(',', '.')) * 100);
  }
  return /^\d+\.\d{1,2}$/.test(kaal) ? Math.round(Number(kaal) * 100) : 0;
}

function bedrag(aantal) {
  const decimalen = aantal % 100 ? 2 : 0;
  return (aantal / 100).toLocaleString('nl-NL', { minimumFractionDigits: decimalen, maximumFractionDigits: decimalen });
}

class Begroting extends HTMLElement {
  connectedCallback() {
    this.totaal = this.querySelector('[role="status"]');
    this.addEventListener('input', () => {
      clearTimeout(this.wachten);
      this.wachten = setTimeout(() => this.tel(), PAUZE);
    });
    this.tel();
  }

  tel() {
    const samen = [...this.querySelectorAll('input[inputmode="decimal"]')].reduce((som, veld) => som + centen(veld.value), 0);
    const rest = Math.round(Number(this.dataset.maximum) * 100) - samen;
    const vervolg = (rest < 0 ? this.dataset.teveel : this.dataset.over).replace('{rest}', bedrag(Math.abs(rest)));
    this.totaal.textContent = `${this.dataset.samen.replace('{totaal}', bedrag(samen))} ${vervolg}`;
    this.classList.toggle('mo-begroting--teveel', rest < 0);
  }
}
customElements.define('mo-begroting', Begroting);
