/** What can be wrong with the LINE account, in the words of whoever looks after it. Pure. */
import type { LineConfig } from '../../triage/config/line.ts';
import type { Config } from '../../triage/config.ts';
import type { Finding } from '../findings.ts';
import type { LineAccount, LineAway } from './account.ts';

type Said = Finding['ko'];
const must = (ko: Said, en: Said): Finding => ({ area: 'line', must: true, ko, en });
const goodToKnow = (ko: Said, en: Said): Finding => ({ area: 'line', must: false, ko, en });

export const webhookUrl = ({ publicUrl }: Pick<Config, 'publicUrl'>): string => `${publicUrl}/webhooks/line`;

/** Every fault of the account as LINE shows it, against what is set here. */
export function lineFindings(account: LineAccount, line: LineConfig, config: Pick<Config, 'publicUrl'>): Finding[] {
  const { quota, webhook, chatMode } = account;
  const used = quota.limit === null ? 0 : quota.used / Math.max(1, quota.limit);
  return [
    ...(config.publicUrl.startsWith('https:') ? [] : [notHttps(config.publicUrl)]),
    ...(line.botUserId !== null && line.botUserId !== account.userId ? [otherAccount()] : []),
    ...(webhook?.url === webhookUrl(config) ? [] : [otherWebhook(webhook?.url ?? null, webhookUrl(config))]),
    ...(webhook && !webhook.active ? [webhookOff()] : []),
    ...(chatMode === 'chat' ? [chatOn()] : []),
    ...(used >= 1 ? [quotaGone(quota.used)] : used >= 0.8 ? [quotaShort(quota.used, quota.limit ?? 0)] : []),
    ...(account.hasMenu ? [] : [noMenu()]),
    ...(line.secrets.length > 1 ? [twoSecrets()] : []),
  ];
}

export const lineAway = ({ status, message }: LineAway): Finding =>
  status === 401 || status === 403
    ? must(
        {
          wrong: 'LINE이 LINE_CHANNEL_ACCESS_TOKEN을 받아 주지 않아요.',
          means: '주민이 LINE에 쓰는 말은 들리지만, 답이 하나도 나가지 않아요.',
          todo: 'LINE Developers 콘솔 → Messaging API → Channel access token에서 새로 발급해 넣어 주세요 (docs/line.md 3).',
        },
        {
          wrong: 'LINE does not accept LINE_CHANNEL_ACCESS_TOKEN.',
          means: 'What residents write in LINE is heard, and no answer leaves.',
          todo: 'Issue a new one: LINE Developers console → Messaging API → Channel access token (docs/line.md 3).',
        },
      )
    : must(
        {
          wrong: `LINE을 살펴볼 수 없었어요: ${message}.`,
          means: '지금 LINE으로 답이 나가지 않을 수 있어요.',
          todo: '이 서버에서 https://api.line.me 로 나갈 수 있는지(방화벽, LINE_API_BASE_URL) 보고 다시 해 주세요.',
        },
        {
          wrong: `LINE could not be looked at: ${message}.`,
          means: 'Answers may not leave by LINE now.',
          todo: 'See whether this server may reach https://api.line.me (firewall, LINE_API_BASE_URL), then try again.',
        },
      );

const notHttps = (publicUrl: string): Finding =>
  must(
    {
      wrong: `LINE은 https 주소만 불러요 (PUBLIC_URL=${publicUrl}).`,
      means: '주민이 LINE에 쓰는 말이 여기로 오지 않아요.',
      todo: '공인 인증서가 있는 https 주소를 앞에 두고 PUBLIC_URL에 적어 주세요 (docs/operating.md).',
    },
    {
      wrong: `LINE calls https addresses only (PUBLIC_URL=${publicUrl}).`,
      means: 'What residents write in LINE does not come here.',
      todo: 'Put https with a public certificate in front and set PUBLIC_URL (docs/operating.md).',
    },
  );

const otherAccount = (): Finding =>
  must(
    {
      wrong: 'LINE_BOT_USER_ID가 이 토큰의 계정이 아니에요.',
      means: '모든 주민의 말을 남의 계정 것으로 보고 받지 않아요.',
      todo: 'LINE_BOT_USER_ID를 지우거나, 콘솔의 Your user ID로 고쳐 주세요.',
    },
    {
      wrong: 'LINE_BOT_USER_ID is not the account of this token.',
      means: 'Whatever residents write is refused as being for another account.',
      todo: 'Unset LINE_BOT_USER_ID, or correct it to "Your user ID" of the console.',
    },
  );

const otherWebhook = (now: string | null, wanted: string): Finding =>
  must(
    {
      wrong: now ? `LINE의 웹훅 주소가 다른 곳이에요 (${now}).` : 'LINE에 웹훅 주소가 없어요.',
      means: '주민이 LINE에 쓰는 말이 여기로 오지 않아요.',
      todo: `npm run line -- setup 을 실행하거나, 콘솔의 Webhook URL을 ${wanted} 로 고쳐 주세요.`,
    },
    {
      wrong: now ? `LINE's webhook goes elsewhere (${now}).` : 'LINE has no webhook address.',
      means: 'What residents write in LINE does not come here.',
      todo: `Run npm run line -- setup, or set Webhook URL in the console to ${wanted}.`,
    },
  );

const webhookOff = (): Finding =>
  must(
    {
      wrong: 'LINE의 웹훅이 꺼져 있어요.',
      means: '주민이 LINE에 쓰는 말이 여기로 오지 않아요.',
      todo: '콘솔 → Messaging API → Use webhook을 켜 주세요. 프로그램으로는 켤 수 없어요.',
    },
    {
      wrong: "LINE's webhook is switched off.",
      means: 'What residents write in LINE does not come here.',
      todo: 'Console → Messaging API → switch on Use webhook. No program can.',
    },
  );

const chatOn = (): Finding =>
  must(
    {
      wrong: 'LINE 공식 계정의 채팅이 켜져 있어요.',
      means: '공식 계정 관리자에서 사람이 쓴 말은 여기 기록에 남지 않고, 자동 응답이 함께 나갈 수 있어요.',
      todo: 'LINE Official Account Manager → 설정 → 응답 설정에서 채팅, 인사말, 응답 메시지를 모두 꺼 주세요.',
    },
    {
      wrong: 'Chat is switched on in the LINE Official Account.',
      means:
        'What people write in the Official Account Manager is in no record here, and automatic answers may go out beside ours.',
      todo: 'LINE Official Account Manager → Settings → Response settings: switch off chat, greeting and auto-response.',
    },
  );

const quotaGone = (used: number): Finding =>
  must(
    {
      wrong: `이번 달에 보낼 수 있는 LINE 메시지를 다 썼어요 (${used}건).`,
      means: '주민이 쓴 말에는 답하지만, 상담사가 먼저 보내는 말은 주민이 다시 쓸 때까지 기다려요.',
      todo: '요금제를 올리거나, 급한 분께는 전화해 주세요. 다음 달 1일에 다시 채워져요.',
    },
    {
      wrong: `This month's LINE messages are used up (${used}).`,
      means: 'Residents are still answered, but what a counsellor writes first waits until they write again.',
      todo: 'Take a larger plan, or call those it is urgent for. It is filled again on the first of the month.',
    },
  );

const quotaShort = (used: number, limit: number): Finding =>
  goodToKnow(
    {
      wrong: `이번 달 LINE 메시지 ${limit}건 가운데 ${used}건을 썼어요.`,
      means: '다 쓰면 상담사가 먼저 보내는 말이 나가지 않아요.',
      todo: '남은 날을 헤아려 요금제를 올릴지 정해 주세요.',
    },
    {
      wrong: `${used} of this month's ${limit} LINE messages are used.`,
      means: 'When they are gone, what counsellors write first does not leave.',
      todo: 'Count the days that are left and decide whether to take a larger plan.',
    },
  );

const noMenu = (): Finding =>
  goodToKnow(
    {
      wrong: 'LINE 대화방에 마음지기 메뉴(시작 · 이어하기 · 상담사 · 도움)가 없어요.',
      means: '주민이 도움과 상담사를 한 번에 누를 수 없어요. 글로 쓰면 돼요.',
      todo: 'npm run line -- setup',
    },
    {
      wrong: 'The chat in LINE has no menu of ours (start, go on, counsellor, help).',
      means: 'Residents cannot tap help or a counsellor at once; writing the word works.',
      todo: 'npm run line -- setup',
    },
  );

const twoSecrets = (): Finding =>
  goodToKnow(
    {
      wrong: 'LINE_CHANNEL_SECRET에 두 값이 들어 있어요.',
      means: '바꾸는 동안에만 필요해요. 예전 값을 아는 사람이 주민인 척할 수 있어요.',
      todo: '콘솔에서 바꾼 뒤 하루가 지났으면 예전 값을 지워 주세요.',
    },
    {
      wrong: 'LINE_CHANNEL_SECRET holds two values.',
      means: 'That is for the time of a change only: whoever knows the old one can speak as any resident.',
      todo: 'A day after the change in the console, take the old one out.',
    },
  );
