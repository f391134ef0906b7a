// <mo-kaart>: a map that fills two hidden inputs. The address field is the real input; this is an addition to it.
import { divIcon, geoJSON, imageOverlay, latLngBounds, map, marker, tileLayer } from 'leaflet/dist/leaflet-src.esm.js';

// Where our own drawing lies: a municipality that does not exist, about 4 by 3 kilometres.
const TEKENING = latLngBounds([52.0865, 5.2708], [52.1135, 5.3292]);
const PIN = `<svg viewBox="0 0 36 44" width="36" height="44" aria-hidden="true" focusable="false">
  <path fill="currentColor" d="M18 1C8.600 1 2 7.900 2 16.500 2 28 18 43 18 43s16-15 16-26.500C34 7.900 27.400 1 18 1z"/>
  <circle cx="18" cy="16.500" r="6" fill="#fff"/></svg>`;
const KRUIS = `<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
  <path d="M16 2v10M16 20v10M2 16h10M20 16h10" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
  <path d="M16 2v10M16 20v10M2 16h10M20 16h10" stroke="currentColor" stroke-width="2.500" stroke-linecap="round"/></svg>`;

class Kaart extends HTMLElement {
  connectedCallback() {
    const vlak = voegToe(this, 'div', 'mo-kaart__vlak');
    this.kaart = map(voegToe(vlak, 'div'), { zoomControl: false, attributionControl: Boolean(this.dataset.tegels) });
    const houder = this.kaart.getContainer();
    houder.setAttribute('role', 'application');
    houder.setAttribute('aria-label', this.dataset.label);
    this.maakBediening(vlak);
    const plek = this.begin();
    this.tekenOndergrond(plek);
    this.tekenGrens();
    if (plek) this.zetPin(plek);
  }

  // Returns the place that the page gave, or what the hidden inputs still hold after an error.
  begin() {
    const lat = Number(this.dataset.lat ?? this.veld('latveld')?.value);
    const lng = Number(this.dataset.lon ?? this.veld('lonveld')?.value);
    return lat && lng ? { lat, lng } : null;
  }

  veld(soort) {
    return this.closest('form')?.elements[this.dataset[soort]];
  }

  tekenOndergrond(plek) {
    const { tegels, tekening, bron = '' } = this.dataset;
    this.kaart.setView(plek ?? TEKENING.getCenter(), 15);
    if (tegels) {
      this.kaart.attributionControl.setPrefix(false);
      this.bewaak(tileLayer(tegels, { attribution: bron, minZoom: 6, maxZoom: 19 }), 'tileerror', 3);
      return;
    }
    this.bewaak(imageOverlay(tekening, TEKENING), 'error', 1);
    this.kaart.setMaxBounds(TEKENING.pad(0.1)).setMinZoom(13).setMaxZoom(18);
  }

  // Shows a layer, and says that the map is not there when it fails this often.
  bewaak(laag, fout, grens) {
    let aantal = 0;
    laag.on(fout, () => {
      aantal += 1;
      if (aantal === grens) this.meld(this.dataset.foutmelding);
    });
    laag.addTo(this.kaart);
  }

  async tekenGrens() {
    if (!this.dataset.grens) return;
    try {
      const grens = await (await fetch(this.dataset.grens)).json();
      geoJSON(grens, { interactive: false, style: { className: 'mo-kaart__grens', weight: 2 } }).addTo(this.kaart);
    } catch {
      // The map is as usable without its edge.
    }
  }

  maakBediening(vlak) {
    const zoom = voegToe(vlak, 'div', 'mo-kaart__zoom');
    maakKnop(zoom, '+', () => this.kaart.zoomIn()).setAttribute('aria-label', this.dataset.inzoomen);
    maakKnop(zoom, '−', () => this.kaart.zoomOut()).setAttribute('aria-label', this.dataset.uitzoomen);
    const bij = voegToe(this, 'div', 'mo-kaart__bij');
    if (!this.alleenLezen) {
      voegToe(vlak, 'div', 'mo-kaart__kruis').innerHTML = KRUIS;
      const zet = maakKnop(bij, this.dataset.knop, () => this.kies(this.kaart.getCenter()));
      zet.className = 'nl-button nl-button--secondary';
      this.kaart.on('click', ({ latlng }) => this.kies(latlng));
    }
    this.status = voegToe(bij, 'p');
    this.status.setAttribute('role', 'status');
  }

  get alleenLezen() {
    return 'alleenLezen' in this.dataset;
  }

  kies(plek) {
    this.zetPin(plek);
    this.onthoud(plek);
  }

  zetPin(plek) {
    if (this.pin) {
      this.pin.setLatLng(plek);
      return;
    }
    const icoon = divIcon({ className: 'mo-kaart__pin', iconSize: [36, 44], iconAnchor: [18, 43], html: PIN });
    this.pin = marker(plek, { icon: icoon, draggable: !this.alleenLezen, keyboard: true }).addTo(this.kaart);
    this.pin.getElement().setAttribute('aria-label', this.dataset.pin);
    this.pin.on('dragend', () => this.onthoud(this.pin.getLatLng()));
  }

  onthoud({ lat, lng }) {
    const [noord, oost] = [lat.toFixed(6), lng.toFixed(6)];
    if (this.veld('latveld')) this.veld('latveld').value = noord;
    if (this.veld('lonveld')) this.veld('lonveld').value = oost;
    this.meld(this.dataset.gezet.replace('{lat}', noord).replace('{lon}', oost));
  }

  meld(zin) {
    this.status.textContent = zin;
  }
}
customElements.define('mo-kaart', Kaart);

function voegToe(ouder, soort, klasse = '') {
  const element = document.createElement(soort);
  element.className = klasse;
  return ouder.appendChild(element);
}

function maakKnop(ouder, tekst, doe) {
  const knop = voegToe(ouder, 'button');
  knop.type = 'button';
  knop.textContent = tekst;
  knop.addEventListener('click', doe);
  return knop;
}
