/** The walk of a resident, from the greeting to what comes after the result, and everything that can come between. */
import { describe, expect, it, test } from 'vitest';
import type { Finding } from '../../flows/protocol.ts';
import { afterPhq9, begun, item9, type Story, story, toResult, types } from './story.ts';

const ageBands = [
  ['14-18', 'phq9/anhedonia'],
  ['19-34', 'phq9/anhedonia'],
  ['35-49', 'phq9/anhedonia'],
  ['50-64', 'phq9/anhedonia'],
  ['65-74', 'sgds/satisfied'],
  ['75+', 'sgds/satisfied'],
] as const;

const found = (mina: Story, type: Finding['type']) => mina.findings().filter((finding) => finding.type === type);
const answerAll = (mina: Story, ...values: string[]) => mina.taps(...values);

describe('a newcomer', () => {
  it('is greeted with the limits and four ways on', () => {
    const mina = story();
    const { keys, replies } = mina.opens();
    expect(keys).toEqual(['greet']);
    expect(replies.map(({ type }) => type)).toEqual(['text', 'ask']);
    expect(replies[1]).toMatchObject({ key: null, text: expect.stringContaining('109(24시간)') });
    expect(mina.asked()?.choices.map(({ value }) => value)).toEqual(['start', 'hard', 'worried', 'language']);
  });

  it.for(ageBands)('of %s is asked for consent, then %s', ([age, first]) => {
    const mina = story();
    mina.opens();
    mina.taps('start');
    let consent = mina.taps(age);
    if (first.startsWith('sgds')) {
      expect([consent.keys, mina.asked()?.id]).toEqual([[], 'helper.ask']);
      consent = mina.taps('self');
    }
    expect(consent.keys).toEqual(age === '14-18' ? ['consent.human', 'consent.minor'] : ['consent.human']);
    expect(mina.asked()?.id).toBe('consent.screen');
    const item = mina.taps('agree');
    expect(mina.asked()?.key).toBe(first);
    expect(types(item)).toEqual(first.startsWith('phq9') ? ['text', 'text', 'ask'] : ['text', 'ask']);
    expect(item.effects).toContainEqual({ type: 'consent', key: 'consent.screen', given: true });
    expect(item.effects).toContainEqual({ type: 'record', instrument: mina.context().scale, status: 'running' });
  });

  it('of 13 or under gets no questionnaire, and can have a counsellor told', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '13-');
    expect([mina.asked()?.id, mina.context().scale]).toEqual(['child', null]);
    expect(mina.taps('tell')).toMatchObject({
      findings: [{ type: 'humanWanted' }],
      keys: ['human.request', 'outside'],
    });
  });

  it('can mend a wrong age with 이전, from the consent and from the page for children', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '14-18');
    mina.says('이전');
    expect(mina.asked()?.id).toBe('age');
    mina.taps('13-');
    mina.says('이전');
    mina.taps('50-64', 'agree');
    expect(mina.context()).toMatchObject({ age: '50-64', scale: 'phq9' });
  });

  it('may read more, and may refuse: then nothing is asked and help stays', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '35-49');
    expect(mina.taps('more').keys).toEqual(['consent.more']);
    const refused = mina.taps('refuse');
    expect(refused.keys).toEqual(['consent.no']);
    expect(refused.effects).toContainEqual({ type: 'consent', key: 'consent.screen', given: false });
    expect(mina.says('도움').keys).toEqual(['help', 'crisis.text']);
    expect(mina.says('상담사').findings).toEqual([{ type: 'humanWanted' }]);
    expect(mina.asked()?.id).toBe('contact.ask');
    expect(mina.taps('no').keys).toEqual(['contact.none', 'end', 'end.web']);
    mina.says('시작');
    expect(mina.asked()?.id).toBe('greet');
  });

  it('may change the language at the greeting, and everything after is in it', () => {
    const mina = story();
    mina.opens();
    mina.says('English');
    mina.says('Start');
    expect(mina.asked()?.choices[0]?.label).toBe('13 or under');
    expect(story().opens({ lang: 'en' }).replies[0]).toMatchObject({ text: expect.stringContaining('Hello') });
  });

  it.for(['I want to die', 'im going to kill myself tonight', 'I cut myself'])(
    'whoever begins with %j is answered in English, and goes on in it',
    (text) => {
      for (const opens of [true, false]) {
        const mina = story();
        if (opens) mina.opens();
        const { replies } = mina.says(text);
        for (const reply of replies) expect(reply).toMatchObject({ text: expect.stringMatching(/^[A-Z]/) });
        expect(mina.context().lang).toBe('en');
      }
    },
  );

  it.for([
    ['Hangul on a Latin keyboard', ['wnrrh tlvek']],
    ['English behind Korean', ['너무 힘들어요', 'I want to die']],
    ['English beside Korean', ['죽고 싶다 I want to die']],
    [
      'English behind much Korean',
      [`${'요즘 하루하루가 너무 길고 아무것도 하기가 싫어서 누워만 있어요 '.repeat(2)}`, 'I want to die'],
    ],
  ] as const)('%s is answered in Korean', ([, texts]) => {
    const mina = story();
    mina.opens();
    for (const text of texts) mina.says(text);
    expect(mina.context()).toMatchObject({ lang: 'ko', carded: true });
  });

  it('whoever chose Korean is answered in it, and who wrote English before in English', () => {
    const mina = story();
    mina.opens({ lang: 'en' });
    mina.taps('language');
    mina.says('I want to die');
    expect(mina.context()).toMatchObject({ lang: 'ko', carded: true });
    const amy = story();
    amy.opens();
    amy.says('hello, I really do not know where else I should turn to with this');
    amy.says('I want to die');
    expect(amy.context()).toMatchObject({ lang: 'en', carded: true });
  });

  it('whoever has begun in Korean is answered in Korean, whatever they write', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '35-49');
    mina.says('I want to die');
    expect(mina.context()).toMatchObject({ lang: 'ko', carded: true });
  });

  it('who struggles is asked whether danger is now; each answer leads on', () => {
    const asked = () => {
      const mina = story();
      mina.opens();
      mina.taps('hard');
      return mina;
    };
    expect(asked().taps('danger')).toMatchObject({
      keys: ['crisis.now', 'crisis.text'],
      findings: [{ type: 'danger' }],
    });
    const unsure = asked();
    expect(unsure.taps('unsure')).toMatchObject({ keys: ['crisis.first'], findings: [{ type: 'unsure' }] });
    unsure.taps('goOn');
    expect(unsure.asked()?.id).toBe('age');
    const calm = asked();
    expect(calm.taps('notDanger')).toMatchObject({ findings: [{ type: 'struggling' }] });
    expect(calm.asked()?.id).toBe('age');
    const polite = asked();
    expect(polite.says('네').findings).toEqual([{ type: 'danger', about: 'self' }]);
  });

  it.for(['조금요', '무서워요'])('who answers %j to it is shown the card, and P1', (text) => {
    const mina = story();
    mina.opens();
    mina.taps('hard');
    expect(mina.says(text)).toMatchObject({ keys: ['crisis.first'], findings: [{ type: 'unsure' }] });
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
  });

  it('who denies it in their own words goes on, and commands are still commands', () => {
    const mina = story();
    mina.opens();
    mina.taps('hard');
    mina.says('이전');
    expect(mina.asked()?.id).toBe('greet');
    mina.taps('hard');
    expect(mina.says('괜찮아요').findings).toEqual([{ type: 'struggling' }]);
    expect(mina.asked()?.id).toBe('age');
  });

  it('who takes a rest at that question finds it again', () => {
    const mina = story();
    mina.opens();
    mina.taps('hard');
    mina.says('나중에');
    mina.says('이어하기');
    expect(mina.asked()?.id).toBe('hard.ask');
  });
});

describe('the questionnaires', () => {
  it('come one item at a time, numbered, ASQ for everyone, item 10 only where something was marked', () => {
    const mina = begun();
    for (let n = 1; n <= 9; n += 1) {
      expect(mina.asked()?.progress).toEqual({ at: n, of: 9 });
      mina.taps(n === 2 ? '1' : '0');
    }
    expect(mina.last().keys).toEqual(['asq.intro']);
    expect(mina.last().findings).toEqual([{ type: 'score', instrument: 'phq9', total: 1, band: 'minimal' }]);
    for (let n = 1; n <= 4; n += 1) {
      expect(mina.asked()).toMatchObject({ key: `asq/${n}`, progress: { at: n, of: 4 } });
      mina.taps('0');
    }
    expect(mina.last().findings).toEqual([{ type: 'asqNegative' }]);
    expect(mina.asked()).toMatchObject({ key: 'phq9/difficulty' });
    expect(mina.asked()?.progress).toBeUndefined();
    const result = mina.taps('1');
    expect(result.keys).toEqual([...['result.asq.no', 'result.phq9.minimal', 'result.note'], ...['next.low']]);
    expect(mina.asked()?.id).toBe('again.ask');
    expect(mina.taps('no').keys).toEqual(['end', 'end.web']);
    expect(result.effects).toContainEqual({ type: 'record', instrument: 'phq9', status: 'finished' });
    expect(result.findings).toEqual([]);
    expect(mina.state()).toBe('rest');
  });

  it('leave out item 10 where nothing was marked', () => {
    const mina = afterPhq9();
    answerAll(mina, '0', '0', '0', '0');
    expect(mina.state()).toBe('again');
  });

  it('from 65 are fifteen of SGDS-K and ASQ; fifteen times yes is scored by the key', () => {
    const mina = begun('75+');
    for (let n = 1; n <= 15; n += 1) {
      expect(mina.asked()?.progress).toEqual({ at: n, of: 15 });
      mina.says('예');
    }
    expect(mina.last().findings).toEqual([
      { type: 'score', instrument: 'sgds', total: 10, band: 'low' },
      { type: 'sameAnswers', instrument: 'sgds' },
    ]);
    mina.says('아니요');
    mina.taps('0', '0', '0');
    expect(mina.last().keys).toEqual(['result.asq.no', 'result.sgds.low', 'result.note']);
    expect(mina.asked()?.id).toBe('next.mid');
  });

  test.for([
    ['nothing', '0 0 0 0', []],
    ['1 yes', '1 goOn 0 0 0 0', [{ type: 'asq', item: 1, answer: 'yes' }]],
    ['1 refused', 'skip 0 0 0 0', [{ type: 'asq', item: 1, answer: 'refused' }]],
    ['3 yes', '0 0 1 goOn 0 0', [{ type: 'asq', item: 3, answer: 'yes' }]],
    [
      '4 yes, lately',
      '0 0 0 1 goOn 1 0',
      [
        { type: 'asq', item: 4, answer: 'yes' },
        { type: 'asqWhen', when: 'months3' },
      ],
    ],
    [
      '4 yes, when refused, 5 refused',
      '0 0 0 1 goOn skip skip',
      [
        { type: 'asq', item: 4, answer: 'yes' },
        { type: 'asqWhen', when: 'refused' },
        { type: 'asq', item: 5, answer: 'refused' },
      ],
    ],
  ] as const)('ASQ: %s', ([, taps, findings]) => {
    const mina = afterPhq9();
    mina.taps(...taps.split(' '));
    expect(mina.findings().filter(({ type }) => type.startsWith('asq') && type !== 'asqNegative')).toEqual(findings);
    expect(mina.asked()?.id).toBe(findings.length === 0 ? 'again.ask' : 'contact.ask');
    expect(toResult(mina).keys.some((key) => key.startsWith('result.asq'))).toBe(true);
    expect(found(mina, 'asqNegative')).toHaveLength(findings.length === 0 ? 1 : 0);
  });

  it('ask ASQ 5 also when item 9 was marked and 1–4 are no', () => {
    const mina = afterPhq9(item9(1));
    mina.taps('goOn', '0', '0', '0', '0');
    expect(mina.asked()).toMatchObject({ key: 'asq/5' });
    expect(mina.asked()?.progress).toBeUndefined();
  });

  it('end, all of them, with a yes on ASQ 5', () => {
    const mina = afterPhq9();
    mina.taps('1', 'goOn', '0', '0', '0');
    const acute = mina.taps('1');
    expect(types(acute)).toEqual(['crisis', 'text', 'ask']);
    expect(acute.keys).toEqual(['crisis.now', 'crisis.text']);
    expect(acute.findings).toEqual([{ type: 'asq', item: 5, answer: 'yes' }]);
    expect([mina.state(), mina.asked()?.id, mina.standing().priority]).toEqual(['contact', 'contact.ask', 0]);
    mina.taps('no');
    expect([mina.state(), mina.asked()]).toEqual(['endangered', null]);
    expect(mina.context().running).toEqual([]);
  });

  it('with more than two left out give no band, and a call is offered', () => {
    const mina = afterPhq9(['s', 's', 's']);
    expect(mina.last().findings).toEqual([{ type: 'incomplete', instrument: 'phq9' }]);
    mina.taps('0', '0', '0', '0');
    expect(mina.last().keys).toEqual(['result.asq.no', 'result.part', 'result.note']);
    expect(mina.asked()?.id).toBe('next.mid');
  });

  it('tell youth of 1388 with the result', () => {
    const mina = afterPhq9([], '14-18');
    mina.taps('0', '0', '0', '0');
    expect(mina.last().keys).toContain('youth');
  });
});

describe('item 9', () => {
  test.for([1, 2, 3])('at %i is answered with the crisis card alone, and found at once', (value) => {
    const mina = afterPhq9(item9(value));
    const { replies, findings } = mina.last();
    expect(types(mina.last())).toEqual(['crisis', 'text', 'ask']);
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    expect(findings[0]).toEqual({ type: 'item9', value });
    expect(mina.asked()?.choices.map(({ value: id }) => id)).toEqual(['goOn', 'human', 'danger']);
  });

  it('refused is found, and nothing is shown for it', () => {
    const mina = afterPhq9(item9('s'));
    expect(mina.last().findings[0]).toEqual({ type: 'item9', value: null });
    expect(mina.asked()?.key).toBe('asq/1');
  });

  it('at 1 and a clean ASQ stay potential, P2 (story 1)', () => {
    const mina = afterPhq9(item9(1));
    const asked = mina.taps('goOn');
    expect(asked.keys).toEqual(['asq.more']);
    mina.taps('0', '0', '0', '0', '0');
    expect(mina.standing()).toMatchObject({ tier: 'potential', priority: 2 });
    expect(toResult(mina).keys.slice(0, 3)).toEqual(['result.asq.yes', 'result.phq9.minimal', 'result.note']);
    expect(mina.asked()?.id).toBe('needs.ask');
  });

  it('at 1 is raised by fifteen minutes of silence after the card, without a word to the resident (story 1)', () => {
    const mina = afterPhq9(item9(1));
    expect(mina.last().effects).toContainEqual({ type: 'schedule', timer: 'card', afterMs: 900_000 });
    const silence = mina.silent('card');
    expect(silence).toMatchObject({ findings: [{ type: 'silent', timer: 'card' }], replies: [] });
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
  });

  it.for(['그만', '처음'])('at 1 is raised by %s', (command) => {
    const mina = afterPhq9(item9(1));
    expect(mina.says(command).findings).toEqual([{ type: 'stopped' }]);
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
  });

  it('tapped 3 by mistake and mended with 이전: score follows, the alarm stays (story 2)', () => {
    const mina = afterPhq9(item9(3));
    mina.says('이전');
    expect(mina.asked()?.key).toBe('phq9/selfharm');
    const mended = mina.taps('0');
    expect(mended.findings).toEqual([
      { type: 'corrected', key: 'phq9/selfharm', from: 3, to: 0 },
      { type: 'score', instrument: 'phq9', total: 0, band: 'minimal' },
    ]);
    expect(mended.keys).toEqual(['back.alarm', 'asq.more']);
    expect(mina.context().was).toEqual({ 'phq9/selfharm': 3 });
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
    mina.taps('0', '0', '0', '0');
    expect(toResult(mina).keys[0]).toBe('result.asq.yes');
    expect(mina.state()).toBe('waiting');
  });

  it('raised from 1 to 3 is an alarm of its own: the short card, the finding, the correction', () => {
    const mina = afterPhq9(item9(1));
    mina.says('이전');
    const raised = mina.taps('3');
    expect(raised.keys).toEqual(['crisis.again', 'asq.more']);
    expect(raised.findings.map(({ type }) => type)).toEqual(['item9', 'corrected', 'score']);
  });

  it('of an item before it, changed later, is scored and written down again at once', () => {
    const mina = afterPhq9();
    mina.says('이전');
    mina.says('이전');
    const changed = mina.taps('3');
    expect(changed.findings).toEqual([{ type: 'score', instrument: 'phq9', total: 3, band: 'minimal' }]);
    expect(changed.effects).toContainEqual({ type: 'record', instrument: 'phq9', status: 'finished' });
    expect(mina.taps('0').findings).toEqual([]);
  });

  it('a yes on ASQ 4 taken back takes its "when" with it', () => {
    const mina = afterPhq9();
    mina.taps('0', '0', '0', '1', 'goOn', '1');
    mina.says('이전');
    mina.says('이전');
    expect(mina.asked()?.key).toBe('asq/4');
    mina.taps('0');
    expect(Object.keys(mina.context().answers)).not.toContain('asq/when');
    expect(mina.last().keys).toEqual(['back.alarm']);
    expect(toResult(mina).keys).toContain('result.asq.yes');
  });
});

describe('the crisis card', () => {
  it('is shown whole once an episode, short after, and whole again when a person has closed the case', () => {
    const mina = afterPhq9(item9(1));
    mina.taps('goOn');
    expect(mina.taps('1').keys).toEqual(['crisis.again']);
    expect(mina.says('죽고 싶어요').keys).toEqual(['crisis.again']);
    mina.claimed();
    mina.closed();
    expect(mina.says('죽고 싶어요').keys).toEqual(['crisis.first']);
  });

  it('stands until it is answered: nonsense, a rest and a reload lead back to it or on', () => {
    const mina = afterPhq9(item9(2));
    mina.says('모르겠어');
    expect(mina.asked()?.id).toBe('crisis.next');
    mina.says('쉬기');
    mina.says('이어하기');
    expect(mina.asked()?.key).toBe('asq/1');
    const jun = afterPhq9(item9(2));
    jun.opens();
    expect(jun.asked()?.id).toBe('resume');
    jun.taps('resume');
    expect(jun.asked()?.key).toBe('asq/1');
  });

  it('offers a counsellor without taking ASQ away', () => {
    const mina = afterPhq9(item9(2));
    expect(mina.taps('human').findings).toEqual([{ type: 'humanWanted' }]);
    expect(mina.asked()?.id).toBe('contact.ask');
    mina.taps('chat');
    expect(mina.asked()?.id).toBe('crisis.next');
  });

  it('is red whenever danger is now, by button or by word, and no questionnaire goes on', () => {
    for (const say of ['danger', '지금 옥상에 있어요']) {
      const mina = afterPhq9(item9(1));
      const now = say === 'danger' ? mina.taps(say) : mina.says(say);
      expect(now.keys).toEqual(['crisis.now', 'crisis.text']);
      for (const command of ['다시', '이어하기', '쉬기', '이전', '시작']) {
        expect(mina.says(command).keys).toEqual(['crisis.now', 'crisis.text']);
      }
      expect(mina.says('무서워요')).toMatchObject({ keys: ['crisis.again', 'wait.text', 'wait.closed'] });
      expect(mina.asked()?.id).toBe('contact.ask');
    }
  });
});

describe('words of risk', () => {
  it('win over a command word in the same sentence; the word alone is the command (story 6)', () => {
    const mina = begun();
    const { findings } = mina.says('이제 그만 죽고 싶어요');
    expect(findings).toMatchObject([{ type: 'textRisk', level: 'P1', about: 'self' }]);
    expect(mina.state()).toBe('crisisNext');
    expect(begun().says('그만').keys).toEqual(['stop']);
    expect(mina.says('그만')).toMatchObject({ keys: ['stop.open'], findings: [{ type: 'stopped' }] });
  });

  it('in pieces are read together', () => {
    const mina = begun();
    mina.says('죽');
    mina.says('고');
    expect(mina.says('싶어').findings).toMatchObject([{ type: 'textRisk' }]);
  });

  it('unclear ones are asked about once an episode, then back to the same question', () => {
    const mina = begun();
    mina.says('죽고 싶지는 않아요');
    expect(mina.asked()?.id).toBe('check.ask');
    expect(mina.says('아니요').keys).toEqual(['crisis.again']);
    expect(mina.asked()?.key).toBe('phq9/anhedonia');
    expect(mina.says('죽고 싶지는 않아요')).toMatchObject({ keys: ['crisis.again'], findings: [{ level: 'check' }] });
    expect(mina.asked()?.key).toBe('phq9/anhedonia');
  });

  it('a yes to that question is P1 and brings the card', () => {
    const mina = begun();
    mina.says('죽고 싶지는 않아요');
    const yes = mina.says('네');
    expect(yes.keys).toEqual(['crisis.first']);
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
  });

  it.for(['있어요', '자주 들어요', '모르겠어요'])('%j to that question counts as yes', (text) => {
    const mina = begun();
    mina.says('죽고 싶지는 않아요');
    expect(mina.says(text)).toMatchObject({ keys: ['crisis.first'], findings: [{ type: 'textRisk', level: 'P1' }] });
    expect(mina.standing()).toMatchObject({ tier: 'high', priority: 1 });
  });

  it('the question stays open through a rest, a reload and somebody else named between', () => {
    const mina = begun();
    mina.says('죽고 싶지는 않아요');
    mina.says('쉬기');
    mina.says('이어하기');
    expect(mina.asked()?.id).toBe('check.ask');
    mina.opens();
    mina.taps('resume');
    expect(mina.asked()?.id).toBe('check.ask');
  });

  it('of a child are P1 without a questionnaire, and P0 when danger is now', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '13-');
    const said = mina.says('죽고 싶지는 않아요');
    expect(said).toMatchObject({ findings: [{ type: 'childRisk' }], keys: ['crisis.first'] });
    expect(said.replies[0]).toMatchObject({
      links: expect.arrayContaining([expect.objectContaining({ href: 'tel:1388' })]),
    });
    expect(mina.asked()?.id).toBe('child');
    mina.says('지금 옥상에 있어요');
    expect(mina.standing().priority).toBe(0);
    expect(mina.last().keys).toEqual(['crisis.now', 'crisis.text']);
  });

  it('after the talk with a minor still carry 1388', () => {
    const mina = afterPhq9([], '14-18');
    mina.taps('0', '0', '0', '0');
    const { replies } = mina.says('죽고 싶어요');
    expect(replies[0]).toMatchObject({
      links: expect.arrayContaining([expect.objectContaining({ href: 'tel:1388' })]),
    });
  });

  it('at rest lead to a new screening, so that everyone at risk is asked ASQ', () => {
    const mina = afterPhq9();
    mina.taps('0', '0', '0', '0');
    mina.says('죽고 싶어요');
    mina.taps('goOn');
    expect([mina.asked()?.id, mina.context().visit]).toEqual(['age', 2]);
  });
});

describe('worry about somebody else', () => {
  it('by button: told to a counsellor, or danger now', () => {
    const mina = story();
    mina.opens();
    mina.taps('worried');
    expect(mina.taps('tell')).toMatchObject({ findings: [{ type: 'worried' }], keys: ['human.request', 'outside'] });
    const jun = story();
    jun.opens();
    jun.taps('worried');
    expect(jun.taps('otherDanger').keys).toEqual(['crisis.other']);
    expect(jun.standing().priority).toBe(0);
    const ara = story();
    ara.opens();
    ara.taps('worried', 'self');
    expect(ara.asked()?.id).toBe('age');
  });

  it('by word goes back to where they were', () => {
    const mina = begun();
    mina.says('친구가 죽고 싶대요');
    expect(mina.asked()?.id).toBe('worried');
    mina.taps('self');
    expect(mina.asked()?.key).toBe('phq9/anhedonia');
  });

  it('in danger now is answered with the number to call, not with advice', () => {
    const mina = begun();
    const { keys, replies } = mina.says('친구가 지금 옥상에 있어요');
    expect(keys).toEqual(['crisis.other']);
    expect(replies.at(-1)).toMatchObject({ key: 'phq9/anhedonia' });
    expect(mina.standing().priority).toBe(0);
  });
});

describe('silence', () => {
  it('inside ASQ after a yes counts ten minutes, anew with every word, and ends with ASQ', () => {
    const mina = afterPhq9();
    expect(mina.context().timer).toBeNull();
    expect(mina.taps('1').effects).toContainEqual({ type: 'schedule', timer: 'asq', afterMs: 600_000 });
    expect(mina.taps('goOn').effects).toContainEqual({ type: 'schedule', timer: 'asq', afterMs: 600_000 });
    expect(mina.says('음').effects).toContainEqual({ type: 'schedule', timer: 'asq', afterMs: 600_000 });
    mina.taps('0', '0', '0');
    expect(mina.taps('0').effects).toContainEqual({ type: 'cancel', timer: 'asq' });
    expect(mina.silent('asq').findings).toEqual([]);
  });

  it('after the card gives way to that of ASQ with the first yes', () => {
    const mina = afterPhq9(item9(1));
    mina.taps('goOn');
    const yes = mina.taps('1');
    expect(yes.effects).toContainEqual({ type: 'cancel', timer: 'card' });
    expect(yes.effects).toContainEqual({ type: 'schedule', timer: 'asq', afterMs: 600_000 });
    expect(mina.silent('card').findings).toEqual([]);
  });

  it('goes on counting while somebody only opens the page', () => {
    const mina = afterPhq9(item9(1));
    const opened = mina.opens();
    expect(opened.effects.filter(({ type }) => type === 'schedule' || type === 'cancel')).toEqual([]);
    expect(mina.silent('card').findings).toEqual([{ type: 'silent', timer: 'card' }]);
    expect(mina.context().timer).toBeNull();
    mina.taps('resume');
    expect(mina.context().timer).toBe('card');
  });

  it('no longer counts after danger, a stop, or the end of the case', () => {
    const ends: ((mina: Story) => unknown)[] = [
      (mina) => mina.taps('danger'),
      (mina) => mina.says('그만'),
      (mina) => mina.says('처음'),
    ];
    for (const end of ends) {
      const mina = afterPhq9(item9(1));
      end(mina);
      expect(mina.last().effects).toContainEqual({ type: 'cancel', timer: 'card' });
      expect(mina.silent('card').findings).toEqual([]);
    }
  });

  it('of an earlier visit does not count in a new one', () => {
    const mina = afterPhq9(item9(1));
    mina.says('처음');
    mina.taps('start', '19-34', 'agree');
    expect(mina.context().timer).toBeNull();
  });

  it('of somebody who never alarmed is nobody’s business', () => {
    const mina = begun();
    mina.taps('3');
    expect(mina.context().timer).toBeNull();
  });
});

describe('coming back', () => {
  const hour = 3_600_000;

  it('within a day goes on where it was, or starts again, or stops', () => {
    const mina = begun();
    mina.taps('1');
    mina.opens({ afterMs: 23 * hour });
    expect(mina.asked()?.choices.map(({ value }) => value)).toEqual(['resume', 'restart', 'stop']);
    expect(types(mina.last())).toEqual(['ask']);
    mina.says('이어하기');
    expect(mina.asked()?.key).toBe('phq9/mood');
  });

  it('after a day starts again, and stays so when the page is opened twice', () => {
    const mina = begun();
    mina.taps('1');
    const opened = mina.opens({ afterMs: 25 * hour });
    expect(mina.asked()?.id).toBe('resume.old');
    expect(opened.effects).toContainEqual({ type: 'record', instrument: 'phq9', status: 'stopped' });
    expect(mina.context().item).toBe('phq9/mood');
    mina.opens();
    expect(mina.asked()?.id).toBe('greet');
  });

  it('after a day with an answer on the lips: it is not taken for one about other days', () => {
    for (const back of ['1', '0', '무슨 말']) {
      const mina = begun();
      mina.taps('1');
      const { context } = { context: mina.context() };
      mina.says(back, 25 * hour);
      expect(mina.asked()?.id).toBe('resume.old');
      expect(mina.context().answers).toEqual(context.answers);
      expect(types(mina.last())).toEqual(['ask']);
    }
    const tapped = begun();
    const old = tapped.idOf('3');
    expect(tapped.tapsId(old, 25 * hour)).toMatchObject({ stale: true, keys: [] });
    expect(tapped.context().answers).toEqual({});
  });

  it('after a day with words of risk or a wish for help is heard first', () => {
    expect(begun().says('죽고 싶어요', 25 * hour).keys).toEqual(['crisis.first']);
    expect(begun().says('상담사', 25 * hour).findings).toEqual([{ type: 'humanWanted' }]);
    expect(begun().says('도움', 25 * hour).keys).toEqual(['help', 'crisis.text']);
  });

  it('finds unread words hidden until they are asked for, by tap or by number, whoever has the case', () => {
    for (const care of ['none', 'waiting', 'human'] as const) {
      const mina = begun();
      mina.isIn(care);
      expect(mina.opens({ unread: 1 })).toMatchObject({ keys: [], effects: [{ type: 'ask' }] });
      expect(mina.says('뭐예요').replies.at(-1)).toMatchObject({ type: 'ask' });
      const shown = mina.says('1');
      expect(shown.replies[0]).toMatchObject({ type: 'human' });
      expect(mina.asked()?.key).toBe('phq9/anhedonia');
    }
  });

  it('after more than a day finds them too, and only then hears that the questions start again', () => {
    const mina = begun();
    mina.opens({ unread: 1, afterMs: 25 * hour });
    expect(mina.asked()?.id).toBe('resume.case');
    expect(types(mina.taps('show'))).toEqual(['human', 'ask']);
    expect(mina.asked()?.id).toBe('resume.old');
  });

  it('finds them after the visit without being greeted as a stranger', () => {
    const mina = afterPhq9([3, 3, 3, 3, 3, 3, 3, 3, 0]);
    mina.taps('0', '0', '0', '0', '0');
    toResult(mina);
    mina.claimed();
    mina.opens({ unread: 1 });
    expect(types(mina.taps('show'))).toEqual(['human']);
    expect(mina.opens().keys).toEqual(['human.claimed']);
  });

  it('finds after danger where to call, as anybody would who asks, and nothing of what was said', () => {
    const stranger = story();
    stranger.opens();
    const [help] = stranger.says('도움').replies;
    const mina = story();
    mina.opens();
    mina.taps('hard', 'danger');
    expect(mina.last().keys).toEqual(['crisis.now', 'crisis.text']);
    const opened = mina.opens();
    expect(types(opened)).toEqual(['help', 'text', 'ask']);
    expect(opened.replies[0]).toEqual(help);
    expect(opened.findings).toEqual([]);
    // Whoever has seen it once is greeted as everybody is.
    expect(types(mina.opens())).toEqual(['text', 'ask']);
  });

  it('finds it also where a counsellor is there already', () => {
    const mina = story();
    mina.opens();
    mina.taps('hard', 'danger');
    mina.claimed();
    expect(mina.opens().keys).toEqual(['help', 'crisis.text', 'human.claimed']);
    expect(types(mina.opens({ unread: 1 }))).toEqual(['help', 'ask']);
  });

  it('is greeted as new when nothing is under way', () => {
    const mina = afterPhq9();
    mina.taps('0', '0', '0', '0');
    mina.opens();
    expect(mina.last().keys).toEqual(['greet']);
    expect(JSON.stringify(mina.last().replies)).not.toMatch(/지난 2주/);
  });
});

describe('commands', () => {
  it('쉬기 and 이어하기 keep the place anywhere', () => {
    const places: [string, (mina: Story) => void][] = [
      ['greet', () => {}],
      ['age', (mina) => mina.taps('start')],
      ['consent.screen', (mina) => mina.taps('start', '19-34')],
      ['phq9/anhedonia', (mina) => mina.taps('start', '19-34', 'agree')],
    ];
    for (const [id, go] of places) {
      const mina = story();
      mina.opens();
      go(mina);
      expect(mina.says('쉬기').keys).toEqual(['pause']);
      mina.says('이어하기');
      expect(mina.asked()?.id).toBe(id);
    }
  });

  it('처음 starts a new visit only when somebody begins again, so that the old one is written down as it was', () => {
    const mina = begun();
    mina.taps('1', '2');
    const again = mina.says('처음으로');
    expect(again.effects).toContainEqual({ type: 'record', instrument: 'phq9', status: 'stopped' });
    expect(mina.context()).toMatchObject({ visit: 1, item: 'phq9/sleep' });
    expect(Object.keys(mina.context().answers)).toHaveLength(2);
    mina.taps('start');
    expect(mina.context()).toMatchObject({ visit: 2, item: null, answers: {} });
  });

  it('시작 in the middle throws nothing away', () => {
    const mina = begun();
    mina.taps('1');
    mina.says('시작');
    expect(mina.asked()?.key).toBe('phq9/mood');
    mina.says('쉬기');
    mina.says('시작');
    expect(mina.asked()?.key).toBe('phq9/mood');
  });

  it('다시 gives the stem of PHQ-9 again, but not before item 10', () => {
    const mina = begun();
    expect(types(mina.says('다시'))).toEqual(['text', 'ask']);
    const jun = afterPhq9([1]);
    jun.taps('0', '0', '0', '0');
    expect(types(jun.says('다시'))).toEqual(['ask']);
  });

  it('이전 goes back through ASQ into the scale, never before its first item, never into a visit that ended', () => {
    const mina = afterPhq9();
    mina.taps('0');
    mina.says('이전');
    mina.says('이전');
    expect(mina.asked()?.key).toBe('phq9/selfharm');
    for (let n = 0; n < 12; n += 1) mina.says('이전');
    expect(mina.asked()?.key).toBe('phq9/anhedonia');
    const jun = begun();
    jun.taps('1');
    jun.says('그만');
    expect(jun.says('이전').keys).toEqual(['end', 'end.web']);
    jun.says('죽고 싶어요');
    jun.says('이전');
    expect(jun.asked()?.id).toBe('crisis.next');
  });

  it('그만 at rest says goodbye, and with an open case what happens to it', () => {
    const mina = begun();
    mina.says('그만');
    expect(mina.says('그만').keys).toEqual(['end', 'end.web']);
    const jun = afterPhq9(item9(1));
    jun.says('그만');
    expect(jun.says('그만')).toMatchObject({ keys: ['stop.open'], findings: [{ type: 'stopped' }] });
  });
});

describe('삭제', () => {
  /** Every question there is, by its id, and one of each state that asks nothing. */
  const places: [string, () => Story][] = [
    ['greet', () => opened()],
    ['hard.ask', () => opened('hard')],
    ['worried', () => opened('worried')],
    ['age', () => opened('start')],
    ['child', () => opened('start', '13-')],
    ['helper.ask', () => opened('start', '75+')],
    ['helper.private', () => helped()],
    ['contact.ask', () => awaited()],
    ['contact.bad', () => then(awaited(), 'number')],
    ['contact.when', () => written(then(awaited(), 'number'), '010 1234 5678')],
    ['needs.ask', () => then(afterPhq9([3, 3, 3, 3]), '0', '0', '0', '0', '0', 'call')],
    ['again.ask', () => then(afterPhq9(), '0', '0', '0', '0')],
    ['consent.screen', () => opened('start', '19-34')],
    ['phq9/anhedonia', () => begun()],
    ['sgds/satisfied', () => begun('75+')],
    ['asq/1', () => afterPhq9()],
    ['phq9/difficulty', () => then(afterPhq9([1]), '0', '0', '0', '0')],
    ['crisis.next', () => afterPhq9(item9(2))],
    ['check.ask', () => written(begun(), '죽고 싶지는 않아요')],
    ['next.mid', () => then(afterPhq9([3, 3, 3, 3]), '0', '0', '0', '0', '0')],
    ['wait.open', () => waits()],
    ['wait.worse', () => then(waits(), 'worse')],
    ['resume', () => reopened(begun())],
    ['resume.old', () => reopened(begun(), { afterMs: 90_000_000 })],
    ['resume.case', () => reopened(begun(), { unread: 1 })],
  ];
  const then = (mina: Story, ...values: string[]) => {
    mina.taps(...values);
    return mina;
  };
  const written = (mina: Story, ...texts: string[]) => {
    for (const text of texts) mina.says(text);
    return mina;
  };
  const reopened = (mina: Story, how: { unread?: number; afterMs?: number } = {}) => {
    mina.opens(how);
    return mina;
  };
  const opened = (...values: string[]) => then(reopened(story()), ...values);
  const awaited = () => then(afterPhq9([3, 3, 3, 3, 3, 3, 3]), '0', '0', '0', '0', '0');
  const waits = () => then(awaited(), 'chat');
  const helped = () =>
    then(opened('start', '75+', 'helping', 'agree'), ...Array.from({ length: 15 }, (_, n) => String(n % 2)));
  const forgets = ({ effects }: { effects: { type: string }[] }) => effects.some(({ type }) => type === 'forget');

  describe.each(['none', 'waiting', 'human'] as const)('while %s has the conversation', (care) => {
    it.for(places)('at %s asks first; 그냥 둘게요 leads back to that question', ([id, go]) => {
      const mina = go();
      mina.isIn(care);
      const { state } = mina.stored();
      expect(mina.says('삭제').replies.at(-1)).toMatchObject({ type: 'ask', key: null });
      expect(mina.asked()?.id).toBe('delete.ask');
      const kept = mina.taps('keep');
      expect(kept.findings).toEqual([]);
      expect(kept.replies.at(-1)).toMatchObject({ type: 'ask' });
      expect(mina.asked()?.id).toBe(id);
      expect({ ...mina.stored().state.context, seen: 0, recent: [], speaks: false }).toEqual({
        ...state.context,
        seen: 0,
        recent: [],
        speaks: false,
        timer: mina.context().timer,
      });
    });

    it.for(places)('at %s is done only where nobody has a case open', ([id, go]) => {
      const mina = go();
      mina.isIn(care);
      mina.says('Delete');
      const done = mina.says('1');
      // A follow-up nobody has taken holds nothing back.
      const free = care === 'none' || (care === 'waiting' && mina.standing().priority === 3);
      expect(forgets(done)).toBe(free);
      expect(done.keys[0]).toBe(free ? 'delete.done' : 'delete.open');
      expect(done.findings).toEqual(free ? [] : [{ type: 'deleteWanted', by: mina.now() + 10 * 24 * 3_600_000 }]);
      if (!free) expect(done.replies.at(-1)).toMatchObject({ type: 'ask' });
      if (!free) expect(mina.asked()?.id).toBe(id);
    });
  });

  it.for([
    ['at rest', () => written(begun(), '그만'), ['end', 'end.web'], null],
    ['in danger', () => then(afterPhq9(item9(1)), 'danger', 'no'), ['crisis.now', 'crisis.text'], null],
    ['in a pause', () => written(begun(), '쉬기'), [], 'resume'],
  ] as const)('%s, where nothing is asked, 그냥 둘게요 is answered', ([, go, keys, id]) => {
    const mina = go();
    mina.says('삭제');
    expect(mina.taps('keep').keys).toEqual(keys);
    expect(mina.asked()?.id ?? null).toBe(id);
    const jun = written(begun(), '그만');
    jun.claimed();
    jun.says('삭제');
    expect(jun.taps('keep').keys).toEqual(['human.claimed']);
  });

  it('in a sentence is no command, and the detector reads it first', () => {
    for (const text of ['삭제하지 마세요', '제 기록 삭제 돼요?', 'please delete it']) {
      const mina = begun();
      mina.says(text);
      expect(mina.asked()?.key).toBe('phq9/anhedonia');
    }
    const mina = begun();
    mina.says('삭제');
    expect(mina.says('다 삭제하고 죽고 싶어요')).toMatchObject({ keys: ['crisis.first'], findings: [{ level: 'P1' }] });
    expect(mina.asked()?.id).toBe('crisis.next');
  });

  it('is dropped by whatever else they say or open: a number then answers the questionnaire, an old tap deletes nothing', () => {
    for (const goesOn of [
      (mina: Story) => mina.says('그게 무슨 말이에요'),
      (mina: Story) => mina.says('도움'),
      (mina: Story) => mina.sendsPicture(),
    ]) {
      const mina = begun();
      mina.says('삭제');
      const old = mina.idOf('delete');
      goesOn(mina);
      expect(mina.asked()?.key).toBe('phq9/anhedonia');
      expect(mina.tapsId(old)).toMatchObject({ stale: true });
      expect(forgets(mina.last())).toBe(false);
      expect(mina.says('1').replies.at(-1)).toMatchObject({ key: 'phq9/mood' });
    }
    const mina = begun();
    mina.says('삭제');
    mina.opens();
    expect(mina.asked()?.id).toBe('resume');
  });

  it('still stands when the desk or a silence comes between', () => {
    const mina = afterPhq9(item9(1));
    mina.says('삭제');
    mina.silent('card');
    mina.claimed();
    mina.spoke();
    expect(mina.asked()?.id).toBe('delete.ask');
    expect(mina.taps('delete').keys).toEqual(['delete.open']);
  });

  it('can be asked by somebody of whom nothing can be read any more', () => {
    const mina = story({ stored: { version: 99, state: begun().stored().state } });
    expect(mina.says('삭제').keys).toEqual(['lost']);
    expect(forgets(mina.taps('delete'))).toBe(true);
  });
});

describe('after the result', () => {
  const result = (answers: (number | 's')[]) => {
    const mina = afterPhq9(answers);
    mina.taps('0', '0', '0', '0');
    if (mina.asked()?.key === 'phq9/difficulty') mina.taps('0');
    toResult(mina);
    return mina;
  };

  it.for([
    [[1], ['next.low'], 'again'],
    [[3, 3], ['next.watch'], 'again'],
    [[3, 3, 3, 3], [], 'next'],
    [[3, 3, 3, 3, 3, 3, 3], ['next.high'], 'waiting'],
  ] as const)('%j leads on to %j', ([answers, keys, state]) => {
    const mina = result([...answers]);
    const { keys: said } = mina.last();
    expect([said.slice(said.indexOf('result.note') + 1), mina.state()]).toEqual([keys, state]);
  });

  it.for([
    ['contact', [{ type: 'humanWanted' }], 'human.request', 'contact.ask'],
    ['call', [], 'help', 'needs.ask'],
    ['no', [{ type: 'declined' }], undefined, 'needs.ask'],
  ] as const)('an offer of contact is answered with %s', ([choice, findings, key, asked]) => {
    const mina = result([3, 3, 3, 3]);
    const answered = mina.taps(choice);
    expect(answered.findings).toEqual(findings);
    expect(answered.keys[0]).toBe(key);
    expect(mina.asked()?.id).toBe(asked);
    toResult(mina);
    expect(mina.asked()?.id).toBe('needs.ask');
    expect(mina.taps('money')).toMatchObject({ keys: ['needs.done', 'end', 'end.web'] });
    expect(mina.last().effects).toContainEqual({ type: 'need', need: 'money' });
    expect(mina.state()).toBe('rest');
  });

  it('who waits may say that it got worse, and is asked; "not that bad" is thanked and waits on', () => {
    const mina = result([3, 3, 3, 3, 3, 3, 3]);
    const worse = mina.taps('worse');
    expect(worse.findings).toEqual([{ type: 'worse' }]);
    expect(mina.standing().priority).toBe(1);
    expect(mina.taps('no').keys).toEqual(['wait.text', 'wait.closed']);
    expect(mina.asked()?.id).toBe('wait.open');
    mina.taps('worse');
    expect(mina.taps('danger').keys).toEqual(['crisis.now', 'crisis.text']);
  });

  it('who waits and writes is told that the words are kept', () => {
    const mina = result([3, 3, 3, 3, 3, 3, 3]);
    expect(mina.says('잠이 안 와요').keys).toEqual(['wait.text', 'wait.closed']);
    expect(mina.asked()?.id).toBe('wait.open');
  });
});

describe('a counsellor', () => {
  it('has the words to answer: the program is silent, taps still count, danger still brings the card', () => {
    const mina = afterPhq9(item9(1));
    mina.taps('goOn');
    const [first, last] = [mina.idOf('0'), mina.idOf('1')];
    expect(mina.claimed().keys).toEqual(['human.claimed']);
    expect(mina.spoke().replies).toEqual([{ type: 'human', name: '김상담', text: '안녕하세요.' }]);
    for (const talk of [
      '네',
      '1',
      '나중에',
      '다시',
      '처음',
      '시작',
      '무슨 말이에요',
      '죽고 싶지는 않아요',
      '친구가 죽고 싶대요',
    ]) {
      expect(mina.says(talk).replies).toEqual([]);
    }
    expect(found(mina, 'textRisk')).toHaveLength(2);
    expect(mina.tapsId(first).replies.at(-1)).toMatchObject({ key: 'asq/2' });
    expect(mina.tapsId(last)).toMatchObject({ stale: true, findings: [{ type: 'asq', item: 1, answer: 'yes' }] });
    expect(mina.says('도움').keys).toEqual(['help', 'crisis.text']);
    expect(mina.says('죽고 싶어요').keys).toEqual(['crisis.again']);
    expect(mina.says('지금 옥상에 있어요').keys).toEqual(['crisis.now', 'crisis.text']);
  });

  it('hands back with a word, wherever the conversation stands; a questionnaire goes on', () => {
    const mina = afterPhq9(item9(1));
    mina.taps('goOn');
    mina.claimed();
    const closed = mina.closed();
    expect(closed.keys).toEqual(['human.back']);
    expect(closed.replies.at(-1)).toMatchObject({ key: 'asq/1' });
    expect(mina.context()).toMatchObject({ carded: false, checked: false, alarmed: false });
    const jun = afterPhq9([3, 3, 3, 3, 3, 3, 3, 3, 0]);
    jun.taps('0', '0', '0', '0', '0');
    toResult(jun);
    jun.claimed();
    jun.closed();
    expect(jun.state()).toBe('rest');
    jun.says('안녕하세요');
    expect(jun.asked()?.id).toBe('greet');
  });

  it('is not spoken of in the middle of a visit to somebody who has not been told of one', () => {
    const mina = afterPhq9([3, 3, 3, 3]);
    expect(mina.standing().priority).toBe(3);
    expect(mina.says('그게 무슨 말이에요').keys).toEqual(['unclear']);
    mina.says('상담사');
    expect(mina.says('사실은 요즘 잠을 못 자요').keys).toEqual(['wait.text', 'wait.closed', 'unclear']);
    expect(mina.asked()?.key).toBe('asq/1');
  });

  it('asked for in any state is told of, and the question stays', () => {
    const mina = begun();
    expect(mina.says('상담사')).toMatchObject({
      keys: ['human.request', 'outside'],
      findings: [{ type: 'humanWanted' }],
    });
    expect(mina.asked()?.key).toBe('phq9/anhedonia');
  });
});
