// Decimal numbers with ten decimals, as whole numbers of a ten billionth: exact, and rounded as Python does it.
const DECIMALEN = 10;
const SCHAAL = 10n ** BigInt(DECIMALEN);
// 18 digits before the point.
const GRENS = 10n ** 28n;
const GETAL = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const MAX_GETAL = 40;
const MAX_HEEL = 2 ** 53;

const positief = (n) => (n < 0n ? -n : n);

// Returns the quotient as a whole number; half goes to even, or away from zero.
function gedeeld(teller, noemer, vanNul = false) {
  const heel = teller / noemer;
  const dubbel = 2n * positief(teller % noemer);
  const helft = positief(noemer);
  const omhoog = dubbel > helft || (dubbel === helft && (vanNul || heel % 2n !== 0n));
  return omhoog ? heel + (teller < 0n === noemer < 0n ? 1n : -1n) : heel;
}

export class Getal {
  constructor(eenheden) {
    this.n = eenheden;
  }

  // Returns the number, or null when it has too many digits.
  static van(eenheden) {
    return positief(eenheden) < GRENS ? new Getal(eenheden) : null;
  }

  static heel(aantal) {
    return new Getal(BigInt(aantal) * SCHAAL);
  }

  static tekst(tekst) {
    const delen = tekst.length <= MAX_GETAL ? GETAL.exec(tekst) : null;
    if (!delen) return null;
    const [, min, heel, breuk = ''] = delen;
    const eenheden = gedeeld(BigInt(heel + breuk) * SCHAAL, 10n ** BigInt(breuk.length));
    return Getal.van(min ? -eenheden : eenheden);
  }

  // Returns a number of JSON through its shortest notation: 0.1 is a tenth, and not the binary fraction beside it.
  static json(getal) {
    if (Number.isInteger(getal) && Math.abs(getal) <= MAX_HEEL) return Getal.heel(getal);
    if (!(Math.abs(getal) < 1e19)) return null;
    const [cijfers, exponent = '0'] = String(getal).split('e');
    const [heel, breuk = ''] = cijfers.split('.');
    const macht = Number(exponent) - breuk.length + DECIMALEN;
    const som = BigInt(heel + breuk);
    return Getal.van(macht < 0 ? gedeeld(som, 10n ** BigInt(-macht)) : som * 10n ** BigInt(macht));
  }

  plus(ander) {
    return Getal.van(this.n + ander.n);
  }

  min(ander) {
    return Getal.van(this.n - ander.n);
  }

  maal(ander) {
    return Getal.van(gedeeld(this.n * ander.n, SCHAAL));
  }

  door(ander) {
    return ander.n === 0n ? null : Getal.van(gedeeld(this.n * SCHAAL, ander.n));
  }

  rest(ander) {
    return ander.n === 0n ? null : Getal.van(this.n % ander.n);
  }

  rond(decimalen) {
    const stap = 10n ** BigInt(DECIMALEN - decimalen);
    return Getal.van(gedeeld(this.n, stap, true) * stap);
  }

  abs() {
    return new Getal(positief(this.n));
  }

  // The whole number, if it is one between -hoogste and hoogste.
  alsHeel(hoogste) {
    const aantal = this.n / SCHAAL;
    return this.n % SCHAAL === 0n && positief(aantal) <= BigInt(hoogste) ? Number(aantal) : null;
  }

  toString() {
    const cijfers = String(positief(this.n)).padStart(DECIMALEN + 1, '0');
    const breuk = cijfers.slice(-DECIMALEN).replace(/0+$/, '');
    return (this.n < 0n ? '-' : '') + cijfers.slice(0, -DECIMALEN) + (breuk && `.${breuk}`);
  }
}
