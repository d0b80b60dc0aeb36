/** docs/conversation.md: what the conversation does, for a reader who knows no code. Generated; the same code gives the same page. */
import { render } from '../../flows/wording.ts';
import { causeOf, eventName, everywhere, otherwise, type Place, places, stateName, type Way } from './paths.ts';
import { claimDeadlines, order, timers, triageRows, versions } from './tables.ts';
import { type Part, parts, states, type Words } from './words.ts';

export const chartFile = 'docs/conversation.md';

const sentences: readonly Words[] = [
  {
    ko: '마음지기는 몇 가지 질문으로 요즘 마음을 살피는 자동 프로그램이고, 그렇다고 처음에 말해요.',
    en: 'Maumjigi is an automatic program that asks how you have been lately, and says so first.',
  },
  {
    ko: '이름은 묻지 않고, 나이대만 물어 그에 맞는 질문지를 골라요.',
    en: 'It asks no name, only an age band, to choose the right questionnaire.',
  },
  {
    ko: '동의는 한 번, 첫 질문 앞에서 받아요. 동의하지 않아도 연락처와 상담사는 그대로예요.',
    en: 'There is one consent, before the first question. Who refuses still gets contacts and a counsellor.',
  },
  {
    ko: '우울 질문지(14~64세 PHQ-9, 65세부터 SGDS-K) 다음에 누구에게나 ASQ를 여쭤요. 13세까지는 질문지가 없어요.',
    en: 'After the depression scale (PHQ-9 for 14–64, SGDS-K from 65) everyone is asked ASQ. Up to 13 there is no questionnaire.',
  },
  {
    ko: '모든 글은 먼저 위험한 말이 있는지 읽고, 그다음에야 답이나 명령으로 읽어요.',
    en: 'Every message is first read for words of risk, and only then as an answer or a command.',
  },
  {
    ko: '위험 신호가 있으면 다른 말보다 먼저 109와 119가 적힌 안전 카드가 나오고, 같은 순간 상담사의 화면에 사례가 열려요.',
    en: 'At an alarm a card with 109 and 119 comes before any other words, and in the same moment a case opens on the counsellors’ desk.',
  },
  {
    ko: '지금 위험하다고 하면 질문을 모두 멈추고 붉은 카드와 사람만 남아요.',
    en: 'When danger is now all questions stop; the red card and people remain.',
  },
  {
    ko: '등급과 급한 정도는 정해진 규칙표가 정하고, 프로그램은 그것을 올릴 수만 있어요. 내리고 닫는 것은 사람이 해요.',
    en: 'A fixed table of rules gives tier and priority; the program can only raise them. Lowering and closing is for a person.',
  },
  {
    ko: '상담사가 맡으면 글은 상담사에게 가고, 프로그램은 위험한 말만 계속 살펴요.',
    en: 'When a counsellor has the conversation words are theirs to answer; the program only goes on listening for risk.',
  },
  {
    ko: '결과는 점수나 병명 없이 말로 전하고, 언제든 그만두거나 쉬거나 지워 달라고 할 수 있어요.',
    en: 'The result is told in words, without a total or a diagnosis. One can stop, pause or ask for deletion at any time.',
  },
];

export function chart(): string {
  const all = places();
  return `${[
    '# 대화 · The conversation',
    '<!-- Written by `npm run script -- write`. Do not edit: `npm run script -- check` compares it with the program. -->',
    '이 쪽은 프로그램에서 뽑아 쓴 것이에요. 글 하나하나는 `npm run script -- print`로 볼 수 있어요.  \nThis page is written by the program itself. Every single text: `npm run script -- print`.',
    section(
      '열 문장으로',
      'In ten sentences',
      table(
        ['', '한국어', 'English'],
        sentences.map(({ ko, en }, at) => [String(at + 1), ko, en]),
      ),
    ),
    section(
      '길',
      'The ways',
      [legend, ...(Object.keys(parts) as Part[]).map((part) => diagramOf(part, all)), everywhereDiagram()].join('\n\n'),
    ),
    section('상태', 'States', stateTable(all)),
    section('어디서나 통하는 것', 'What counts everywhere', everywhereTables()),
    section('등급과 급한 정도', 'Tier and priority', triageTable()),
    section('맡을 시간', 'Time to claim', timerTable(claimDeadlines())),
    section('기다림과 침묵', 'Waiting and silence', timerTable(timers())),
    section(
      '질문의 순서',
      'Order of questions',
      table(
        ['', ''],
        order().map(({ who, what }) => [both(who), both(what)]),
      ),
    ),
    section(
      '판',
      'Versions',
      table(
        ['무엇 · what', '판 · version'],
        versions().map(({ what, version }) => [both(what), `\`${version}\``]),
      ),
    ),
  ].join('\n\n')}\n`;
}

const section = (ko: string, en: string, body: string): string => `## ${ko} · ${en}\n\n${body}`;
const both = ({ ko, en }: Words): string => (ko === en ? ko : `${ko}<br>${en}`);
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

// === Diagrams

const legend =
  '그림마다 대화의 한 부분이에요. 점선 테두리는 다른 그림에 이어져요. 어디서나 통하는 길은 마지막 그림에만 있어요.  \n' +
  'Each picture is one part. A dashed frame goes on in another picture. What is possible everywhere is in the last picture only.';

interface Edge {
  from: string;
  to: string;
  labels: Words[];
}

function diagramOf(part: Part, all: readonly Place[]): string {
  const own = all.filter(({ id }) => states[id]?.part === part);
  const edges = joined(own.flatMap((place) => place.ways.flatMap((way) => edgeOf(place, way))));
  const { ko, en } = parts[part];
  return `### ${ko} · ${en}\n\n${mermaid(
    own.map(({ id }) => id),
    edges,
  )}`;
}

/** A place that only leads back to where one was would draw a line to everywhere. */
function edgeOf({ id, ways }: Place, way: Way): Edge[] {
  const isJunction = way.event === '' && ways.filter(({ event }) => event === '').length > 4;
  if (way.to === null || isJunction) return [];
  return [{ from: id, to: way.to, labels: labelsOf(way, ways) }];
}

const everyState = 'everywhere';

function everywhereDiagram(): string {
  const all = everywhere();
  const edges = all.flatMap((way): Edge[] =>
    way.to === null ? [] : [{ from: everyState, to: way.to, labels: labelsOf(way, all) }],
  );
  return `### 어디서나 되는 것 · Possible from everywhere\n\n${mermaid([everyState], joined(edges))}`;
}

/** An answer is told by what it was, an event by its name, and both by their condition where they can also lead elsewhere. */
function labelsOf(way: Way, all: readonly Way[]): Words[] {
  const { causes, condition } = way;
  const cause = causeOf(way);
  const leadsElsewhere = all.some((other) => other.to !== way.to && causeOf(other).ko === cause.ko);
  if (condition === null || !leadsElsewhere) return [...causes];
  if (!['ANSWER', 'ROUTED', ''].includes(way.event) || cause.ko !== eventName(way.event).ko) {
    return [{ ko: `${cause.ko} (${condition.ko})`, en: `${cause.en} (${condition.en})` }];
  }
  return [condition === otherwise && way.event === 'ANSWER' ? { ko: '그 밖의 답', en: 'any other answer' } : condition];
}

function joined(edges: readonly Edge[]): Edge[] {
  const byWay = new Map<string, Edge>();
  for (const { from, to, labels } of edges) {
    const name = `${from} ${to}`;
    byWay.set(name, { from, to, labels: [...(byWay.get(name)?.labels ?? []), ...labels] });
  }
  return [...byWay.values()];
}

function mermaid(own: readonly string[], edges: readonly Edge[]): string {
  const guests = [...new Set(edges.map(({ to }) => to))].filter((id) => !own.includes(id));
  return [
    '```mermaid',
    'stateDiagram-v2',
    // Many ways from one place read better from left to right, and leave room for what stands on them.
    '  direction LR',
    '  classDef elsewhere stroke-dasharray: 4 3',
    ...[...own, ...guests].map((id) => `  state "${lines(nameOf(id))}" as ${nodeOf(id)}`),
    ...(own.includes('new') ? [`  [*] --> ${nodeOf('new')}`] : []),
    // A way back to where it came from would be drawn over the others.
    ...edges.map(({ from, to, labels }) =>
      from === to
        ? `  note left of ${nodeOf(from)}: ↻ ${edgeLabel(labels)}`
        : `  ${nodeOf(from)} --> ${nodeOf(to)}: ${edgeLabel(labels)}`,
    ),
    ...(guests.length > 0 ? [`  class ${guests.map(nodeOf).join(', ')} elsewhere`] : []),
    '```',
  ].join('\n');
}

const nameOf = (id: string): Words => (id === everyState ? { ko: '어디서나', en: 'everywhere' } : stateName(id));
const nodeOf = (id: string): string => `s_${id.replaceAll('.', '_')}`;
const lines = ({ ko, en }: Words): string => `${plain(ko)}<br/>${plain(en)}`;

/** Long lists are told by their first and last. */
function edgeLabel(labels: readonly Words[]): string {
  const one = (lang: 'ko' | 'en') => {
    const all = [...new Set(labels.map((label) => plain(label[lang])))];
    const parts = all.length > 3 ? [`${all[0]} …`, `${all.at(-1)}`] : all;
    return parts.join(parts.join(', ').length > 30 ? ',<br/>' : ', ').replaceAll('…,', '…');
  };
  return one('ko') === one('en') ? one('ko') : `${one('ko')}<br/>${one('en')}`;
}

/** Signs that mean something to the drawing. */
const plain = (text: string): string =>
  text
    .replaceAll(':', ' –')
    .replaceAll(';', ',')
    .replace(/["#{}<>%]/g, '')
    .replaceAll('=', '＝')
    .replaceAll('≥', '이상 ');

// === Tables

function stateTable(all: readonly Place[]): string {
  const texts = (keys: readonly string[]) => keys.map((key) => `\`${key}\``).join(' ');
  return table(
    ['상태 · state', '먼저 나오는 말 · said first', '묻는 글 · asked', '묻는 말 · in words'],
    all.map(({ name, says, asks }) => [both(name), texts(says), texts(asks), asks.map(inWords).join('<br>')]),
  );
}

const inWords = (key: Parameters<typeof render>[1]): string =>
  both({
    ko: firstSentence(render('ko', key, { ...marks, item: '(질문의 말)' })),
    en: firstSentence(render('en', key, { ...marks, item: '(the item)' })),
  });
const marks = { n: '…', center: '…', retention: '…', by: '…', contactRetention: '…' };
const firstSentence = (text: string): string => {
  const all = text.replaceAll('\n', ' ').split(/(?<=[.?!]) /);
  return all.findLast((sentence) => sentence.endsWith('?')) ?? all.at(-1) ?? '';
};

function everywhereTables(): string {
  const rows = everywhere().map((way) => [
    both(causeOf(way)),
    way.condition ? both(way.condition) : '',
    way.to ? both(stateName(way.to)) : '그대로<br>stays',
    [...way.says.map((key) => `\`${key}\``), ...way.does.map(both)].join('<br>'),
  ]);
  return [
    '적힌 명령은 글 전체가 그 말일 때만 통해요. 상태마다 제 길이 있으면 그 길이 먼저예요. 조건은 위에서부터 하나씩 봐요.  \n' +
      'A command counts only when it is the whole message. A state’s own way comes first. Conditions are tried from the top.',
    table(['무엇 · what', '조건 · condition', '어디로 · where to', '나오는 말과 하는 일 · said and done'], rows),
  ].join('\n\n');
}

const triageTable = (): string =>
  [
    '한 사람의 모든 사실을 모든 규칙에 대어 보고, 가장 높은 등급과 가장 급한 순위가 각각 남아요.  \n' +
      'Every finding is held against every rule; the highest tier and the most urgent priority remain, each on its own.',
    table(
      ['규칙 · rule', '무엇 · finding', '등급 · tier', '급한 정도 · priority'],
      triageRows().map(({ id, finding, tier, priority }) => [
        id,
        both(finding),
        tier ? both(tier) : '–',
        priority ? both(priority) : '–',
      ]),
    ),
  ].join('\n\n');

const timerTable = (all: ReturnType<typeof timers>): string =>
  table(
    ['무엇 · what', '시간 · after', '그러면 · then'],
    all.map(({ what, after, next }) => [both(what), both(after), both(next)]),
  );

/** A sentence when the page is not the one the program would write now; null when it is. */
export const staleness = (written: string | null): string | null =>
  written === chart()
    ? null
    : `${chartFile} ${written === null ? 'is missing' : 'is not what the program does now'}. Write it anew: npm run script -- write`;
