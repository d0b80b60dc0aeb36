/** What the watchdog says, in a line of each language. No person, no centre, no content. */
import type { Alarm, Trouble } from './watchdog.ts';

type Say = (amount: number | null) => string;

const seconds = (ms: number | null) => (ms === null ? '?' : String(Math.round(ms / 1000)));
const minutes = (ms: number | null) => (ms === null ? '?' : String(Math.round(ms / 60_000)));

const ko: Readonly<Record<Trouble, Say>> = {
  database: () => '데이터베이스가 답하지 않아요. 새 대화와 호출이 멈췄을 수 있어요.',
  overdue: (n) => `호출이 30초 넘게 늦어진 사례가 ${n}건 있어요.`,
  stalled: (ms) =>
    ms === null ? '호출을 맡은 프로세스가 한 번도 돌지 않았어요.' : `호출이 ${seconds(ms)}초째 멈춰 있어요.`,
  unpaged: (n) => `지난 5분 안에 열린 급한 사례 ${n}건에 아무도 부르지 않았어요.`,
  unhandled: (n) => `1분 넘게 처리되지 않은 주민의 말이 ${n}건 있어요.`,
  broken: (n) =>
    n === null
      ? '늘 지켜져야 할 것을 5분 넘게 아무도 확인하지 않았어요.'
      : `늘 지켜져야 할 것 가운데 ${n}가지가 어긋나 있어요. npm run verify 로 살펴봐 주세요.`,
  clock: (ms) => `시계가 ${seconds(ms)}초 어긋나 있어요.`,
  canary: (ms) => `점검 대화에 ${minutes(ms)}분째 응답이 없어요. 대화부터 호출까지 어딘가가 끊겼어요.`,
};

const en: Readonly<Record<Trouble, Say>> = {
  database: () => 'The database does not answer. New conversations and calls may stand still.',
  overdue: (n) => `${n} case(s) should have been called for more than 30 seconds ago.`,
  stalled: (ms) =>
    ms === null
      ? 'No process has ever gone through what is due.'
      : `Nothing has been called for ${seconds(ms)} seconds.`,
  unpaged: (n) => `${n} urgent case(s) of the last five minutes, and nobody was called.`,
  unhandled: (n) => `${n} message(s) of residents have waited for more than a minute.`,
  broken: (n) =>
    n === null
      ? 'Nobody has looked for five minutes whether what must always hold does.'
      : `${n} of the things that must always hold do not. Look with npm run verify.`,
  clock: (ms) => `A clock is ${seconds(ms)} seconds off.`,
  canary: (ms) =>
    `The rehearsal has not been heard for ${minutes(ms)} minutes: the way from the talk to the call is broken somewhere.`,
};

const stages = {
  ko: { began: '경보', lasts: '계속되는 경보', over: '해결' },
  en: { began: 'alarm', lasts: 'alarm lasts', over: 'over' },
} as const;

/** `[마음지기 경보] …`, and the same in English. */
export function alarmWords({ trouble, stage, amount }: Alarm): { ko: string; en: string } {
  return {
    ko: `[마음지기 ${stages.ko[stage]}] ${stage === 'over' ? `다시 괜찮아요: ${overKo[trouble]}` : ko[trouble](amount)}`,
    en: `[maumjigi ${stages.en[stage]}] ${stage === 'over' ? `well again: ${overEn[trouble]}` : en[trouble](amount)}`,
  };
}

const overKo: Readonly<Record<Trouble, string>> = {
  database: '데이터베이스가 답해요.',
  overdue: '늦은 호출이 없어요.',
  stalled: '호출이 다시 돌아요.',
  unpaged: '급한 사례마다 사람을 불렀어요.',
  unhandled: '기다리는 말이 없어요.',
  broken: '늘 지켜져야 할 것이 모두 지켜지고 있어요.',
  clock: '시계가 맞아요.',
  canary: '점검 대화에 응답이 왔어요.',
};
const overEn: Readonly<Record<Trouble, string>> = {
  database: 'the database answers.',
  overdue: 'no call is late.',
  stalled: 'what is due is being done.',
  unpaged: 'somebody is called for every urgent case.',
  unhandled: 'nobody waits to be read.',
  broken: 'everything that must always hold does.',
  clock: 'the clocks agree.',
  canary: 'the rehearsal was heard.',
};
