import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CorpusError, langs, parseCorpus, readCorpus, repeatedTexts } from '../../commands/detector/corpus.ts';
import { byClass, count, hear, inPart, interval, missOf } from '../../commands/detector/figures.ts';
import { shareText } from '../../commands/detector/page.ts';
import { corpusFolder, detectorCommand, lexiconState, pageFile } from '../../commands/detector.ts';
import type { Risk } from '../../flows/safety.ts';

/** The least share of the risk lines of the tuned half that must ring. What was measured, less one point: raise it after tuning;
 *  whoever lowers it says here why. Measured after the second round: ko 98.8 %, en 99.5 %. */
const tunedRecallFloor = { ko: 0.978, en: 0.985 };

const lines = readCorpus(corpusFolder);
const heard = lines.map(hear);

describe('the corpus', () => {
  test.for([
    ['ko', 1000],
    ['en', 250],
  ] as const)('has enough lines: %s', ([lang, least]) => {
    expect(lines.filter((line) => line.lang === lang).length).toBeGreaterThanOrEqual(least);
  });

  test('says nothing twice', () => {
    expect(repeatedTexts(lines)).toEqual([]);
  });

  test.for(langs)('shows each class to whoever tunes, and keeps some of each back: %s', (lang) => {
    const classes = byClass(heard.filter(({ line }) => line.lang === lang));
    const lopsided = [...classes].filter(
      ([, all]) => all.length >= 4 && new Set(all.map(({ line }) => line.split)).size < 2,
    );
    expect(lopsided.map(([name]) => name)).toEqual([]);
  });

  test.for(langs)('keeps back about as much as it shows: %s', (lang) => {
    const files = [...Map.groupBy(lines, ({ file }) => file)].filter(([file]) => file.startsWith(`${lang}.`));
    // A file by a new author goes to one half as a whole.
    const shared = files.filter(([, all]) => new Set(all.map(({ split }) => split)).size > 1).flatMap(([, all]) => all);
    const share = shared.filter(({ split }) => split === 'tune').length / shared.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });

  test.for(langs)('holds risk and everyday words in both halves: %s', (lang) => {
    for (const split of ['tune', 'measure'] as const) {
      const { recall, falseAlarms } = count(inPart(heard, lang, split));
      expect(recall.of).toBeGreaterThan(100);
      expect(falseAlarms.of).toBeGreaterThan(100);
    }
  });
});

describe('the detector', () => {
  test.for(langs)('hears every plain word of wanting to die: %s', (lang) => {
    const direct = inPart(heard, lang, 'tune').filter(({ line }) => line.class === 'direct');
    expect(direct).not.toEqual([]);
    expect(direct.filter(({ risk }) => risk.level === 'none').map(({ line }) => line.text)).toEqual([]);
  });

  test.for(langs)('hears no less of the tuned half than it did: %s', (lang) => {
    const { recall } = count(inPart(heard, lang, 'tune'));
    expect(recall.hits / recall.of, shareText(recall)).toBeGreaterThanOrEqual(tunedRecallFloor[lang]);
  });

  test('the page says what it does today', () => {
    const printed: string[] = [];
    detectorCommand(['check'], { corpus: corpusFolder, page: pageFile, print: (line) => printed.push(line) });
    expect(printed).toEqual([`${pageFile} is what the detector does today.`]);
  });
});

const header = 'id\tsplit\tclass\tlevel\tpriority\tabout\ttext\tnote\n';
const calmLine = 'en-0001\ttune\tidiom\tnone\t-\tself\tThe view is to die for\t\n';

describe('a fault in the corpus is told with its file and line', () => {
  test.for([
    ['a wrong level', 'en-0002\ttune\tidiom\thigh\tP1\tself\tx\t', 'level is "high". Allowed: crisis, check, none.'],
    ['a wrong half', 'en-0002\ttrain\tidiom\tnone\t-\tself\tx\t', 'split is "train". Allowed: tune, measure.'],
    ['a wrong person', 'en-0002\ttune\tidiom\tnone\t-\tme\tx\t', 'about is "me". Allowed: self, other.'],
    ['a priority of none', 'en-0002\ttune\tidiom\tnone\tP2\tself\tx\t', 'priority is "P2". Allowed with none: -.'],
    ['a crisis without one', 'en-0002\ttune\tplan\tcrisis\tP2\tself\tx\t', 'Allowed with crisis: P0, P1.'],
    ['a class in capitals', 'en-0002\ttune\tPlan\tcrisis\tP0\tself\tx\t', 'class is "Plan". Allowed: small letters'],
    ['an empty text', 'en-0002\ttune\tplan\tcrisis\tP0\tself\t \t', 'text is " ". Allowed: what somebody wrote'],
    ['another language', 'ko-0002\ttune\tidiom\tnone\t-\tself\tx\t', 'Allowed in this file: beginning with en.'],
    ['a lost tab', 'en-0002\ttune\tidiom\tnone\t-\tself x\t', 'there are 7 fields. Allowed: 8 (id split class'],
    ['a taken id', 'en-0001\ttune\tidiom\tnone\t-\tself\tx\t', 'the id en-0001 stands in en.part.tsv, line 2 already.'],
  ])('%s', ([, row, sentence]) => {
    const parse = () => parseCorpus([{ name: 'en.part.tsv', text: `${header}${calmLine}${row}\n` }]);
    expect(parse).toThrow(CorpusError);
    expect(parse).toThrow('en.part.tsv, line 3: ');
    expect(parse).toThrow(sentence);
  });

  test('a header that is not ours, and a language we do not have', () => {
    expect(() => parseCorpus([{ name: 'en.tsv', text: calmLine }])).toThrow('en.tsv, line 1 is not the header.');
    expect(() => parseCorpus([{ name: 'fr.tsv', text: header }])).toThrow('Allowed: ko.tsv, en.tsv.');
  });

  test('all of them, not the first only', () => {
    const text = `${header}${calmLine.replace('none', 'some')}${calmLine.replace('tune', 'both')}`;
    expect(() => parseCorpus([{ name: 'en.tsv', text }])).toThrow(/line 2: level[\s\S]*line 3: split/);
  });

  test('lines ended as Windows ends them are read', () => {
    const [line] = parseCorpus([{ name: 'en.tsv', text: (header + calmLine).replaceAll('\n', '\r\n') }]);
    expect(line).toMatchObject({ text: 'The view is to die for', note: '', place: 'en.tsv, line 2' });
  });

  test('the same words twice, however they are spaced', () => {
    const again = calmLine.replace('en-0001\ttune', 'en-0002\tmeasure').replace('The view', 'the  View');
    const twice = parseCorpus([{ name: 'en.tsv', text: header + calmLine + again }]);
    expect(repeatedTexts(twice)).toEqual(['en.tsv, line 3: en-0002 says the same as en-0001 (en.tsv, line 2).']);
  });
});

describe('counting', () => {
  const [line] = parseCorpus([
    { name: 'en.tsv', text: `${header}en-0001\ttune\tfragment\tcrisis\tP1\tself\ti want ⏎ to die\t\n` },
  ]);
  if (!line) throw new Error('the line above is gone');
  const risk = (level: Risk['level'], priority: Risk['priority'], about: Risk['about'] = 'self'): Risk => ({
    level,
    priority,
    about,
    rule: null,
    span: null,
  });

  test('pieces are heard one after another, each with those before it', () => {
    expect(line.messages).toEqual(['i want', 'to die']);
    expect(hear(line).risk).toMatchObject({ level: 'crisis', priority: 'P1' });
  });

  test.for([
    { said: risk('none', null), kind: 'unheard' },
    { said: risk('check', 'P2'), kind: 'too low' },
    { said: risk('crisis', 'P1', 'other'), kind: 'wrong person' },
    { said: risk('crisis', 'P0'), kind: 'too high' },
    { said: risk('crisis', 'P1'), kind: null },
  ])('a P1 line heard as $said.priority $said.about: $kind', ({ said, kind }) => {
    expect(missOf({ line, risk: said })).toBe(kind);
  });

  test('a share and what it could be', () => {
    expect(shareText({ hits: 1999, of: 2000 })).toBe('99.9 % (1999/2000)');
    expect(shareText({ hits: 0, of: 0 })).toBe('–');
    // Newcombe 1998, Stat Med 17:857, table I, method 3: 81 of 263 and 0 of 20.
    expect(interval({ hits: 81, of: 263 }).map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(interval({ hits: 0, of: 20 }).map((end) => end.toFixed(4))).toEqual(['0.0000', '0.1611']);
  });

  test('the lexicon has a version and tells how much of it is signed', () => {
    expect(lexiconState().version).toMatch(/^[0-9a-f]{12}$/);
    expect(lexiconState().signed).toBeLessThanOrEqual(lexiconState().rows);
  });
});

describe('the command', () => {
  /** A corpus of three lines: one false alarm is certain to be none, one miss is certain, one is in the measured half. */
  function small() {
    const folder = mkdtempSync(join(tmpdir(), 'maumjigi-corpus-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const rows = [
      calmLine,
      'en-0002\ttune\tplan\tcrisis\tP0\tself\tquorvex zint in the tuned half\t\n',
      'en-0003\tmeasure\tplan\tcrisis\tP0\tself\tquorvex zint in the measured half\t\n',
    ];
    writeFileSync(join(folder, 'en.tsv'), header + rows.join(''));
    const printed: string[] = [];
    const page = join(folder, 'detector.md');
    const run = (...args: string[]) =>
      detectorCommand(args, { corpus: folder, page, print: (text) => printed.push(text) });
    return { run, page, printed: () => printed.join('\n') };
  }

  test.for([
    [[], 'Say what to do: report, write, check.'],
    [['measure'], '"measure" is not something this command does. Allowed: report, write, check.'],
    [['report', 'now'], '"now" is one word too many.'],
    [['write', '--misses'], '--misses goes with report only.'],
    [['report', '--all'], "Unknown option '--all'"],
  ] as const)('%j is answered with a sentence', ([args, sentence]) => {
    expect(() => small().run(...args)).toThrow(expect.objectContaining({ name: 'UsageError' }));
    expect(() => small().run(...args)).toThrow(sentence);
  });

  test('a missed line of the tuned half is told with its words, one of the measured half by its id only', () => {
    const { run, printed } = small();
    run('report', '--misses');
    expect(printed()).toContain('en-0002 (plan, P0 self, heard none): quorvex zint in the tuned half');
    expect(printed()).toContain('plan: en-0003');
    expect(printed()).not.toContain('in the measured half');
  });

  test('without --misses nobody is quoted', () => {
    const { run, printed } = small();
    run('report');
    expect(printed()).toContain('English, tuned: 2 lines');
    expect(printed()).not.toContain('quorvex');
  });

  test('what write wrote passes the check, until somebody changes it', () => {
    const { run, page, printed } = small();
    expect(() => run('check')).toThrow('Run "npm run detector -- write"');
    run('write');
    run('check');
    expect(printed()).toContain('is what the detector does today.');
    const text = readFileSync(page, 'utf8');
    expect(text).toContain(lexiconState().version);
    expect(text).not.toContain('quorvex');
    writeFileSync(page, text.replace('0.0 %', '100.0 %'));
    expect(() => run('check')).toThrow(expect.objectContaining({ name: 'StalePage' }));
  });
});
