// <mo-kaart>: a map that fills two hidden inputs. The address field is the real input; this is an addition to it.
// Only the parts of Leaflet that are used: all of it would take a third more.
import 'leaflet/src/control/Control.Attribution.js';
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';
import { toLatLngBounds } from 'leaflet/src/geo/LatLngBounds.js';
import { imageOverlay } from 'leaflet/src/layer/ImageOverlay.js';
import { svgOverlay } from 'leaflet/src/layer/SVGOverlay.js';
import { divIcon } from 'leaflet/src/layer/marker/DivIcon.js';
import { marker } from 'leaflet/src/layer/marker/Marker.js';
import { tileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
import { createMap } from 'leaflet/src/map/Map.js';
import { SphericalMercator } from 'leaflet/src/geo/projection/Projection.SphericalMercator.js';
import { toLatLng } from 'leaflet/src/geo/LatLng.js';

// Where our own drawing lies: a municipality that does not exist, about 4 by 3 kilometres.
const TEKENING = toLatLngBounds([52.0865, 5.2708], [52.1135, 5.3292]);
const SVG = 'http://www.w3.org/2000/svg';
const PIN = `<svg viewBox="0 0 36 44" width="36" height="44" aria-hidden="true" focusable="false">
  <path fill="currentColor" d="M18 1C8.600 1 2 7.900 2 16.500 2 28 18 43 18 43s16-15 16-26.500C34 7.900 27.400 1 18 1z"/>
  <circle cx="18" cy="16.500" r="6" fill="#fff"/></svg>`;
const KRUIS = `<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
  <path d="M16 2v10M16 20v10M2 16h10M20 16h10" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
  <path d="M16 2v10M16 20v10M2 16h10M20 16h10" stroke="currentColor" stroke-width="2.500" stroke-linecap="round"/></svg>`;

class Kaart extends HTMLElement {
  connectedCallback() {
    const vlak = voegToe(this, 'div', 'mo-kaart__vlak');
    this.kaart = createMap(voegToe(vlak, 'div'), { zoomControl: false, attributionControl: Boolean(this.dataset.tegels) });
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
    this.kaart.setMaxBounds(TEKENING.pad(0.1)).setMinZoom(14).setMaxZoom(18);
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
      const { features } = await (await fetch(this.dataset.grens)).json();
      for (const { geometry } of features) grenslaag(geometry).addTo(this.kaart);
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

// Returns the outline of a polygon as a layer, in the projection of the map.
function grenslaag({ type, coordinates }) {
  const vlakken = type === 'Polygon' ? [coordinates] : coordinates;
  const ringen = vlakken.flat().map((ring) => ring.map(([lon, lat]) => toLatLng(lat, lon)));
  const grens = toLatLngBounds(ringen.flat());
  const punten = ringen.map((ring) => ring.map((punt) => SphericalMercator.project(punt)));
  const linksboven = SphericalMercator.project(grens.getNorthWest());
  const rechtsonder = SphericalMercator.project(grens.getSouthEast());
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rechtsonder.x - linksboven.x} ${linksboven.y - rechtsonder.y}`);
  const pad = svg.appendChild(document.createElementNS(SVG, 'path'));
  pad.setAttribute('class', 'mo-kaart__grens');
  const lijn = (ring) => `M${ring.map(({ x, y }) => `${x - linksboven.x} ${linksboven.y - y}`).join('L')}Z`;
  pad.setAttribute('d', punten.map(lijn).join(''));
  return svgOverlay(svg, grens, { interactive: false });
}

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
