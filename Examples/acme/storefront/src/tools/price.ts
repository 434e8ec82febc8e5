const formats = new Map<string, Intl.NumberFormat>();

/** A price as people write it in a country: 12,50 € or €12.50. */
export function formatPrice(cents: number, locale = "en-IE"): string {
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });
    formats.set(locale, format);
  }
  return format.format(cents / 100);
}
