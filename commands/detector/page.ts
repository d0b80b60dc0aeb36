/** docs/detector.md: the same figures as the report, with what they do and do not mean. Pure: figures in, Markdown out. */
import type { Lang } from '../../flows/protocol.ts';
import { langs, type Split } from './corpus.ts';
import { byClass, count, type Figures, type Heard, inPart, interval, type Share } from './figures.ts';

export const languageNames = { ko: 'Korean', en: 'English' } as const satisfies Record<Lang, string>;

/** What is counted, in the words of the report and of the page. */
export const figureNames = {
  recall: 'risk lines heard, as crisis or check',
  crisis: 'crisis lines heard as crisis',
  urgent: 'P0 lines heard as P0',
  other: "lines about somebody else's risk heard as that",
  mistakenForOther: "the writer's own risk taken for somebody else's",
  raised: 'check lines raised to crisis',
  falseAlarms: 'lines without risk that ring: false alarms',
  falseCrises: 'lines without risk that ring as crisis',
} as const satisfies Partial<Record<keyof Figures, string>>;

export const figureKeys = Object.keys(figureNames) as (keyof typeof figureNames)[];

/** 97.1 %, rounded down: only all of them are 100 %. */
const percent = (part: number): string => `${(Math.floor(part * 1000 + 1e-9) / 10).toFixed(1)} %`;

/** `97.1 % (136/140)`; `–` where there is nothing to count. */
export const shareText = ({ hits, of }: Share): string => (of === 0 ? '–' : `${percent(hits / of)} (${hits}/${of})`);

export function intervalText(share: Share): string {
  if (share.of === 0) return '–';
  const [low, high] = interval(share);
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`;
}

const fraction = ({ hits, of }: Share): string => (of === 0 ? '–' : `${hits}/${of}`);

/** One row for each class: only counts, for classes are small. The report prints these, the page lays the halves side by side. */
export const riskColumns = ['heard', 'crisis', 'P0', 'other'] as const;
export const riskCells = ({ recall, crisis, urgent, other }: Figures): string[] =>
  [recall, crisis, urgent, other].map(fraction);
export const calmColumns = ['false alarms', 'as crisis'] as const;
export const calmCells = ({ falseAlarms, falseCrises }: Figures): string[] => [falseAlarms, falseCrises].map(fraction);

export interface LexiconState {
  version: string;
  /** Rows and masks of both languages, and how many of them a clinician has signed. */
  rows: number;
  signed: number;
}

/** The page. The same corpus, lexicon and detector give the same page to the letter. */
export function detectorPage(heard: readonly Heard[], lexicon: LexiconState): string {
  const sections = langs.flatMap((lang) => (heard.some(({ line }) => line.lang === lang) ? language(heard, lang) : []));
  return `${[...introduction(lexicon, heard), ...sections, ...limits].join('\n')}\n`;
}

/** Files that lie in one half as a whole. */
const filesWholly = (heard: readonly Heard[], split: Split): string[] =>
  [...Map.groupBy(heard, ({ line }) => line.file)]
    .filter(([, lines]) => lines.every(({ line }) => line.split === split))
    .map(([file]) => file);

const filesIn = (heard: readonly Heard[]): number => new Set(heard.map(({ line }) => line.file)).size;

const introduction = ({ version, rows, signed }: LexiconState, heard: readonly Heard[]): string[] => [
  '# What the risk detector hears, and what it misses',
  '',
  '<!-- Written by `npm run detector -- write`; changes by hand are lost. The words stand in commands/detector/page.ts. -->',
  '',
  '```',
  'npm run detector -- report             # these figures, in the terminal',
  'npm run detector -- report --misses    # and every miss: of the tuned part with its text',
  'npm run detector -- write              # this page',
  'npm run detector -- check              # fails when this page is not what "write" would write',
  '```',
  '',
  '## What it is, and what it is not',
  '',
  '`flows/safety.ts` looks in every message for fixed words of risk, masks harmless ones, and weighs a hit by the words around it. It',
  'answers `crisis` (P0: present, and a plan, means, an act or intent; else P1), `check` (P2) or `none`, and whose risk it is. It is',
  'the same for everybody, can be read row by row, and uses no model.',
  '',
  'It is **not** an assessment and not a diagnosis; it does not know what was not put into words, and silence of the detector says',
  'nothing about a person. It stands beside the questions (PHQ-9 item 9, ASQ) and the button for danger, never in their place.',
  '',
  `Lexicon version \`${version}\`: the beginning of a SHA-256 over the rows, masks, spellings and grammar of both languages (not over`,
  `the reading in \`safety.ts\`). Of its ${rows} rows and masks **${signed === 0 ? 'none is' : `${signed} are`} signed by a clinician**; what is not carries`,
  "`review: 'pending'` ([before go-live](clinical.md#before-go-live)).",
  '',
  '## How the set was made',
  '',
  'The lines in `tests/detector/*.tsv` were written for this purpose by independent authors who had the clinical rule table and had not',
  'seen the lexicon, nor the detector. They labelled each line by its meaning, as a careful clinician would: level, priority, whose risk.',
  'Lines of a class go to two halves in turn. The **tuned** half may be read by whoever mends the lexicon, with every miss. The **measured**',
  'half is only counted: its misses are printed as ids, its texts are not to guide a row. Figures of the measured half are those',
  'to go by; the tuned half shows how far tuning fitted its own examples.',
  ...filesWholly(heard, 'measure').map((file) => `\`${file}\` is measured as a whole.`),
  ...filesWholly(heard, 'tune').map((file) => `\`${file}\` is tuned as a whole: nothing of it measures.`),
  `There are ${filesIn(heard)} files by five authors, none of whom saw another's lines or the lexicon.`,
  '',
  'A line of several messages (` ⏎ `) is heard message by message, each with those before it; the strongest counts.',
  'Intervals are Wilson, 95 %: what the share could be in as many lines *of the same kind*, not in what residents write.',
];

function language(heard: readonly Heard[], lang: Lang): string[] {
  const tuned = inPart(heard, lang, 'tune');
  const measured = inPart(heard, lang, 'measure');
  return [
    '',
    `## ${languageNames[lang]}`,
    '',
    `| ${tuned.length + measured.length} lines | tuned (${tuned.length}) | measured (${measured.length}) | interval of the measured |`,
    '|---|---|---|---|',
    ...summary(count(tuned), count(measured)),
    '',
    ...classes(heard, lang, 'risk'),
    '',
    ...classes(heard, lang, 'calm'),
  ];
}

function summary(tuned: Figures, measured: Figures): string[] {
  return figureKeys.map((key) => {
    const cells = [figureNames[key], shareText(tuned[key]), shareText(measured[key]), intervalText(measured[key])];
    return `| ${cells.join(' | ')} |`;
  });
}

function classes(heard: readonly Heard[], lang: Lang, kind: 'risk' | 'calm'): string[] {
  const columns = kind === 'risk' ? riskColumns : calmColumns;
  const cells = kind === 'risk' ? riskCells : calmCells;
  const all = byClass(heard.filter(({ line }) => line.lang === lang && (line.level === 'none') === (kind === 'calm')));
  const titles = (['tuned', 'measured'] as const).flatMap((half) => columns.map((column) => `${half}: ${column}`));
  const title = kind === 'risk' ? 'risk, by class' : 'no risk, by class';
  return [
    `| ${[title, ...titles].join(' | ')} |`,
    `|${'---|'.repeat(titles.length + 1)}`,
    ...[...all].map(([name, lines]) => {
      const half = (split: Split) => cells(count(inPart(lines, lang, split)));
      return `| ${[name, ...half('tune'), ...half('measure')].join(' | ')} |`;
    }),
  ];
}

const limits = [
  '',
  '## Limits',
  '',
  '- The lines were written by authors, not by residents: real messages are longer, stranger and mostly about other things. Neither the',
  '  recall nor the false alarms here are those of a centre, and the share of risk among real messages is far below half.',
  '- Both halves come from the same authors, one sitting each: the measured half is nearer to the tuned one than reality is to either.',
  '- Before it was tuned on, a half of `ko.more.tsv` that nobody had read was heard to 78 %: of a new author expect about 80 %, not what the',
  '  measured half says. While tuning, its counts by class were seen, and nine of its lines stood word for word in tuning files for a while.',
  '- The labels are the judgement of their authors and have not been checked by a clinician, nor by a second reader.',
  '- Nothing here is clinically validated, for any age, dialect or group. No validated Korean lexicon of risk words was found to compare with.',
  '- Recall comes first: a false alarm costs a card and a look by a person. They are counted and shown, not held to a floor.',
  '- Messages without words (a picture, a voice note, silence) are not heard at all.',
];
