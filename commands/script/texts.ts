/** A text on paper: who sees it when, both languages, its choices, what goes when a value is unknown, its signature. */
import type { Lang } from '../../flows/protocol.ts';
import type { Signed } from '../../flows/wording.signed.ts';
import { choices, fixed, pushed, render, type TextKey, type Variables } from '../../flows/wording.ts';
import { when } from '../../flows/wording.when.ts';
import { attribute, type Html, html, join } from './html.ts';
import { both, lined, remarks, value } from './pieces.ts';
import { fingerprint, languages, rawText } from './signing.ts';
import type { Words } from './words.ts';

/** signed: the records of flows/wording.signed.ts. used: texts the program's own source names; the others are not said yet. */
export interface PageFacts {
  signed: Signed;
  used: ReadonlySet<TextKey>;
}

export const textOnPaper = (key: TextKey, facts: PageFacts): Html =>
  isButton(key) ? button(key, facts) : textBlock(key, facts);

/** A word on a button needs no page of its own. */
const isButton = (key: TextKey): boolean => key.startsWith('ui.') || ['yes', 'no', 'skip'].includes(key);

const button = (key: TextKey, facts: PageFacts): Html => html`<article class="text small" id="${attribute(key)}">
<h3><code>${key}</code>${tags(key, facts)}</h3>
<p class="row"><span lang="ko">${render('ko', key)}</span><span class="en" lang="en">${render('en', key)}</span><span class="when">${both(when[key])}</span></p>
</article>`;

const textBlock = (key: TextKey, facts: PageFacts): Html => html`<article class="text" id="${attribute(key)}">
<h3><code>${key}</code>${tags(key, facts)}</h3>
<p class="when">${lined(when[key])}</p>
<div class="pair">${join(languages.map((lang) => html`<div lang="${lang}">${words(lang, key)}</div>`))}</div>
${unknowns(key)}${sealOf(key, facts)}${remarks}
</article>`;

function tags(key: TextKey, { used }: PageFacts): Html {
  const tag = (kind: string, label: Words) => html`<span class="tag ${kind}">${both(label)}</span>`;
  return join([
    ...(fixed.includes(key) ? [tag('fixed', { ko: '안전 글', en: 'safety text' })] : []),
    ...(pushed.includes(key) ? [tag('pushed', { ko: '잠금 화면', en: 'lock screen' })] : []),
    ...(used.has(key) ? [] : [tag('unused', { ko: '아직 나오지 않음', en: 'not said yet' })]),
  ]);
}

const usedBy = (lang: Lang, key: TextKey): string[] => [
  ...new Set([...rawText(lang, key).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
];

const marked = (names: readonly string[]): Variables => Object.fromEntries(names.map((name) => [name, `{${name}}`]));

/** The text with everything known, each value marked, and its choices. */
function words(lang: Lang, key: TextKey): Html {
  const text = render(lang, key, marked(usedBy(lang, key)));
  const offered = choices(lang, key);
  return html`<p class="said">${withValues(text)}</p>${
    offered.length > 0
      ? html`<ul class="choices">${join(offered.map(({ label }) => html`<li>▸ ${label}</li>`))}</ul>`
      : html``
  }`;
}

function withValues(text: string): Html {
  return join(
    text
      .split('\n')
      .flatMap((line, at) => [
        ...(at > 0 ? [html`<br>`] : []),
        ...line.split(/(\{\w+\})/).map((part) => (/^\{\w+\}$/.test(part) ? value(part.slice(1, -1)) : html`${part}`)),
      ]),
  );
}

/** An item and its number are there whenever it is asked. */
const certain = ['n', 'item'];

/** What becomes of the text when a value is not known: the words that go, and those that come instead. */
function unknowns(key: TextKey): Html {
  const names = [...new Set(languages.flatMap((lang) => usedBy(lang, key)))].filter((name) => !certain.includes(name));
  if (names.length === 0) return html``;
  return html`<table class="unknowns"><tbody>${join(
    names.map(
      (name) =>
        html`<tr><th>${value(name)} <span lang="ko">모르면</span> <span class="en" lang="en">unknown</span></th>${join(
          languages.map((lang) => html`<td lang="${lang}">${withoutIt(lang, key, name)}</td>`),
        )}</tr>`,
    ),
  )}</tbody></table>`;
}

function withoutIt(lang: Lang, key: TextKey, name: string): Html {
  const names = usedBy(lang, key);
  const say = (ko: string, en: string) => html`${lang === 'ko' ? ko : en}`;
  if (!names.includes(name)) return say('쓰이지 않음', 'not used');
  const full = render(lang, key, marked(names));
  const rest = render(lang, key, marked(names.filter((one) => one !== name)));
  if (rest === '') return say('이 글은 보내지 않아요.', 'This text is not sent.');
  const { gone, instead } = difference(full, rest);
  const shown = join(gone.map((part, at) => html`${at > 0 ? ' … ' : ''}<del>${withValues(part)}</del>`));
  return instead.length > 0
    ? html`${shown} → ${join(instead.map((part) => html`<ins>${withValues(part)}</ins> `))}`
    : html`${say('빠지는 말: ', 'left out: ')}${shown}`;
}

/** Runs of words that are in the first text only, and in the second only. */
export function difference(one: string, other: string): { gone: string[]; instead: string[] } {
  const [a, b] = [one.split(/\s+/), other.split(/\s+/)];
  const common = longest(a, b);
  const runs = (all: readonly string[], side: 0 | 1) => {
    const found: string[][] = [];
    let last = -2;
    all.forEach((word, at) => {
      if (common.some((pair) => pair[side] === at)) return;
      if (at === last + 1) found.at(-1)?.push(word);
      else found.push([word]);
      last = at;
    });
    return found.map((run) => run.join(' '));
  };
  return { gone: runs(a, 0), instead: runs(b, 1) };
}

/** Positions of a longest common run of words, in both. */
function longest(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      (lengths[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

export const isSigned = (signed: Signed, key: TextKey, lang: Lang): boolean => {
  const record = signed[key]?.[lang];
  return !!record?.by && record.sha256 === fingerprint(lang, key);
};

function sealOf(key: TextKey, { signed }: PageFacts): Html {
  if (!fixed.includes(key)) return html``;
  const one = (lang: Lang) => {
    const record = signed[key]?.[lang];
    const state = !isSigned(signed, key, lang)
      ? record?.by
        ? '바뀌어 다시 서명 필요 · changed since it was signed'
        : '검토 전 · review pending'
      : `${record?.by}, ${record?.on}`;
    return html`<span class="seal">${lang} <code>${fingerprint(lang, key)}</code> ${state}</span>`;
  };
  return html`<p class="seals">${join(languages.map(one))}</p>`;
}
