/** How a text or a tap is read: what is an answer, what is a command, what is heard although it is old. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Inbound } from '../../flows/protocol.ts';
import { typed } from '../../flows/reading.ts';
import { choiceId, present, step } from '../../flows/step.ts';
import { afterPhq9, begun, item9, plain, type Story, start, story, types } from './story.ts';

const answersOf = (mina: Story) =>
  Object.fromEntries(Object.entries(mina.context().answers).map(([key, [value]]) => [key, value]));

/** Asked whether they may harm themselves, at the greeting; whether they wish to die, in the middle; the first again, waiting. */
function inHard(): Story {
  const mina = story();
  mina.opens();
  mina.taps('hard');
  return mina;
}
function inCheck(): Story {
  const mina = begun();
  mina.says('죽고 싶지는 않아요');
  return mina;
}
function inWorse(): Story {
  const mina = afterPhq9([3, 3, 3, 3, 3, 3, 3]);
  mina.taps('0', '0', '0', '0', '0', 'chat', 'worse');
  return mina;
}

describe('a typed answer', () => {
  test.for([
    ['1', 0],
    ['4', 3],
    ['５', null],
    ['2.', 1],
    [' ３ ', 2],
    ['①', 0],
    ['며칠 동안 방해 받았다', 1],
    ['  거의 매일 방해 받았다.', 3],
    ['답하고 싶지 않음', null],
  ] as const)('%j to a PHQ-9 item is %j', ([text, value]) => {
    const mina = begun();
    mina.says(text);
    expect(answersOf(mina)).toEqual({ 'phq9/anhedonia': value });
    expect(mina.asked()?.key).toBe('phq9/mood');
  });

  test.for([
    '네',
    '예',
    '아니요',
    '아니오',
    'yes',
    '응',
    'ㅇㅇ',
    '넵',
    '그래요',
    '네 그럴 것 같아요',
    '아뇨',
    'ㄴㄴ',
    '0',
    '6',
    '9',
    '-1',
    '1.5',
    '1,2,0',
    '12',
    '세번',
    '1번',
    '👍',
    '1️⃣',
    '',
    ' ',
    '...',
    '가'.repeat(10_000),
    '\0',
    '1\0',
    '\ud800',
    '\udfff1',
    'constructor',
    '__proto__',
    'toString',
    '그만하고 싶지 않은 건 아니지만',
  ])('%j to a PHQ-9 item is asked again, and nothing changes', (text) => {
    const mina = begun();
    mina.taps('2');
    const before = mina.stored();
    const said = mina.says(text);
    expect(said.keys).toEqual(['unclear']);
    expect(said.replies.at(-1)).toMatchObject({ key: 'phq9/mood' });
    const { unclear, recent, seen, ...rest } = mina.context();
    expect(unclear).toBe(1);
    expect({ ...before.state.context, ...rest }).toEqual(before.state.context);
    expect([mina.state(), said.findings]).toEqual(['item', []]);
  });

  it('that is not understood twice offers a person; what is understood begins the count anew', () => {
    const mina = begun();
    mina.says('음');
    expect(mina.says('글쎄').keys).toEqual(['unclear', 'unclear.2']);
    mina.taps('0');
    expect(mina.says('음').keys).toEqual(['unclear']);
  });

  test.for([
    ['예', 1],
    ['네', 1],
    ['네.', 1],
    ['아니오', 0],
    ['아니요', 0],
    ['아뇨', 0],
    ['1', 1],
    ['2', 0],
    ['3', null],
  ] as const)('%j to a yes-or-no question is %j', ([text, value]) => {
    const mina = begun('75+');
    mina.says(text);
    expect(answersOf(mina)).toEqual({ 'sgds/satisfied': value });
  });

  const yeses = '예 네 넵 넹 응 어 엉 ㅇㅇ 그래요 맞아요 그렇습니다 yes Yeah yep'.split(' ');
  const longer = ['네 그럴 것 같아요', '네, 그래요', '예 그런 편이에요', '응 자주', '넵 맞습니다!'];
  const noes = '아니오 아니요 아뇨 아니 아니에요 ㄴㄴ No nope'.split(' ');
  const neither = [
    '네니요',
    '👍',
    '네 아니에요',
    '네 모르겠어요',
    '네 없어요',
    '네 👍',
    '네? 무슨 말이에요?',
    '예전에요',
    '응원해요',
  ];
  const asked = {
    'an item of SGDS': () => begun('75+'),
    'an item of ASQ': () => afterPhq9(),
    'check.ask': () => inCheck(),
    'hard.ask': () => inHard(),
    'wait.worse': () => inWorse(),
  };
  const meant = (mina: Story, text: string) => {
    const question = mina.asked();
    return question ? typed(question, text) : undefined;
  };

  describe.for(Object.entries(asked))('to %s', ([name, go]) => {
    const mina = go();
    const [yes, no] = name.startsWith('an item')
      ? ['1', '0']
      : name === 'check.ask'
        ? ['yes', 'no']
        : ['danger', name === 'hard.ask' ? 'notDanger' : 'no'];
    it.for([...yeses, ...longer])('%j is yes', (text) => expect(meant(mina, text)).toBe(yes));
    it.for(noes)('%j is no', (text) => expect(meant(mina, text)).toBe(no));
  });

  it.for(neither)('%j is neither yes nor no', (text) => {
    for (const go of [asked['an item of SGDS'], asked['an item of ASQ'], asked['wait.worse']]) {
      expect(meant(go(), text)).toBeNull();
    }
  });

  it('"있어요" answers only whether something is there', () => {
    expect([inCheck(), afterPhq9()].map((mina) => meant(mina, '있어요'))).toEqual(['yes', '1']);
    expect([inCheck(), afterPhq9()].map((mina) => meant(mina, '없어요'))).toEqual(['no', '0']);
    expect([begun('75+'), inWorse(), begun()].map((mina) => meant(mina, '있어요'))).toEqual([null, null, null]);
    expect(meant(inHard(), '있어요')).toBe('unsure');
  });

  it('yes in other words answers no question of another kind', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34');
    for (const text of ['응', '네 그럴게요', '아뇨']) expect(meant(mina, text)).toBeNull();
    expect(meant(afterPhq9(item9(1)), '응')).toBeNull();
  });

  test.for([
    ['조금요', 'unsure'],
    ['무서워요', 'unsure'],
    ['네니요', 'unsure'],
    ['네 모르겠어요', 'unsure'],
    ['ㅠㅠ', 'unsure'],
    ['아니 그게', 'unsure'],
    ['괜찮지 않아요', 'unsure'],
    ['a little', 'unsure'],
    ['괜찮아요', 'notDanger'],
    ['위험하지 않아요', 'notDanger'],
    ['아니요, 괜찮아요.', 'notDanger'],
    ['그 정도는 아니에요', 'notDanger'],
    ['👍', null],
    ['', null],
    ['6', null],
    ['이전', null],
    ['그만', null],
    ['109', null],
  ] as const)('%j to whether they may harm themselves now is %j', ([text, value]) => {
    expect(meant(inHard(), text)).toBe(value);
  });

  test.for([
    ['자주 들어요', 'yes'],
    ['모르겠어요', 'yes'],
    ['가끔요', 'yes'],
    ['네니요', 'yes'],
    ['없어요', 'no'],
    ['안 들어요', 'no'],
    ['아니요 괜찮아요', 'no'],
    ['답하고 싶지 않아요', 'skip'],
    ['답하고 싶지 않음', 'skip'],
    ['👍', null],
    ['...', null],
    ['쉬기', null],
    ['상담사', null],
  ] as const)('%j to whether they wish to die is %j', ([text, value]) => {
    expect(meant(inCheck(), text)).toBe(value);
  });

  it('of any length and any code units throws nowhere', () => {
    const stored = begun().stored();
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('none', 'waiting', 'human'),
        (text, care) => {
          const event: Inbound[] = [
            { type: 'said', text },
            { type: 'chose', choice: text },
          ];
          for (const inbound of event) {
            const { stored: next } = step(stored, { ...inbound, at: start, care: care as 'none', ...plain }, 'x');
            expect(JSON.parse(JSON.stringify(next))).toEqual(next);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('whole messages', () => {
  test.for([
    ['이전', 'phq9/anhedonia'],
    ['뒤로', 'phq9/anhedonia'],
    ['다시', 'phq9/mood'],
    ['다시!', 'phq9/mood'],
    ['이어하기', 'phq9/mood'],
    ['시작', 'phq9/mood'],
    ['상담사', 'phq9/mood'],
    ['상담원', 'phq9/mood'],
    ['도움', 'phq9/mood'],
    ['109', 'phq9/mood'],
    ['１０９', 'phq9/mood'],
    ['처음', 'greet'],
    ['처음으로', 'greet'],
    ['쉬기', undefined],
    ['나중에', undefined],
    ['그만', undefined],
    ['그만할래요', undefined],
    ['Stop', undefined],
  ] as const)('%s leads to %s', ([text, question]) => {
    const mina = begun();
    mina.taps('0');
    const { keys } = mina.says(text);
    expect(mina.asked()?.id).toBe(question);
    expect(keys).not.toContain('unclear');
  });

  it('a sentence with a command in it is none', () => {
    expect(begun().says('이제 그만 물어보세요').keys).toEqual(['unclear']);
    expect(begun().says('처음부터 그랬어요').keys).toEqual(['unclear']);
  });
});

describe('a tap', () => {
  it('on the present question counts, and its label is what was said', () => {
    const mina = begun();
    const choice = mina.idOf('1');
    expect(mina.tapsId(choice).step.said).toBe('며칠 동안 방해 받았다');
  });

  it('on an earlier question, an earlier visit or another conversation is stale: the present question is put', () => {
    const mina = begun();
    const earlier = mina.idOf('2');
    mina.taps('0');
    const lastVisit = choiceId({ tag: 'abc123', visit: 0 }, 'phq9/mood', '1');
    for (const choice of [
      earlier,
      lastVisit,
      'zzz.1.phq9/mood.1',
      'nonsense',
      '',
      '.',
      '...',
      'abc123.1.constructor.danger',
      '가.1.danger',
    ]) {
      const tapped = mina.tapsId(choice);
      expect(tapped).toMatchObject({ stale: true, keys: ['stale'], findings: [] });
      expect(tapped.replies.at(-1)).toMatchObject({ key: 'phq9/mood' });
      expect(answersOf(mina)).toEqual({ 'phq9/anhedonia': 0 });
    }
  });

  it('on an old button leads on even where nothing is asked', () => {
    const mina = begun();
    const old = mina.idOf('1');
    mina.says('쉬기');
    expect(mina.tapsId(old).stale).toBe(true);
    expect(mina.asked()?.id).toBe('resume');
    mina.says('그만');
    expect(mina.tapsId(old).stale).toBe(true);
    expect(mina.asked()?.id).toBe('greet');
  });

  test.for([
    ['hard.ask', 'danger', 'danger', '네, 지금 위험해요'],
    ['crisis.next', 'danger', 'danger', '지금 위험해요'],
    ['worried', 'otherDanger', 'danger', '그분이 지금 위험해요'],
    ['crisis.next', 'human', 'humanWanted', '상담사와 이야기'],
    ['wait.open', 'worse', 'worse', '더 힘들어졌어요'],
  ] as const)('on an old %s.%s still counts', ([question, value, type, label]) => {
    const mina = begun();
    const tapped = mina.tapsId(choiceId({ tag: 'abc123', visit: 0 }, question, value));
    expect(tapped).toMatchObject({ stale: false, findings: [{ type }] });
    expect(tapped.step.said).toBe(label);
  });

  it('on danger counts from another conversation’s page, too; on a counsellor it does not', () => {
    const mina = begun();
    expect(mina.tapsId('zzz.4.crisis.next.human')).toMatchObject({ stale: true, findings: [] });
    expect(mina.tapsId('zzz.4.crisis.next.danger').findings).toEqual([{ type: 'danger', about: 'self' }]);
  });

  it('that would have alarmed is heard at an earlier question of the visit, and changes no answer', () => {
    const mina = begun();
    for (let n = 0; n < 8; n += 1) mina.taps('0');
    const twice = mina.idOf('2');
    mina.taps('0');
    const late = mina.tapsId(twice);
    expect(late).toMatchObject({ stale: true, findings: [{ type: 'item9', value: 2 }], keys: ['crisis.first'] });
    expect(answersOf(mina)['phq9/selfharm']).toBe(0);
    mina.taps('goOn', '0', '0', '0');
    const five = choiceId(mina.context(), 'asq/4', '1');
    mina.taps('skip');
    expect(mina.tapsId(five)).toMatchObject({
      findings: [{ type: 'asq', item: 4, answer: 'yes' }],
      keys: ['crisis.again'],
    });
  });

  it('sent twice alarms once', () => {
    const mina = afterPhq9(item9(1));
    const again = choiceId(mina.context(), 'phq9/selfharm', '1');
    expect(mina.tapsId(again)).toMatchObject({ stale: true, findings: [], keys: ['stale'] });
  });

  it('on "yes" after "no" to whether they think of dying is heard', () => {
    const mina = begun();
    mina.says('죽고 싶지는 않아요');
    const yes = mina.idOf('yes');
    mina.taps('no');
    expect(mina.tapsId(yes)).toMatchObject({ findings: [{ type: 'textRisk', level: 'P1' }], keys: ['crisis.first'] });
  });
});

describe('a picture', () => {
  it('is answered, and the question put again', () => {
    const mina = begun();
    const sent = mina.sendsPicture();
    expect(sent.keys).toEqual(['media']);
    expect(sent.replies.at(-1)).toMatchObject({ key: 'phq9/anhedonia' });
  });
});

describe('the first words of somebody nobody knows', () => {
  it('are greeted, and are no answer to a question never put', () => {
    for (const text of ['안녕하세요', '1', '다시']) {
      const mina = story();
      expect(types(mina.says(text))).toEqual(['text', 'ask']);
      expect(mina.asked()?.id).toBe('greet');
    }
  });

  it('of risk are answered with the card, before any greeting', () => {
    const mina = story();
    expect(mina.says('죽고 싶어요').keys).toEqual(['crisis.first']);
    mina.taps('goOn');
    expect(mina.asked()?.id).toBe('age');
  });

  it('for help are answered, then greeted; for a counsellor, then asked how to reach them', () => {
    expect(story().says('도움').keys).toEqual(['help', 'crisis.text', 'greet']);
    expect(story().says('상담사')).toMatchObject({
      keys: ['human.request', 'outside'],
      findings: [{ type: 'humanWanted' }],
    });
  });
});

describe('a conversation that cannot be read', () => {
  const lost = (value = 'item') => {
    const mina = begun();
    const { state } = mina.stored();
    return story({ stored: { version: 99, state: { ...state, value } }, at: mina.now() });
  };

  it('starts afresh with an apology, and keeps its language and mark', () => {
    const mina = lost();
    expect(mina.says('1').keys).toEqual(['lost', 'greet']);
    expect(mina.context()).toMatchObject({ tag: 'abc123', place: 'greeting', answers: {} });
    expect(lost().opens().keys).toEqual(['lost', 'greet']);
  });

  it('still hears danger and risk first', () => {
    expect(lost().tapsId('abc123.1.crisis.next.danger').keys).toEqual(['crisis.now', 'crisis.text']);
    expect(lost().says('죽고 싶어요').keys).toEqual(['crisis.first']);
  });

  it('takes the desk’s words without a word of its own, and counts the silence that was armed', () => {
    expect(lost().spoke('네').replies).toEqual([{ type: 'human', name: '김상담', text: '네' }]);
    expect(lost().silent('card')).toMatchObject({ findings: [{ type: 'silent', timer: 'card' }], replies: [] });
  });

  it('is one of which anything at all is broken', () => {
    const { state } = begun().stored();
    const broken: unknown[] = [
      {},
      { version: 1 },
      { version: '1', state },
      { version: 0, state },
      { version: 1, state: { ...state, value: 'gone' } },
      { version: 1, state: { ...state, value: 'constructor' } },
      { version: 1, state: { ...state, context: { ...state.context, place: 'gone' } } },
      { version: 1, state: { ...state, context: { ...state.context, item: 'phq9/gone' } } },
      { version: 1, state: { ...state, context: { ...state.context, answers: { 'phq9/mood': [7, 1] } } } },
      { version: 1, state: { ...state, context: { ...state.context, answers: { 'phq9/mood': 7 } } } },
      { version: 1, state: { ...state, context: { ...state.context, answers: null } } },
    ];
    for (const stored of broken) {
      const first = step(stored as never, { type: 'said', text: '안녕', at: start, care: 'none', ...plain }, 'new');
      expect(first.effects[0]).toEqual({ type: 'say', keys: ['lost'] });
      expect(present(first.stored)?.id).toBe('greet');
    }
  });
});
