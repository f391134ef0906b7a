// <mo-kaart>: a map that fills two hidden inputs. The address field is the real input; this is an addition to it.
import { CRS, divIcon, geoJSON, imageOverlay, latLngBounds, map, marker, tileLayer } from 'leaflet/dist/leaflet-src.esm.js';

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
    const vlak = this.maak('div', 'mo-kaart__vlak');
    const houder = vlak.appendChild(document.createElement('div'));
    this.kaart = map(houder, { zoomControl: false, attributionControl: Boolean(this.dataset.tegels) });
    this.kaart.getContainer().setAttribute('role', 'group');
    this.kaart.getContainer().setAttribute('aria-label', this.dataset.label);
    this.tekenOndergrond();
    this.tekenGrens();
    this.maakBediening(vlak);
    const { lat, lon } = this.begin();
    if (lat) this.zetPin({ lat, lng: lon });
  }

  maak(soort, klasse) {
    const element = document.createElement(soort);
    element.className = klasse;
    return this.appendChild(element);
  }

  // Returns the place that the page knows: its own, or what the hidden inputs still hold after an error.
  begin() {
    const { lat = this.veld('latveld')?.value, lon = this.veld('lonveld')?.value } = this.dataset;
    return { lat: Number(lat) || 0, lon: Number(lon) || 0 };
  }

  veld(soort) {
    return this.closest('form')?.elements[this.dataset[soort]];
  }

  tekenOndergrond() {
    const { lat, lon } = this.begin();
    const { tegels, tekening, bron = '' } = this.dataset;
    if (tegels) {
      this.kaart.setView(lat ? [lat, lon] : TEKENING.getCenter(), 15);
      this.kaart.attributionControl.setPrefix(false);
      const laag = tileLayer(tegels, { attribution: bron, minZoom: 6, maxZoom: 19 }).addTo(this.kaart);
      let fouten = 0;
      laag.on('tileerror', () => {
        fouten += 1;
        if (fouten === 3) this.meld(this.dataset.foutmelding);
      });
      return;
    }
    const laag = imageOverlay(tekening, TEKENING, { alt: '' }).addTo(this.kaart);
    laag.on('error', () => this.meld(this.dataset.foutmelding));
    this.kaart.setMaxBounds(TEKENING.pad(0.1));
    this.kaart.options.crs = CRS.EPSG3857;
    this.kaart.setView(lat ? [lat, lon] : TEKENING.getCenter(), 15);
    this.kaart.setMinZoom(13).setMaxZoom(18);
  }

  async tekenGrens() {
    if (!this.dataset.grens) return;
    try {
      const antwoord = await fetch(this.dataset.grens);
      const laag = geoJSON(await antwoord.json(), { interactive: false, style: { className: 'mo-kaart__grens', weight: 2 } });
      laag.addTo(this.kaart);
    } catch {
      // The map is as usable without its edge.
    }
  }

  maakBediening(vlak) {
    this.knop(vlak.appendChild(Object.assign(document.createElement('div'), { className: 'mo-kaart__zoom' })), '+', () => this.kaart.zoomIn(), this.dataset.inzoomen);
    this.knop(vlak.lastChild, '−', () => this.kaart.zoomOut(), this.dataset.uitzoomen);
    const bij = this.maak('div', 'mo-kaart__bij');
    if (!this.alleenLezen) {
      vlak.insertAdjacentHTML('beforeend', `<div class="mo-kaart__kruis">${KRUIS}</div>`);
      this.knop(bij, this.dataset.knop, () => this.zetPin(this.kaart.getCenter(), true)).className = 'nl-button nl-button--secondary';
      this.kaart.on('click', ({ latlng }) => this.zetPin(latlng, true));
    }
    this.status = bij.appendChild(document.createElement('p'));
    this.status.setAttribute('role', 'status');
  }

  get alleenLezen() {
    return 'alleenLezen' in this.dataset;
  }

  knop(ouder, tekst, doe, label) {
    const knop = ouder.appendChild(document.createElement('button'));
    knop.type = 'button';
    knop.textContent = tekst;
    if (label) knop.setAttribute('aria-label', label);
    knop.addEventListener('click', doe);
    return knop;
  }

  zetPin(plek, gekozen = false) {
    if (this.pin) this.pin.setLatLng(plek);
    else this.maakPin(plek);
    if (gekozen) this.onthoud(plek);
  }

  maakPin(plek) {
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
