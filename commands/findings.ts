/** What the doctor can find, in the words of whoever looks after an installation: what is wrong, what it means for people,
 *  what to do. Korean and English. */
import type { Contact } from '../flows/contacts.ts';
import type { Lang } from '../flows/protocol.ts';
import { centerRules, type Fact, textsWith } from '../triage/centerFacts.ts';
import type { Fault } from '../triage/config/setting.ts';
import type { NodeEnv, Wanted } from '../triage/gate.ts';
import type { Center } from '../triage/store/centers.ts';
import { nameOf, whyOf } from './wanted.ts';

/** What is looked at, in this order. */
export const areas = {
  settings: { ko: '설정', en: 'settings' },
  environment: { ko: '운영 방식', en: 'environment' },
  address: { ko: '주민 주소', en: 'public address' },
  database: { ko: '데이터베이스', en: 'database' },
  schema: { ko: '데이터베이스 구조', en: 'schema' },
  key: { ko: '열쇠', en: 'master key' },
  clock: { ko: '시계', en: 'clock' },
  spool: { ko: '비상 보관', en: 'spool' },
  redis: { ko: 'Redis', en: 'Redis' },
  line: { ko: 'LINE', en: 'LINE' },
  kakao: { ko: '카카오톡', en: 'KakaoTalk' },
  notices: { ko: '직원 알림', en: 'notices to staff' },
  watchdog: { ko: '감시자', en: 'watchdog' },
  center: { ko: '센터 정보', en: 'centre facts' },
  accounts: { ko: '계정', en: 'accounts' },
  signatures: { ko: '검사 문구 서명', en: 'sign-offs' },
  texts: { ko: '안전 글 검토', en: 'review of safety texts' },
  contacts: { ko: '도움 전화번호', en: 'crisis numbers' },
} as const satisfies Record<string, Record<Lang, string>>;
export type Area = keyof typeof areas;

interface Said {
  wrong: string;
  means: string;
  todo: string;
}

/** must: something has to be done before residents are served; otherwise it is good to know. */
export interface Finding {
  area: Area;
  must: boolean;
  ko: Said;
  en: Said;
}

const must = (area: Area, ko: Said, en: Said): Finding => ({ area, must: true, ko, en });

export const wrongSetting = ({ name, wrong, allowed, remedy }: Fault): Finding =>
  must(
    'settings',
    {
      wrong: `설정 ${name}에 잘못이 있어요: ${name} ${wrong}.`,
      means: '이대로는 마음지기가 시작하지 않아요. 주민도 상담사도 들어올 수 없어요.',
      todo: `쓸 수 있는 값: ${allowed}. ${remedy}.`,
    },
    {
      wrong: `The setting ${name} ${wrong}.`,
      means: '마음지기 does not start like this: neither residents nor staff get in.',
      todo: `Allowed: ${allowed}. ${remedy}.`,
    },
  );

/** exposed: residents come by https, so this is hardly a trial. */
export const practice = (nodeEnv: NodeEnv, exposed: boolean): Finding => ({
  area: 'environment',
  must: exposed,
  ko: {
    wrong: `연습으로 돌고 있어요 (NODE_ENV=${nodeEnv}).`,
    means: '서명이 없는 검사도 주민에게 나가요.',
    todo: '실제 주민을 만나기 전에 NODE_ENV=production으로 다시 시작해 주세요.',
  },
  en: {
    wrong: `This runs as a trial (NODE_ENV=${nodeEnv}).`,
    means: 'Questionnaires nobody has signed for are put to residents too.',
    todo: 'Before real residents come, set NODE_ENV=production and start again.',
  },
});

export const plainHttp = (publicUrl: string): Finding =>
  must(
    'address',
    {
      wrong: `주민 주소가 https가 아니에요 (${publicUrl}).`,
      means: '같은 망에 있는 사람이 주민의 답을 읽을 수 있어요.',
      todo: 'TLS를 앞에 두고 PUBLIC_URL=https://… 로 적어 주세요 (docs/operating.md).',
    },
    {
      wrong: `The residents' address is not https (${publicUrl}).`,
      means: 'Whoever shares their network can read what residents answer.',
      todo: 'Put TLS in front and set PUBLIC_URL=https://… (docs/operating.md).',
    },
  );

/** message: the sentence the store gives for it. */
export const noDatabase = (message: string): Finding =>
  must(
    'database',
    {
      wrong: `데이터베이스를 쓸 수 없어요: ${message}`,
      means: '주민은 109와 119 안내만 보고, 새로 쓰는 말은 남지 않아요. 상담사 화면은 열리지 않아요.',
      todo: '위 문장이 가리키는 것을 고쳐 주세요. DATABASE_URL, 서버, 방화벽 순서로 살펴보면 돼요.',
    },
    {
      wrong: `The database cannot be used: ${message}`,
      means: 'Residents read only 109 and 119, what they write is not kept, and the desk does not open.',
      todo: 'Repair what the sentence names: look at DATABASE_URL, then the server, then the firewall.',
    },
  );

/** folder: of the embedded database; null: DATABASE_URL is set. */
export const neverStarted = (folder: string | null): Finding =>
  must(
    'database',
    {
      wrong: `아직 한 번도 시작하지 않았어요: ${folder ?? '이 데이터베이스'}에는 센터도 열쇠도 없어요.`,
      means: '주민을 받을 수 없어요.',
      todo: `서비스와 같은 ${folder ? 'DATA_DIR' : 'DATABASE_URL'}인지 보고, 맞으면 npm start 로 한 번 시작해 주세요.`,
    },
    {
      wrong: `It was never started: there is neither a centre nor a key in ${folder ?? 'this database'}.`,
      means: 'Nobody can be served.',
      todo: `See that this is the ${folder ? 'DATA_DIR' : 'DATABASE_URL'} of the service; if it is, start it once: npm start`,
    },
  );

export const schemaBehind = (lacks: readonly string[]): Finding =>
  must(
    'schema',
    {
      wrong: `데이터베이스 구조가 이 버전보다 오래되었어요. 없는 것: ${lacks.join(', ')}.`,
      means: '이 버전의 기능 일부가 실패하고, 주민은 검사 대신 안전 안내를 볼 수 있어요.',
      todo: '백업한 뒤 npm run migrate (또는 이 버전을 시작하면 스스로 해요).',
    },
    {
      wrong: `The schema is older than this version; it lacks ${lacks.join(', ')}.`,
      means: 'Parts of this version fail, and residents may read the safety text instead of a screening.',
      todo: 'Back up, then npm run migrate (starting this version does it too).',
    },
  );

export const schemaAhead = (unknown: readonly string[]): Finding =>
  must(
    'schema',
    {
      wrong: `데이터베이스가 이 버전보다 새로워요: ${unknown.join(', ')}.`,
      means: '이 버전은 시작하지 않아요.',
      todo: '그 구조를 만든 버전이나 더 새로운 버전을 써 주세요.',
    },
    {
      wrong: `The database is newer than this version: ${unknown.join(', ')}.`,
      means: 'This version does not start on it.',
      todo: 'Use the version that made it, or a later one.',
    },
  );

export const wrongKey = (): Finding =>
  must(
    'key',
    {
      wrong: 'MASTER_KEY가 이 데이터베이스를 열지 못해요.',
      means: '주민이 한 말과 답을 아무도 읽을 수 없고, 마음지기가 시작하지 않아요.',
      todo: '이 데이터베이스를 처음 시작할 때의 열쇠를 백업에서 되돌려 주세요. 새로 만든 열쇠로는 열리지 않아요.',
    },
    {
      wrong: 'MASTER_KEY does not open this database.',
      means: 'Nobody can read what residents said, and 마음지기 does not start.',
      todo: 'Restore the key this database was first started with. A new one opens nothing.',
    },
  );

/** message: what is the matter with the file, never what stands in it. */
export const noKey = (message: string): Finding =>
  must(
    'key',
    {
      wrong: `열쇠 파일을 읽을 수 없어요: ${message}`,
      means: '주민이 한 말과 답을 아무도 읽을 수 없고, 마음지기가 시작하지 않아요.',
      todo: '백업해 둔 master.key를 DATA_DIR에 되돌리거나, 그 값을 MASTER_KEY로 넣어 주세요.',
    },
    {
      wrong: `The key file cannot be read: ${message}`,
      means: 'Nobody can read what residents said, and 마음지기 does not start.',
      todo: 'Put master.key from your backup back into DATA_DIR, or set MASTER_KEY to what it held.',
    },
  );

export const drift = (driftMs: number): Finding => {
  const seconds = (Math.abs(driftMs) / 1000).toFixed(1);
  return must(
    'clock',
    {
      wrong: `이 컴퓨터의 시계가 데이터베이스보다 ${seconds}초 ${driftMs > 0 ? '빨라요' : '느려요'}.`,
      means: '기록에는 데이터베이스의 시각을 써요. 두 시계 중 하나는 틀려서, 남은 시간이 실제와 다를 수 있어요.',
      todo: '두 컴퓨터의 NTP를 고쳐 주세요.',
    },
    {
      wrong: `This machine's clock is ${seconds} s ${driftMs > 0 ? 'ahead of' : 'behind'} the database.`,
      means: 'Records bear the time of the database. One of the two clocks is wrong, and deadlines may be with it.',
      todo: 'Repair NTP on both machines.',
    },
  );
};

export const noSpool = (folder: string): Finding =>
  must(
    'spool',
    {
      wrong: `${folder}에 쓸 수 없어요.`,
      means: '데이터베이스가 멈춘 동안 주민이 보낸 말을 어디에도 남기지 못해요.',
      todo: '마음지기를 돌리는 사용자가 그 폴더에 쓸 수 있게 해 주세요 (docs/operating.md).',
    },
    {
      wrong: `${folder} cannot be written.`,
      means: 'While the database is away nothing keeps what residents send.',
      todo: 'Let the user 마음지기 runs as write there (docs/operating.md).',
    },
  );

/** free, most: MB. */
export const littleRoom = (folder: string, free: number, most: number): Finding => ({
  area: 'spool',
  must: false,
  ko: {
    wrong: `${folder}에 ${free} MB만 남아 있어요.`,
    means: `데이터베이스가 멈춘 동안 ${most} MB까지 남겨야 하는데 자리가 모자라요.`,
    todo: '그 디스크에 자리를 마련해 주세요.',
  },
  en: {
    wrong: `Only ${free} MB are left at ${folder}.`,
    means: `While the database is away up to ${most} MB are to be kept there: there is not enough room.`,
    todo: 'Make room on that disk.',
  },
});

export const setAsideLines = (folder: string, many: number): Finding =>
  must(
    'spool',
    {
      wrong: `${folder}에 열리지 않는 글 ${many}줄이 따로 남아 있어요.`,
      means: '주민이 보낸 말이지만 아무도 읽지 못했어요.',
      todo: '열쇠를 바꿨다면 앞의 MASTER_KEY로 되돌려 읽게 해 주세요 (docs/operating.md의 Spool).',
    },
    {
      wrong: `${many} lines that do not open are set aside in ${folder}.`,
      means: 'Residents sent them, and nobody has read them.',
      todo: 'If the key was changed, have them read under the MASTER_KEY before (docs/operating.md, Spool).',
    },
  );

export const noRedis = (): Finding =>
  must(
    'redis',
    {
      wrong: 'REDIS_URL이 정해져 있는데 Redis가 대답하지 않아요.',
      means: '여러 프로세스로 나누어 돌 때 새 소식이 늦어요: 주민에게 1초, 상담사 화면에 5초까지. 잃는 것은 없어요.',
      todo: 'Redis를 켜거나 주소와 비밀번호를 고쳐 주세요. 프로세스가 하나뿐이면 REDIS_URL을 지워도 돼요.',
    },
    {
      wrong: 'REDIS_URL is set and Redis does not answer.',
      means: 'Between processes news are late: up to 1 s to residents, 5 s to desks. Nothing is lost.',
      todo: 'Start Redis, or correct its address and password. With one process only, unset REDIS_URL.',
    },
  );

/** What the command's line shows for a fact; refused if typed as it stands. */
const forms = {
  phone: '<02-123-4567>',
  hours: '<평일 9~18시>',
  area: '<푸른구>',
  retention: '<1년>',
} as const satisfies Record<Fact, string>;

/** What to type to make these known. center: its name, where there are several. */
export const centerLine = (missing: readonly Fact[], center?: string): string =>
  [
    'npm run center --',
    ...(center === undefined ? [] : [`--center "${center}"`]),
    ...missing.map((fact) => `--${fact} "${forms[fact]}"`),
  ].join(' ');

/** isOne: the only centre there is. */
export const factMissing = (center: Center, fact: Fact, isMust: boolean, isOne: boolean): Finding => {
  const line = centerLine([fact], isOne ? undefined : center.name);
  const texts = textsWith(fact).join(', ');
  return {
    area: 'center',
    must: isMust,
    ko: {
      wrong: `${center.name}: ${centerRules[fact].ko}(${fact}) 값이 비어 있어요.`,
      means: `그것을 알려 주는 문장이 빠져요: ${texts}.`,
      todo: `${line} (1분 안에 적용돼요. 주민이 남긴 번호를 보관하는 날수 contact_days는 지금 ${center.contactDays}일이고, --contact-days로 바꿔요.)`,
    },
    en: {
      wrong: `${center.name}: not known: its ${centerRules[fact].en} (${fact}).`,
      means: `The sentence that says so drops out of ${texts}.`,
      todo: `${line} (It counts within a minute. Numbers residents leave are kept ${center.contactDays} days, contact_days: --contact-days changes that.)`,
    },
  };
};

export const nobodyOnCall = (center: string): Finding =>
  must(
    'accounts',
    {
      wrong: `${center}: 쓸 수 있는 상담사나 책임자 계정이 없어요.`,
      means: '도움을 청한 사람을 볼 사람이 없어요.',
      todo: 'npm run staff -- add --role lead --email 이메일 --name 이름',
    },
    {
      wrong: `${center}: no counsellor or lead has an account that works.`,
      means: 'Nobody sees who asks for help.',
      todo: 'npm run staff -- add --role lead --email ADDRESS --name NAME',
    },
  );

export function notSigned(one: Wanted, isProduction: boolean): Finding {
  const { ko, en } = nameOf(one);
  const why = whyOf(one);
  return {
    area: 'signatures',
    must: isProduction,
    ko: {
      wrong: `${ko}: 임상 책임자의 서명이 없어요. ${why.ko}.`,
      means: isProduction
        ? '이 문구로는 검사를 시작하지 않아요. 주민은 검사 대신 도움받을 곳과 상담사에게 이야기하는 길을 안내받아요.'
        : '지금은 연습이라 나가지만, 운영(production)에서는 나가지 않고 주민은 도움 안내를 받아요.',
      todo: one.command,
    },
    en: {
      wrong: `${en}: no clinical lead has signed for it; ${why.en}.`,
      means: isProduction
        ? 'No screening starts in these words: residents are shown where to get help and how to reach a counsellor instead.'
        : 'It is put to residents now, because this is a trial; in production it would not be, and they would get help instead.',
      todo: one.command,
    },
  };
}

/** contacts: those nobody has called. Their dates are those of the sources (flows/contacts.ts). */
export const notCalled = (contacts: readonly Contact[], isMust: boolean): Finding => {
  const list = (lang: Lang, source: (date: string | null) => string) =>
    contacts.map(({ number, name, verifiedOn }) => `${number} (${name[lang]}, ${source(verifiedOn)})`).join(', ');
  return {
    area: 'contacts',
    must: isMust,
    ko: {
      wrong: `아직 아무도 걸어 보지 않은 전화번호: ${list('ko', (date) => (date ? `${date} 출처` : '날짜 없는 출처'))}.`,
      means: '힘든 분이 누른 번호가 받지 않을 수 있어요.',
      todo: '한 번씩 걸어 보고 commands/called.ts에 날짜를 적어 주세요. 119와 112는 시험 삼아 걸지 말고 관할 소방서와 경찰서에 물어봐 주세요.',
    },
    en: {
      wrong: `Nobody has called these numbers yet: ${list('en', (date) => (date ? `source of ${date}` : 'undated source'))}.`,
      means: 'Somebody in distress may call a number that nobody answers.',
      todo: 'Call each once and write the day into commands/called.ts. Do not try out 119 and 112: ask the fire station and the police station.',
    },
  };
};

/** keys: texts that nobody has reviewed as they stand now, in one language or both; of: how many safety texts there are. */
export const notReviewed = (keys: readonly string[], of: number, isMust: boolean): Finding => ({
  area: 'texts',
  must: isMust,
  ko: {
    wrong: `안전 글 ${of}개 가운데 ${keys.length}개는 지금 글을 검토한 사람이 없어요: ${shortened(keys)}.`,
    means: '위기 안내와 동의 글이, 책임질 임상가의 확인 없이 주민에게 보여요.',
    todo: `npm run script -- print 로 뽑아 임상 책임자가 읽은 뒤: ${signTexts}`,
  },
  en: {
    wrong: `${keys.length} of ${of} safety texts have no reviewer as they stand now: ${shortened(keys)}.`,
    means: 'Crisis cards and consent are shown to residents without a clinician who answers for their words.',
    todo: `Print them (npm run script -- print), let a clinical lead read them, then: ${signTexts}`,
  },
});

const signTexts = 'npm run script -- sign --all-fixed --name "<이름>" --date YYYY-MM-DD';

const shortened = (keys: readonly string[]): string =>
  keys.length > 8 ? `${keys.slice(0, 8).join(', ')} …` : keys.join(', ');
