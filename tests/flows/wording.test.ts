/** What residents read, in every language: complete, careful, and never cut in the wrong place. */

import { describe, expect, it } from 'vitest';
import { type CardText, contacts, links } from '../../flows/contacts.ts';
import { ageBands } from '../../flows/protocol.ts';
import {
  canonical,
  choices,
  consentText,
  fixed,
  neutralAtFirstSight,
  pushed,
  render,
  type Sound,
  type TextKey,
  type Texts,
  textKeys,
  type Variables,
  wordingVersion,
} from '../../flows/wording.ts';

const languages = ['ko', 'en'] as const;
const everything: Required<Variables> = {
  center: '가온구 마음건강센터',
  phone: '02-123-4567',
  hours: '평일 9~18시',
  retention: '1년',
  contactRetention: '90일',
  code: 'abcd2345',
  others: '다른 상담사',
  agency: '푸른구 복지관',
  by: '오늘 오후 6시',
  nextOpen: '내일 오전 9시',
  minutes: 12,
  counsellor: '김하나',
  area: '가온구',
  again: '6개월',
  n: 3,
  item: '기운이 거의 없음',
};

/** Everything a resident can meet under a key. */
const shown = (lang: 'ko' | 'en', key: TextKey) =>
  [render(lang, key, everything), ...choices(lang, key).map((choice) => choice.label)].join(' ');
const numbersIn = (text: string) => [...new Set(text.match(/1577-0199|1388|\b1(?:09|19|12)(?!\d)/g) ?? [])].sort();

describe.each(languages)('the words in %s', (lang) => {
  it('are there for every key, and nothing unfilled is left in them', () => {
    for (const key of textKeys) {
      expect(render(lang, key, everything), key).not.toBe('');
      expect(shown(lang, key), key).not.toMatch(/[{}[\]|]|undefined|null|NaN/);
      expect(render(lang, key), key).not.toMatch(/[{}[\]|]|undefined|null|NaN/);
    }
  });

  it('give every choice its own label', () => {
    for (const key of textKeys) {
      const labels = choices(lang, key).map((choice) => choice.label);
      expect(new Set(labels).size, key).toBe(labels.length);
      expect(
        labels.every((label) => label.trim() !== ''),
        key,
      ).toBe(true);
    }
    expect(choices(lang, 'age').map((choice) => choice.value)).toEqual(ageBands);
  });

  it('never promise, diagnose, name a method, a tier or a total', () => {
    const never =
      /우울증입니다|우울증이에요|괜찮아질|비밀|익명|위험군|\d\s*점|극단적|번개탄|연탄|농약|수면제|약을|칼|목을|손목|매달|투신|옥상|뛰어내|유서|you have depression|will be (?:all right|fine)|secret|confidential|anonym|low.risk|high.risk|\bscore|\bpoints|overdose|\bhang(?:ing)?\b|\bjump|\bgun|\bknife|\bpills|\brope/i;
    for (const key of textKeys) expect(shown(lang, key), key).not.toMatch(never);
  });

  it('say death and suicide only where it was decided to', () => {
    const spoken = textKeys.filter((key) => /자살|죽|suicid|dying|\bdie|\bdead/i.test(shown(lang, key)));
    expect(spoken).toEqual(['worried', 'check.ask', 'help']);
    expect(shown(lang, 'help')).toMatch(/109 자살예방 상담전화|109 suicide prevention line/);
    expect(shown(lang, 'help').match(/자살|suicid/gi)).toHaveLength(1);
  });

  it('keep every safety text and its numbers when nothing at all is known', () => {
    for (const key of fixed.filter((one) => one !== 'asq.item')) {
      expect(render(lang, key), key).not.toBe('');
      expect(numbersIn(render(lang, key)), key).toEqual(numbersIn(render(lang, key, everything)));
    }
  });

  it('ask something wherever they offer choices, even when nothing is known', () => {
    for (const key of textKeys.filter((one) => choices(lang, one).length > 0)) {
      expect(render(lang, key), key).not.toBe('');
    }
  });

  it('say in help nothing of whoever reads it: it opens a page that somebody else may hold', () => {
    for (const key of ['help', 'crisis.text'] as const)
      expect(shown(lang, key), key).not.toMatch(
        /고마워|말씀해|알려 주셔|위험하신|힘드셨|Thank|you (?:said|told|wrote|seem)/,
      );
  });

  it('begin neutrally wherever they may reach a lock screen', () => {
    for (const key of pushed) {
      expect(neutralAtFirstSight(render(lang, key, everything)), key).toBe(true);
      expect(neutralAtFirstSight(render(lang, key)), key).toBe(true);
    }
  });

  it('fit in one bubble of the narrowest channel', () => {
    // Kakao's simpleText holds 1,000 characters.
    for (const key of textKeys) expect(shown(lang, key).length, key).toBeLessThanOrEqual(1000);
  });

  it('label phone buttons in at most 14 characters', () => {
    for (const contact of Object.values(contacts)) expect([...contact.label[lang]].length).toBeLessThanOrEqual(14);
  });

  it('have a version of their own', () => {
    expect(wordingVersion[lang]).toMatch(new RegExp(`^${lang}-[0-9a-f]{8}$`));
  });
});

describe('two languages', () => {
  it('name the same numbers under the same key', () => {
    for (const key of textKeys.filter((one) => !['ui.call', 'outside'].includes(one))) {
      expect(numbersIn(render('en', key)), key).toEqual(numbersIn(render('ko', key)));
    }
  });

  it('offer the same choices in the same order', () => {
    const ids = (lang: 'ko' | 'en', key: TextKey) => choices(lang, key).map((choice) => choice.value);
    for (const key of textKeys) expect(ids('en', key), key).toEqual(ids('ko', key));
  });
});

describe('a missing value', () => {
  it('takes its sentence with it and nothing else', () => {
    expect(render('ko', 'staff.none')).toBe('지금은 상담사가 바로 읽지 못해요. 기다리지 마시고 109에 전화해 주세요.');
    expect(render('ko', 'contact.done')).toBe(
      '고마워요. 상담사가 읽는 대로 연락드릴게요. 다른 분이 받으시면 무슨 일인지 말하지 않을게요.',
    );
    expect(render('en', 'next.low')).toBe('Walk in the daylight once a day and greet someone you like.');
    expect(render('ko', 'consent.human', { center: '가온구' })).toBe(
      '위험해 보이는 답이 있으면 가온구 상담사가 그 답을 봐요. 목숨이 급하면 119나 112에 알릴 수 있어요.',
    );
  });

  it('takes only its group where the sentence carries more than the value', () => {
    const lines = '109 자살예방 상담전화(24시간) · 1577-0199 정신건강 위기상담(24시간) · 119 긴급';
    const { center, phone, hours } = everything;
    expect(render('ko', 'help')).toBe(`지금 도움받을 수 있는 곳이에요. ${lines}`);
    expect(render('ko', 'help', { center, hours })).toBe(`지금 도움받을 수 있는 곳이에요. ${lines}`);
    expect(render('ko', 'help', { center, phone }).endsWith('119 긴급 · 가온구 마음건강센터 02-123-4567')).toBe(true);
    expect(render('ko', 'help', { center, phone, hours }).endsWith('02-123-4567(평일 9~18시)')).toBe(true);
    expect(render('ko', 'consent.no')).toContain('109나 1577-0199(24시간) 어디든 전화해 주세요.');
    expect(render('ko', 'delete.open')).toContain('확인되면 바로 지울게요.');
    expect(render('ko', 'phq9.item', { item: '기운' })).toBe('지난 2주일 동안\n기운');
    expect(render('ko', 'consent.more')).not.toMatch(/언제까지|그 뒤에는/);
  });

  it('leaves what the text says instead', () => {
    expect(render('en', 'resume.case')).toBe('The centre has something to tell you.');
    expect(render('en', 'human.claimed', { counsellor: 'Hana' })).toMatch(/^Counsellor Hana has taken/);
  });

  it('leaves nothing where the text was only about it', () => {
    for (const key of ['wait.time', 'outside'] as const) {
      expect(render('ko', key)).toBe('');
      expect(render('en', key)).toBe('');
    }
  });

  it('is not a zero', () => {
    expect(render('ko', 'wait.time', { minutes: 0 })).toBe('보통 0분 안에 읽어요.');
  });
});

describe('a value', () => {
  it('is said as it is, whatever it looks like', () => {
    expect(render('ko', 'phq9.difficulty', { item: '[가] {by}? 나. $& |' })).toBe(
      '하나만 더 여쭐게요.\n[가] {by}? 나. $& |',
    );
  });
});

describe('the consent', () => {
  it('is one text as the resident saw it, with the choices', () => {
    const adult = consentText('ko', false, everything);
    expect(adult).toContain('언제까지: 1년.');
    expect(adult.endsWith('▸ 동의해요\n▸ 동의 안 해요\n▸ 자세히 볼게요')).toBe(true);
    expect(adult).not.toContain('보호자');
    expect(consentText('ko', true, everything)).toContain(render('ko', 'consent.minor'));
    expect(canonical('ko', 'consent.screen', everything).normalize('NFC')).toBe(
      canonical('ko', 'consent.screen', everything),
    );
  });

  it('says in full who, what, why, until when, how to refuse and withdraw, and who else may hear', () => {
    const more = render('ko', 'consent.more', everything);
    for (const head of [
      '누가:',
      '무엇을:',
      '왜:',
      '언제까지: 1년',
      '거절:',
      '그만두기:',
      '다른 곳에 알릴 때:',
      '보호자',
    ]) {
      expect(more).toContain(head);
    }
  });
});

describe('phone buttons', () => {
  const hrefs = (card: CardText, minor: boolean) => links(card, 'ko', { minor }).map((link) => link.href);

  it('stand in the order of the text above them', () => {
    expect(hrefs('crisis.first', false)).toEqual(['tel:109', 'tel:1577-0199', 'tel:119']);
    expect(hrefs('crisis.now', false)).toEqual(['tel:119', 'tel:109', 'tel:112', 'sms:109']);
    expect(hrefs('crisis.other', false)).toEqual(['tel:119', 'tel:112']);
    expect(hrefs('help', false)).toEqual(['tel:109', 'tel:1577-0199', 'tel:119']);
    expect(hrefs('child', true)).toEqual(['tel:1388', 'tel:119']);
  });

  it('add 1388 up to 18, but nothing where life is in danger now', () => {
    expect(hrefs('crisis.first', true)).toEqual(['tel:109', 'tel:1577-0199', 'tel:119', 'tel:1388']);
    expect(hrefs('crisis.now', true)).toEqual(hrefs('crisis.now', false));
  });

  it('add the centre to help when its number is known', () => {
    expect(links('help', 'ko', { phone: '02) 123-4567' }).at(-1)).toEqual({
      label: '센터 전화',
      href: 'tel:02123-4567',
    });
    expect(links('help', 'ko', { phone: undefined })).toHaveLength(3);
    expect(links('crisis.now', 'ko', { phone: '02-123-4567' })).toHaveLength(4);
  });

  it('dial what they show, and no longer 1393', () => {
    for (const [id, contact] of Object.entries(contacts)) {
      expect(contact.href).toBe(`tel:${id}`);
      expect(contact.label.ko.startsWith(id)).toBe(true);
      expect(contact.verifiedOn ?? '2024-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(Object.keys(contacts)).not.toContain('1393');
  });
});

/** Never run: the compiler reads it, and complains when one of these mistakes begins to compile. */
function _mistakes() {
  const { greet: _, ...withoutGreeting } = {} as Texts;
  // @ts-expect-error a language without the greeting
  withoutGreeting satisfies Texts;
  // @ts-expect-error a question without one of its choices
  ({ text: '', choices: { delete: '' } }) satisfies Texts['delete.ask'];
  const stray = { 'wait.time': 'by {by}', greet: { text: '{center}', choices: {} } } as const;
  // @ts-expect-error a value this text may not hold
  stray satisfies Sound<typeof stray>;
  const sound = { 'wait.time': '[{minutes}]', greet: { text: '{center}', choices: {} } } as const;
  sound satisfies Sound<typeof sound>;
  // @ts-expect-error a value no text holds
  render('ko', 'greet', { total: 12 });
}
