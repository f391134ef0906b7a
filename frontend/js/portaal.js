// Small comforts; every page works without this file.

// The summary of errors gets the focus, and its links go to the input itself.
const foutlijst = document.querySelector('.mo-foutlijst');
foutlijst?.focus();
foutlijst?.addEventListener('click', (gebeurtenis) => {
  const naar = gebeurtenis.target.closest('a[href^="#"]')?.hash.slice(1);
  const veld = naar && document.getElementById(naar);
  if (!veld) return;
  gebeurtenis.preventDefault();
  veld.scrollIntoView({ block: 'center' });
  veld.focus({ preventScroll: true });
});

// <mo-teller>: how many characters are left; read aloud after a pause in typing.
class Teller extends HTMLElement {
  connectedCallback() {
    this.veld = document.getElementById(this.dataset.veld);
    this.uitgesproken = document.createElement('span');
    this.uitgesproken.className = 'mo-sronly';
    this.uitgesproken.setAttribute('role', 'status');
    this.after(this.uitgesproken);
    this.veld?.addEventListener('input', () => this.tel());
    if (this.veld?.value) this.toon();
  }

  tel() {
    this.toon();
    clearTimeout(this.wachten);
    this.wachten = setTimeout(() => {
      this.uitgesproken.textContent = this.textContent;
    }, 1000);
  }

  toon() {
    const over = Number(this.dataset.max) - this.veld.value.length;
    const zin = over < 0 ? this.dataset.teveel : this.dataset.over;
    this.textContent = zin.replace('{n}', Math.abs(over));
    this.classList.toggle('mo-teller--teveel', over < 0);
  }
}
customElements.define('mo-teller', Teller);

// A second click while the first is under way sends nothing. The server refuses a double submit too.
const ADEMPAUZE = 4000;
document.addEventListener('submit', (gebeurtenis) => {
  const formulier = gebeurtenis.target;
  if (formulier.method !== 'post') return;
  if (formulier.dataset.verzonden) {
    gebeurtenis.preventDefault();
    return;
  }
  formulier.dataset.verzonden = 'ja';
  setTimeout(() => delete formulier.dataset.verzonden, ADEMPAUZE);
});
