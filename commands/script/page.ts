/** The whole script on paper: every text with who sees it when, the questionnaires, the numbers, the rules and the ways, and room to
 *  sign. One file that needs nothing else; the same program gives the same page. */
import { type CardText, links } from '../../flows/contacts.ts';
import { instrumentIds } from '../../flows/instruments/registry.ts';
import { invitation } from '../../flows/invitation.ts';
import { fixed, type TextKey } from '../../flows/wording.ts';
import { type Chapter, chapters } from '../../flows/wording.when.ts';
import { type Html, html, join, raw } from './html.ts';
import { causeOf, everywhere, type Place, places, stateName, type Way } from './paths.ts';
import { both, grid, lined, remarks, value } from './pieces.ts';
import { onPaper } from './questionnaires.ts';
import { languages } from './signing.ts';
import { style } from './style.ts';
import {
  claimDeadlines,
  crisisLines,
  order,
  riskRows,
  riskRowsSigned,
  type Timer,
  textsOf,
  timers,
  triageRows,
  versions,
} from './tables.ts';
import { isSigned, type PageFacts, textOnPaper } from './texts.ts';
import type { Words } from './words.ts';

export function page(facts: PageFacts): string {
  const all = places();
  const sections = [
    ...(Object.keys(chapters) as Chapter[]).map((chapter, at) => chapterOf(chapter, at + 1, facts)),
    invitationChapter(),
    instrumentChapter(),
    contactChapter(),
    detectorChapter(),
    ruleChapter(),
    pathChapter(all),
  ];
  return `<!doctype html>
${html`<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>마음지기 대본 · the script</title>
<style>${raw(style)}</style>
</head>
<body>
${cover(facts)}
${join(sections)}
</body>
</html>`}
`;
}

// === Cover

function cover({ signed }: PageFacts): Html {
  const done = fixed.filter((key) => languages.every((lang) => isSigned(signed, key, lang))).length;
  return html`<header class="cover">
<h1>마음지기 대본 <span class="en" lang="en">The script</span></h1>
<p class="lead" lang="ko">마음지기가 하는 모든 말과 묻는 모든 질문, 그 뒤에 있는 규칙이에요. 읽고 고칠 곳을 적어 주시고, 장마다 서명해 주세요.</p>
<p class="lead en" lang="en">Everything Maumjigi says and asks, and the rules behind it. Please read, note what should change, and sign each chapter.</p>
<h2>판 <span class="en" lang="en">Versions</span></h2>
<ul class="versions">${join(
    versions().map(({ what, version }) => html`<li>${both(what)} <code>${version}</code></li>`),
  )}</ul>
<h2>읽는 법 <span class="en" lang="en">How to read</span></h2>
<ul class="how">
<li><b lang="ko">안전 글</b> <span lang="ko">서명 없이는 바꾸지 않는 글이에요. 모두 ${fixed.length}개, 두 언어 모두 서명된 것 ${done}개.</span> <span class="en" lang="en">Safety text: changed only with sign-off. ${fixed.length} in all, ${done} signed in both languages.</span></li>
<li><b lang="ko">잠금 화면</b> <span lang="ko">휴대폰 잠금 화면에 앞부분이 보일 수 있어, 첫 40자에 위험이나 병을 말하지 않아요.</span> <span class="en" lang="en">May reach a lock screen: its first 40 characters say nothing of danger or illness.</span></li>
<li><b lang="ko">아직 나오지 않음</b> <span lang="ko">써 두었지만 이 판에서는 아직 아무에게도 보이지 않는 글이에요.</span> <span class="en" lang="en">Written, but this version shows it to nobody yet.</span></li>
<li>${value('center')} <span lang="ko">센터나 그때의 사실이 들어가는 자리예요. 모르면 무엇이 빠지는지 함께 적었어요.</span> <span class="en" lang="en">A fact of the centre or the moment goes here; what is left out when it is unknown stands below the text.</span></li>
<li><span lang="ko">▸ 는 고를 수 있는 답이에요. 번호로 써도 통해요.</span> <span class="en" lang="en">▸ marks a choice; its number may be typed.</span></li>
<li><span lang="ko">글꼴은 이 컴퓨터에 있는 것을 써요(Pretendard, Apple SD Gothic Neo, 맑은 고딕, Noto Sans KR 순서). 판에 따라 줄이 조금 달라질 수 있어요.</span> <span class="en" lang="en">Fonts are those of this computer; line breaks may differ a little.</span></li>
</ul>
<h2>차례 <span class="en" lang="en">Contents</span></h2>
<ol class="contents">${join(
    [...Object.values(chapters), ...Object.values(appendices)].map((title) => html`<li>${both(title)}</li>`),
  )}</ol>
</header>`;
}

const appendices = {
  invitation: { ko: '포스터와 QR 뒤의 첫 화면', en: 'Poster, and the page behind its code' },
  instruments: { ko: '질문지', en: 'Questionnaires' },
  contacts: { ko: '위기 전화', en: 'Crisis lines' },
  detector: { ko: '위험한 글 찾기', en: 'Words of risk' },
  rules: { ko: '등급, 급한 정도, 시간', en: 'Tier, priority, times' },
  paths: { ko: '모든 길', en: 'All paths' },
} as const satisfies Record<string, Words>;

/** Chapters are numbered through, texts first. */
const numberOf = (appendix: keyof typeof appendices): number =>
  Object.keys(chapters).length + Object.keys(appendices).indexOf(appendix) + 1;

const section = (number: number, title: Words, body: Html): Html => html`<section class="chapter">
<h2 class="title"><span class="number">${number}</span> ${both(title)}</h2>
${body}
${signatureBlock(title)}
</section>`;

const chapterOf = (chapter: Chapter, number: number, facts: PageFacts): Html =>
  section(number, chapters[chapter], join(textsOf(chapter).map((key) => textOnPaper(key, facts))));

const appendix = (id: keyof typeof appendices, body: Html): Html => section(numberOf(id), appendices[id], body);

const signatureBlock = (
  title: Words,
): Html => html`<table class="sign"><caption lang="ko">‘${title.ko}’ 장을 읽었어요 <span class="en" lang="en">I have read this chapter</span></caption>
<tbody><tr><th>이름 <span class="en">name</span></th><td></td><th>직책 <span class="en">position</span></th><td></td></tr>
<tr><th>날짜 <span class="en">date</span></th><td></td><th>서명 <span class="en">signature</span></th><td></td></tr></tbody></table>`;

/** What is read before the conversation: where a value is not known, the piece that holds it drops. */
function invitationChapter(): Html {
  const [ko, en] = [invitation.ko, invitation.en];
  const places = [
    ...(Object.keys(ko.poster) as (keyof typeof ko.poster)[]).map((key) => [
      'poster',
      key,
      ko.poster[key],
      en.poster[key],
    ]),
    ...(Object.keys(ko.landing) as (keyof typeof ko.landing)[]).map((key) => [
      'landing',
      key,
      ko.landing[key],
      en.landing[key],
    ]),
    ['booth', '', ko.booth, en.booth],
  ] as const;
  return appendix(
    'invitation',
    grid(
      ['어디 · where', '한국어', 'English'],
      places.map(([place, key, korean = '', english = '']) => [
        html`<code>${key ? `${place}.${key}` : place}</code>`,
        html`${korean}`,
        html`<span lang="en">${english}</span>`,
      ]),
    ),
  );
}

const instrumentChapter = (): Html =>
  appendix(
    'instruments',
    html`${grid(
      ['누구 · who', '순서 · order'],
      order().map(({ who, what }) => [lined(who), lined(what)]),
    )}${join(instrumentIds.map(onPaper))}`,
  );

// === Numbers, detector, rules

const cardTexts: readonly CardText[] = [
  'crisis.first',
  'crisis.again',
  'crisis.now',
  'crisis.other',
  'child',
  'help',
  'result',
];

const contactChapter = (): Html =>
  appendix(
    'contacts',
    html`${grid(
      ['번호 · number', '이름 · name', '시간 · hours', '문자 · text', '확인한 날 · verified on', '출처 · source'],
      crisisLines().map(({ number, name, hours, text, verifiedOn, source }) => [
        html`<b>${number}</b>`,
        lined(name),
        lined(hours),
        html`${text ? '○' : '–'}`,
        html`${verifiedOn ?? '날짜 없는 출처 · undated source'}`,
        html`${source}`,
      ]),
    )}
<p class="note"><span lang="ko">확인한 날은 출처의 날짜예요. 아직 아무도 전화해 보지 않았어요.</span> <span class="en" lang="en">The date is that of the source. Nobody has called yet.</span></p>
<h3>카드마다의 전화 버튼 <span class="en" lang="en">Phone buttons of each card</span></h3>
${grid(
  ['카드 · card', '누구에게나 · everyone', '18세까지 · up to 18'],
  cardTexts.map((card) => {
    const adult = links(card, 'ko');
    const more = links(card, 'ko', { minor: true }).slice(adult.length);
    const list = (all: typeof adult) => html`${all.map(({ label }) => label).join(' / ') || '–'}`;
    return [html`<code>${card}</code>`, list(adult), list(more)];
  }),
)}${remarks}`,
  );

function detectorChapter(): Html {
  const { signed, all } = riskRowsSigned();
  return appendix(
    'detector',
    html`${grid(
      ['결과 · output', '무엇 · what', '그러면 · then'],
      [
        [
          html`<b>crisis P0</b>`,
          lined({
            ko: '지금의 행동, 손에 든 수단, 때가 정해진 계획, 당장의 뜻',
            en: 'an act, means at hand, a plan with a time, intent now',
          }),
          lined({ ko: '붉은 카드, 질문 멈춤, 긴급', en: 'the red card, questions end, emergency' }),
        ],
        [
          html`<b>crisis P1</b>`,
          lined({ ko: '그 밖의 분명한 위험', en: 'any other clear risk' }),
          lined({ ko: '안전 카드, 빠른', en: 'the crisis card, urgent' }),
        ],
        [
          html`<b>check P2</b>`,
          lined({
            ko: '뜻이 분명하지 않음, 부정한 말, 지난 일, 다른 사람 이야기',
            en: 'unclear, denied, in the past, about somebody else',
          }),
          lined({ ko: '한 번 직접 여쭘, 일반', en: 'asked directly once, routine' }),
        ],
        [
          html`<b>none</b>`,
          lined({
            ko: '관용구(“배고파 죽겠다”), 다른 뜻의 낱말, 제목',
            en: 'idioms, other words that look alike, titles',
          }),
          lined({ ko: '평소대로', en: 'as usual' }),
        ],
      ],
    )}
<p class="note"><span lang="ko">부정한 말은 한 단계 낮출 뿐 없애지 않아요. 띄어쓰기, 맞춤법, 나누어 쓴 글도 읽어요. 규칙 ${all}줄 가운데 임상 책임자가 서명한 것은 ${signed}줄이에요.</span> <span class="en" lang="en">A denial lowers by one step, never to nothing. Spacing, spelling and words in pieces are read too. ${signed} of ${all} rows are signed by a clinical lead.</span></p>
${grid(
  ['갈래 · class', '한국어 줄 · Korean', '영어 줄 · English', 'crisis', 'check', '보기 · example'],
  riskRows().map(({ name, ko, en, crisis, check, example }) => [
    lined(name),
    html`${ko}`,
    html`${en}`,
    html`${crisis}`,
    html`${check}`,
    html`${example}`,
  ]),
)}${remarks}`,
  );
}

const ruleChapter = (): Html =>
  appendix(
    'rules',
    html`${grid(
      ['규칙 · rule', '무엇 · finding', '등급 · tier', '급한 정도 · priority'],
      triageRows().map(({ id, finding, tier, priority }) => [
        html`<b>${id}</b>`,
        lined(finding),
        tier ? lined(tier) : html`–`,
        priority ? lined(priority) : html`–`,
      ]),
    )}
<p class="note"><span lang="ko">가장 높은 등급과 가장 급한 순위가 각각 남아요. 프로그램은 올릴 수만 있고, 내리고 닫는 것은 사람이에요.</span> <span class="en" lang="en">The highest tier and the most urgent priority remain, each on its own. The program only raises; lowering and closing is for a person.</span></p>
<h3>시간 <span class="en" lang="en">Times</span></h3>
${timerGrid([...claimDeadlines(), ...timers()])}${remarks}`,
  );

const timerGrid = (all: readonly Timer[]): Html =>
  grid(
    ['무엇 · what', '시간 · after', '그러면 · then'],
    all.map(({ what, after, next }) => [lined(what), lined(after), lined(next)]),
  );

// === Paths

const pathChapter = (all: readonly Place[]): Html =>
  appendix(
    'paths',
    html`<p class="note"><span lang="ko">어디에 있든 통하는 길이 먼저, 그다음 자리마다의 길이에요. 자리에 제 길이 있으면 그 길이 먼저예요. 조건은 위에서부터 하나씩 봐요.</span> <span class="en" lang="en">First what counts everywhere, then each place with its own ways, which come first there. Conditions are tried from the top.</span></p>
<article class="place"><h3>어디서나 <span class="en" lang="en">Everywhere</span></h3>${ways(everywhere())}</article>
${join(all.map(placeBlock))}${remarks}`,
  );

const placeBlock = ({ id, name, says, does, asks, ways: own }: Place): Html => html`<article class="place">
<h3>${both(name)} <code>${id}</code></h3>
<p class="asks">${says.length + does.length > 0 ? html`<span lang="ko">들어오면</span> <span class="en" lang="en">on entering</span>: ${done(says, does)} ` : html``}${
  asks.length > 0 ? html`<span lang="ko">묻는 글</span> <span class="en" lang="en">asks</span>: ${keys(asks)}` : html``
}</p>
${own.length > 0 ? ways(own) : html``}
</article>`;

const keys = (all: readonly TextKey[]): Html => join(all.map((key) => html`<code class="key">${key}</code> `));
const done = (says: readonly TextKey[], does: readonly Words[]): Html =>
  html`${keys(says)}${join(does.map((words) => html`<span class="did">${both(words)}</span> `))}`;

const ways = (all: readonly Way[]): Html =>
  grid(
    ['무엇 · what', '조건 · condition', '어디로 · where to', '나오는 말과 하는 일 · said and done'],
    all.map((way) => [
      lined(causeOf(way)),
      way.condition ? lined(way.condition) : html``,
      way.to ? lined(stateName(way.to)) : html`<span class="stays">그대로 <span class="en">stays</span></span>`,
      done(way.says, way.does),
    ]),
  );
