/** A questionnaire on paper: versions, sources, rights, every item and answer, what the totals say. */
import { type Instrument, itemsOf, type Wording } from '../../flows/instruments/instrument.ts';
import { answersTo, type InstrumentId, instrument, wordingOf } from '../../flows/instruments/registry.ts';
import type { Lang } from '../../flows/protocol.ts';
import { type Html, html, join } from './html.ts';
import { grid, lined, remarks } from './pieces.ts';
import { short } from './tables.ts';
import { instrumentStatus } from './words.ts';

export function onPaper(id: InstrumentId): Html {
  const one = instrument(id);
  const [ko, en] = [wordingOf(id, 'ko'), wordingOf(id, 'en')];
  return html`<article class="instrument">
<h3>${short(id)} <span class="en" lang="en">${one.title}</span></h3>
${grid(
  ['', '구조 · structure', '한국어 · Korean', '영어 · English'],
  [
    row('판 · version', one.version, ko.version, en.version),
    row('상태 · status', statusOf(one.status), statusOf(ko.status), statusOf(en.status)),
    row('출처 · source', one.source, ko.source, en.source),
    row('허가 · permission', `${one.licence}. ${one.permission}`, ko.permission, en.permission),
  ],
)}
${ko.stem || en.stem ? html`<p class="stem"><span lang="ko">${ko.stem}</span><br><span class="en" lang="en">${en.stem}</span></p>` : html``}
${grid(
  ['답 · answers', '한국어', 'English'],
  Object.keys(one.options).map((set) => [
    html`<b>${setName(one, set)}</b>`,
    answersIn(one, set, 'ko'),
    answersIn(one, set, 'en'),
  ]),
)}
<table class="grid items"><thead><tr><th></th><th>한국어</th><th>English</th><th>메모 · note</th></tr></thead><tbody>${join(
    askedItems(one).map((item, at) => itemRow(one, item, at, ko, en)),
  )}</tbody></table>
${
  one.bands.length > 0
    ? grid(
        ['점수 · total', '말 · said', '근거 · source'],
        one.bands.map(({ from, words: said, source }, at) => [
          html`${from}–${(one.bands[at + 1]?.from ?? highest(one) + 1) - 1}`,
          html`<code>result.${id}.${said}</code>`,
          html`${source}`,
        ]),
      )
    : html``
}
<ul class="evidence en" lang="en">${join(one.evidence.map((line) => html`<li>${line}</li>`))}</ul>
${remarks}
</article>`;
}

/** In asking order: ASQ's "when" stands after item 4. */
function askedItems(one: Instrument): string[] {
  const items = itemsOf(one);
  return one.id === 'asq' ? ['1', '2', '3', '4', 'when', '5'].filter((item) => items.includes(item)) : items;
}

const highest = (one: Instrument): number =>
  itemsOf(one)
    .filter((item) => one.items[item]?.scored)
    .reduce((sum, item) => sum + Math.max(...answersTo(one.id, item, 'ko').map((answer) => answer.value)), 0);

/** Which items a set of answers belongs to, as they are numbered here. */
function setName(one: Instrument, set: string): string {
  const asked = askedItems(one);
  const own = asked.filter((item) => one.items[item]?.options === set).map((item) => numbered(one, item));
  return own.length === asked.length ? '모두 · all' : own.length > 2 ? `${own[0]}–${own.at(-1)}` : own.join(', ');
}

const numbered = (one: Instrument, item: string): string =>
  one.id === 'asq' ? item : String(askedItems(one).indexOf(item) + 1);

function answersIn(one: Instrument, set: string, lang: Lang): Html {
  const item = askedItems(one).find((each) => one.items[each]?.options === set) ?? '';
  return html`${answersTo(one.id, item, lang)
    .map(({ label, value: kept }) => `${label} = ${kept}`)
    .join(' / ')}`;
}

function itemRow(one: Instrument, item: string, at: number, ko: Wording, en: Wording): Html {
  const { scored, reversed } = one.items[item] ?? {};
  const alarm = one.alarms.find((each) => each.item === item);
  const notes = [
    ...(reversed ? [{ ko: '‘아니오’가 1점', en: '“no” scores' }] : []),
    ...(scored ? [] : [{ ko: '점수에 넣지 않음', en: 'not scored' }]),
    ...(alarm ? [{ ko: `위험 신호: ${alarm.atLeast} 이상`, en: `alarm: ${alarm.atLeast} or more` }] : []),
  ];
  return html`<tr><th>${one.id === 'asq' ? item : at + 1}</th><td lang="ko">${ko.items[item] ?? ''}</td><td lang="en" class="en">${en.items[item] ?? ''}</td><td>${join(notes.map(lined))}</td></tr>`;
}

const statusOf = (status: keyof typeof instrumentStatus): string =>
  `${instrumentStatus[status].ko} · ${instrumentStatus[status].en}`;
const row = (head: string, ...cells: string[]): Html[] => [html`<b>${head}</b>`, ...cells.map((text) => html`${text}`)];
