/** HTML by template: what is put in is escaped, unless it is HTML already. */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

export function html(strings: TemplateStringsArray, ...values: readonly (Html | string | number)[]): Html {
  const put = (one: Html | string | number | undefined) =>
    one instanceof Html ? one.text : escaped(String(one ?? ''));
  return new Html(strings.map((part, at) => (at < values.length ? part + put(values[at]) : part)).join(''));
}

export const join = (all: readonly Html[]): Html => new Html(all.map((one) => one.text).join(''));
/** Trusted text of our own: the style sheet. */
export const raw = (text: string): Html => new Html(text);
/** A name that may stand in an id. */
export const attribute = (name: string): string => name.replace(/[^\w-]/g, '-');
