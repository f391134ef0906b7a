// <mo-handtekening>: a place to draw a signature. The typed name and the tick are the signature; this is an addition.
const BREED = 600;
const HOOG = 200;

class Handtekening extends HTMLElement {
  connectedCallback() {
    this.invoer = this.querySelector('input');
    if (this.vak || this.invoer.disabled) return;
    this.vak = Object.assign(document.createElement('canvas'), { width: BREED, height: HOOG });
    this.vak.setAttribute('role', 'img');
    this.vak.setAttribute('aria-label', this.dataset.vak);
    this.wis = Object.assign(document.createElement('button'), { type: 'button', className: 'nl-button nl-button--subtle' });
    this.wis.textContent = this.dataset.wis;
    this.stem = Object.assign(document.createElement('p'), { className: 'mo-sronly' });
    this.stem.setAttribute('role', 'status');
    const titel = Object.assign(document.createElement('p'), { className: 'utrecht-form-field-description' });
    titel.textContent = this.dataset.titel;
    this.append(titel, this.vak, this.wis, this.stem);
    this.pen = this.vak.getContext('2d');
    Object.assign(this.pen, { lineWidth: 3, lineCap: 'round', lineJoin: 'round', strokeStyle: '#10243e' });
    this.vak.addEventListener('pointerdown', (gebeurtenis) => this.begin(gebeurtenis));
    this.vak.addEventListener('pointermove', (gebeurtenis) => this.trek(gebeurtenis));
    for (const einde of ['pointerup', 'pointercancel']) this.vak.addEventListener(einde, () => this.eindig());
    this.wis.addEventListener('click', () => this.maakLeeg());
    this.wis.hidden = !this.invoer.value;
    this.herstel();
  }

  plaats({ offsetX, offsetY }) {
    return [(offsetX * BREED) / this.vak.clientWidth, (offsetY * HOOG) / this.vak.clientHeight];
  }

  begin(gebeurtenis) {
    this.bezig = true;
    this.vak.setPointerCapture(gebeurtenis.pointerId);
    this.pen.beginPath();
    this.pen.moveTo(...this.plaats(gebeurtenis));
    this.trek(gebeurtenis);
  }

  trek(gebeurtenis) {
    if (!this.bezig) return;
    this.pen.lineTo(...this.plaats(gebeurtenis));
    this.pen.stroke();
  }

  eindig() {
    if (!this.bezig) return;
    this.bezig = false;
    this.bewaar(this.vak.toDataURL('image/png'), this.dataset.getekend);
  }

  maakLeeg() {
    this.pen.clearRect(0, 0, BREED, HOOG);
    this.bewaar('', this.dataset.gewist);
    this.closest('.mo-handtekening')?.querySelector('input')?.focus();
  }

  bewaar(waarde, zin) {
    this.invoer.value = waarde;
    this.wis.hidden = !waarde;
    this.stem.textContent = zin;
    this.invoer.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // Our policy lets no picture come from a data address, so the bytes are read here.
  async herstel() {
    const code = this.invoer.value.split(',')[1];
    if (!code) return;
    const bytes = Uint8Array.from(atob(code), (teken) => teken.charCodeAt(0));
    this.pen.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0);
  }
}
customElements.define('mo-handtekening', Handtekening);
