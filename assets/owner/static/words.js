/* What the page says: the server put all words of its language into the page. */

export const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/* fill("{count} left", {count: 3}) is "3 left". */
export const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const locale = document.documentElement.lang;
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const sizes = ["B", "kB", "MB", "GB", "TB"];

const measures = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const number = (value) => numbers.format(value);
export const measure = (value) => measures.format(value);
export const moment = (seconds) => moments.format(new Date(seconds * 1000));

export function bytes(count) {
  let step = 0;
  while (count >= 1000 && step < sizes.length - 1) {
    count /= 1000;
    step += 1;
  }
  return `${new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(count)} ${sizes[step]}`;
}
