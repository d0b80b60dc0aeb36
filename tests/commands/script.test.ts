/** What a clinical lead reads and signs is what the program says and does: nothing is missing, nothing is stale. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chart, chartFile, staleness } from '../../commands/script/chart.ts';
import { html } from '../../commands/script/html.ts';
import { page } from '../../commands/script/page.ts';
import { allEvents, nameless, places, saidByTrying, typedCommands } from '../../commands/script/paths.ts';
import { staleAfterMs, textsOf, triageRows } from '../../commands/script/tables.ts';
import { difference } from '../../commands/script/texts.ts';
import { effectsByTrying } from '../../commands/script/trying.ts';
import { acts, commandWords, rules as ruleWords, states } from '../../commands/script/words.ts';
import { scriptCommand, textsInUse } from '../../commands/script.ts';
import * as madeActs from '../../flows/acts.ts';
import { contacts } from '../../flows/contacts.ts';
import { begin } from '../../flows/context.ts';
import { conversation } from '../../flows/conversation.ts';
import { isOld } from '../../flows/flow.ts';
import { allWordings } from '../../flows/instruments/registry.ts';
import { invitation } from '../../flows/invitation.ts';
import { signed } from '../../flows/wording.signed.ts';
import { choices, render, type TextKey, textKeys, uses, wordingVersion } from '../../flows/wording.ts';
import { type Chapter, chapters, when } from '../../flows/wording.when.ts';
import { rules } from '../../triage/tier.ts';

const home = join(import.meta.dirname, '../..');
const used = textsInUse(home);
const paper = page({ signed, used });
const escaped = (text: string) => html`${text}`.text;
/** What is read, without the marks in between. */
const read = flat(
  paper
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<br>/g, ' ')
    .replace(/<[^>]+>/g, ''),
);

const folder = mkdtempSync(join(tmpdir(), 'script-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (args: string[], over: { home?: string } = {}) => {
  const said: string[] = [];
  scriptCommand(args, { home, folder, today: '2026-11-22', signed, print: (line) => said.push(line), ...over });
  return said.join('\n');
};

describe('docs/conversation.md', () => {
  it('is what the program does now', () => {
    expect(staleness(readFileSync(join(home, chartFile), 'utf8'))).toBeNull();
  });

  it('is found stale, or missing, with a sentence', () => {
    expect(staleness('')).toContain('npm run script -- write');
    expect(staleness(null)).toContain('is missing');
    expect(() => run(['check'], { home: folder })).toThrow('npm run script -- write');
  });

  it('shows every state in a picture, every rule and every version', () => {
    const text = chart();
    const wanted = [
      ...places().flatMap(({ id, name }) => [`<br/>${name.en}" as s_${id}\n`, `| ${name.ko}<br>${name.en} |`]),
      ...rules.map(({ id }) => `\n| ${id} |`),
      ...Object.values(wordingVersion),
    ];
    expect(wanted.filter((one) => !text.includes(one))).toEqual([]);
  });

  it('draws only what the drawing understands', () => {
    for (const [, picture = ''] of chart().matchAll(/```mermaid\n(.*?)```/gs)) {
      for (const line of picture.trim().split('\n')) {
        expect(line).toMatch(
          /^(stateDiagram-v2| {2}(direction LR|classDef elsewhere [\w: -]+|class [\w, ]+ elsewhere|\[\*\] --> \w+|state "[^"#;:{}]+" as \w+|(\w+ --> \w+|note left of \w+): [^"#;:{}%]+))$/,
        );
      }
      const named = new Set([...picture.matchAll(/ as (\w+)/g)].map(([, id]) => id));
      for (const [, from, to] of picture.matchAll(/(\w+) --> (\w+):/g))
        expect([named.has(from), named.has(to)]).toEqual([true, true]);
    }
  });
});

describe('plain words', () => {
  it('are there for every state, event, condition, act, effect and finding (commands/script/words.ts)', () => {
    expect(nameless()).toEqual([]);
  });

  it('name no state that is gone', () => {
    expect(Object.keys(states).filter((id) => !places().some((place) => place.id === id))).toEqual([]);
    expect(allEvents()).toContain('RISK');
    expect(places().map(({ id }) => id)).toEqual(Object.keys(conversation.states));
  });

  it('are there for every rule of the triage table, and for no other', () => {
    expect(Object.keys(ruleWords).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(triageRows().every(({ finding }) => finding.ko !== '' && finding.en !== '')).toBe(true);
  });

  it('tell all that an act may say', () => {
    for (const [name, act] of Object.entries(madeActs)) {
      const told = new Set<TextKey>(acts[name]?.says ?? []);
      expect(
        saidByTrying(act).filter((key) => !told.has(key)),
        name,
      ).toEqual([]);
    }
    expect(effectsByTrying(madeActs.showRedCard)).not.toEqual([]);
  });

  it('list every whole message that is a command', () => {
    const [source = ''] = readFileSync(join(home, 'flows/reading.ts'), 'utf8').split('const universal');
    const written = [...source.matchAll(/^ {2}\['([^']+)', '([A-Z_]+)'\],$/gm)].map(
      ([, word, command]) => `${word} ${command}`,
    );
    const told = [...typedCommands()].flatMap(([command, words]) => words.map((word) => `${word} ${command}`));
    expect(told.every((one) => written.includes(one))).toBe(true);
    expect(written.filter((one) => !told.includes(one))).toEqual([]);
    expect(told).toHaveLength(commandWords.length);
  });

  it('say after how long a visit is too old', () => {
    const visit = { ...begin('tag', 'ko'), place: 'item' as const };
    expect([isOld(visit, staleAfterMs), isOld(visit, staleAfterMs + 1_000)]).toEqual([false, true]);
  });
});

describe('the printed script', () => {
  it('holds every text and every choice in both languages', () => {
    for (const key of textKeys) {
      for (const lang of ['ko', 'en'] as const) {
        for (const { label } of choices(lang, key)) expect(read, key).toContain(escaped(label));
        const marked = Object.fromEntries(uses(key).map((name) => [name, `{${name}}`]));
        expect(read, key).toContain(flat(escaped(render(lang, key, marked))));
      }
      expect(read, key).toContain(flat(escaped(when[key].ko)));
      expect(paper).toContain(`<code>${key}</code>`);
    }
  });

  it('puts every text in one chapter, with a place to sign', () => {
    const all = (Object.keys(chapters) as Chapter[]).flatMap(textsOf);
    expect([...all].sort()).toEqual([...textKeys].sort());
    const sections = paper.match(/<section class="chapter">/g)?.length;
    expect(sections).toBe(Object.keys(chapters).length + 6);
    for (const { poster, landing, booth } of Object.values(invitation))
      for (const text of [...Object.values(poster), ...Object.values(landing), booth]) expect(paper).toContain(text);
    expect(paper.match(/<table class="sign">/g)).toHaveLength(sections ?? 0);
  });

  it('holds every item, answer and status of the newest questionnaires, and every number', () => {
    for (const { items, options, version } of allWordings()) {
      expect(read).toContain(version);
      for (const words of Object.values(items)) expect(read).toContain(escaped(words));
      for (const set of Object.values(options))
        for (const label of Object.values(set)) expect(read).toContain(escaped(label));
    }
    for (const { number, source } of Object.values(contacts)) {
      expect(read).toContain(number);
      expect(read).toContain(escaped(source));
    }
  });

  it('says honestly whose signature a safety text has', () => {
    const by = { sha256: signed['crisis.first']?.ko?.sha256 ?? '', by: '김하나', on: '2026-11-20' };
    const shown = (one: typeof by) => page({ signed: { ...signed, 'crisis.first': { ko: one } }, used });
    expect(shown(by)).toContain('김하나, 2026-11-20');
    expect(shown({ ...by, sha256: '0000000000000000' })).toContain('changed since it was signed');
    expect(shown({ ...by, sha256: '0000000000000000' })).not.toContain('김하나, 2026-11-20');
  });

  it('says what goes when a value is unknown', () => {
    expect(difference('a b {x} c', 'a c')).toEqual({ gone: ['b {x}'], instead: [] });
    expect(difference('Counsellor {x} has it', 'A counsellor has it')).toEqual({
      gone: ['Counsellor {x}'],
      instead: ['A counsellor'],
    });
    expect(read).toContain('이 글은 보내지 않아요.');
  });

  it('tells what is written but not said yet', () => {
    expect(used.has('crisis.first')).toBe(true);
    expect(used.has('result.phq9.mild')).toBe(true);
    const paged = page({ signed, used: new Set(textKeys) });
    expect(paged).not.toContain('class="tag unused"');
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(paper).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:\/\/|src=|href=|\son\w+=/i);
    expect(paper).not.toMatch(/undefined|\[object|NaN/);
  });

  it('escapes what it is given', () => {
    expect(html`<p title="${'"&'}">${`<b>'`}</p>`.text).toBe('<p title="&quot;&amp;">&lt;b&gt;&#39;</p>');
    const evil = { sha256: signed['crisis.first']?.ko?.sha256 ?? '', by: '<img src=x>', on: '2026-11-20' };
    expect(page({ signed: { ...signed, 'crisis.first': { ko: evil } }, used })).not.toContain('<img');
  });

  it('is the same each time, and is written where it is asked for', () => {
    expect(page({ signed, used })).toBe(paper);
    expect(run(['print', '--out', 'paper.html'])).toContain(join(folder, 'paper.html'));
    run(['print', '--out', 'paper.html']);
    expect(readFileSync(join(folder, 'paper.html'), 'utf8')).toBe(paper);
    expect(() => run(['print', '--out', 'nowhere/paper.html'])).toThrow('cannot be written (ENOENT)');
  });
});

describe('the command', () => {
  it.each([
    [[], 'Say what to do'],
    [['sing'], '"sing" is not something this command does'],
    [['print', 'more'], 'one word too many'],
    [['print', '--colour'], 'npm run script -- print'],
    [['sign'], 'Say which text'],
  ])('%o: %s', (args, sentence) => {
    expect(() => run(args)).toThrow(sentence);
  });

  it('writes a signature down, and says which words were signed', () => {
    mkdirSync(join(folder, 'flows'));
    const said = run(['sign', '--key', 'crisis.first', '--name', '김하나', '--date', '2026-11-22'], { home: folder });
    expect(said).toContain(`crisis.first (ko) ${signed['crisis.first']?.ko?.sha256}`);
    expect(said).toContain('2 signed by 김하나 on 2026-11-22.');
    const written = readFileSync(join(folder, 'flows/wording.signed.ts'), 'utf8');
    expect(written).toContain("by: '김하나', on: '2026-11-22'");
    expect(written.split('\n')).toHaveLength(
      readFileSync(join(home, 'flows/wording.signed.ts'), 'utf8').split('\n').length,
    );
  });

  it('checks in one go', () => {
    expect(run(['check'])).toContain('are those of the program as it is');
  });
});

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
