// What a page must be like whatever it shows; every sentence that comes back is a fault.
() => {
  const fouten = [];
  const html = document.documentElement;
  const over = html.scrollWidth - html.clientWidth;
  if (over > 0) {
    const breed = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > html.clientWidth + 1);
    fouten.push(`de pagina is ${over} pixels te breed: ${breed.slice(0, 3).map((e) => e.outerHTML.slice(0, 90)).join(' ; ')}`);
  }
  const koppen = document.querySelectorAll('h1').length;
  if (koppen !== 1) fouten.push(`de pagina heeft ${koppen} koppen h1`);
  if (!document.title.trim() || document.title.trim().startsWith('|')) fouten.push('de pagina heeft geen titel');
  const kapot = [...document.images].filter((beeld) => beeld.complete && !beeld.naturalWidth);
  if (kapot.length) fouten.push(`een beeld laadt niet: ${kapot[0].src}`);
  // S-38: nothing about a resident stays behind in the browser. Django's admin remembers which filters are open.
  if (!location.pathname.startsWith('/beheer/') && (localStorage.length || sessionStorage.length)) fouten.push('er staat iets in de opslag van de browser');
  return fouten;
}
