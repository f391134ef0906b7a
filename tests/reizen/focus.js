// Tells what has the focus, whether that can be seen, read and reached by eye (WCAG 2.4.7, 2.4.11, 1.4.3).
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const helder = (kleur) => {
    const [r, g, b] = kleur.match(/[\d.]+/g).map(Number).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let grond = null;
  for (let vader = element; vader && !grond; vader = vader.parentElement) {
    const kleur = getComputedStyle(vader).backgroundColor;
    if (kleur.startsWith('rgb(')) grond = kleur;
  }
  const stijl = getComputedStyle(element);
  const omlijnd = (s) => s && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
  const buren = [stijl, getComputedStyle(element, '::after'), getComputedStyle(element, '::before'),
    element.nextElementSibling && getComputedStyle(element.nextElementSibling), element.parentElement && getComputedStyle(element.parentElement)];
  // The button for the calendar is the browser's own, inside the field; the browser draws its focus.
  const opKalenderknop = element.type === 'date' && !element.matches(':focus');
  const [licht, donker] = [helder(stijl.color), helder(grond ?? 'rgb(255,255,255)')].sort((a, b) => b - a);
  const vlak = element.getBoundingClientRect();
  const midden = document.elementFromPoint(vlak.left + vlak.width / 2, vlak.top + vlak.height / 2);
  const tekst = element.innerText?.trim() || element.getAttribute('aria-label') || element.labels?.[0]?.innerText || element.name || '';
  return {
    tekst: tekst.slice(0, 60),
    soort: element.type === 'file' ? 'file' : element.localName,
    klasse: String(element.className.baseVal ?? element.className),
    zichtbaar: buren.some(omlijnd) || opKalenderknop,
    contrast: element.innerText?.trim() ? (licht + 0.05) / (donker + 0.05) : 21,
    bedekt: vlak.width > 4 && vlak.height > 4 && midden !== null && !element.contains(midden) && !midden.contains(element) && !element.closest('label')?.contains(midden),
  };
}
