/** What can be wrong with KakaoTalk, in the words of whoever looks after it. Pure. */
import type { KakaoConfig } from '../../triage/config/kakao.ts';
import type { Config } from '../../triage/config.ts';
import type { Finding } from '../findings.ts';
import type { KakaoSight } from './skill.ts';

type Said = Finding['ko'];
const must = (ko: Said, en: Said): Finding => ({ area: 'kakao', must: true, ko, en });
const goodToKnow = (ko: Said, en: Said): Finding => ({ area: 'kakao', must: false, ko, en });

/** `openssl rand -hex 16` makes as many: 128 bits at the least. */
const secretChars = 32;
/** Kakao gives up at 5 s, network and TLS included. */
const slowMs = 1_500;

/** Everything that is wrong, from what is set here and what was seen from here. */
export function kakaoFindings(
  { skill, key }: KakaoSight,
  kakao: KakaoConfig,
  { publicUrl, nodeEnv }: Pick<Config, 'publicUrl' | 'nodeEnv'>,
): Finding[] {
  const isProduction = nodeEnv === 'production';
  return [
    ...(publicUrl.startsWith('https:') ? [] : [notHttps(publicUrl, isProduction)]),
    ...(kakao.secrets.some((secret) => secret.length < secretChars) ? [shortSecret(isProduction)] : []),
    ...(kakao.botIds.length === 0 ? [anyBot(isProduction)] : []),
    ...(skill.type === 'away' ? [skillAway(publicUrl, skill.why)] : []),
    ...(skill.type === 'other' ? [skillOther(publicUrl, skill.status, kakao.networks.length > 0)] : []),
    ...(skill.type === 'answers' && skill.ms > slowMs ? [skillSlow(skill.ms)] : []),
    ...(key === 'refused' ? [keyRefused()] : []),
    ...(key === 'away' ? [keyAway(kakao.eventApiBaseUrl)] : []),
    ...(key === null ? [cannotAsk()] : []),
    ...(kakao.secrets.length > 1 ? [twoSecrets()] : []),
    ...(kakao.consultation ? [consultationOn()] : []),
  ];
}

const notHttps = (publicUrl: string, isMust: boolean): Finding => ({
  area: 'kakao',
  must: isMust,
  ko: {
    wrong: `카카오톡은 https 주소만 불러요 (PUBLIC_URL=${publicUrl}).`,
    means: '주민이 카카오톡에 쓰는 말이 여기로 오지 않고, 주민은 아무 답도 보지 못해요.',
    todo: '공인 인증서가 있는 https 주소를 앞에 두고 PUBLIC_URL에 적어 주세요 (docs/operating.md).',
  },
  en: {
    wrong: `KakaoTalk calls https addresses only (PUBLIC_URL=${publicUrl}).`,
    means: 'What residents write in KakaoTalk does not come here, and they see no answer at all.',
    todo: 'Put https with a public certificate in front and set PUBLIC_URL (docs/operating.md).',
  },
});

const shortSecret = (isMust: boolean): Finding => ({
  area: 'kakao',
  must: isMust,
  ko: {
    wrong: `KAKAO_SKILL_SECRET이 ${secretChars}자보다 짧아요.`,
    means: '카카오는 요청에 서명하지 않아요. 이 값을 맞히면 누구든 아무 주민인 척할 수 있어요.',
    todo: 'openssl rand -hex 32 로 새로 만들어 앞에 쉼표로 덧붙이고, 스킬의 헤더값을 바꾼 뒤 예전 것을 지워 주세요 (docs/kakao.md 3).',
  },
  en: {
    wrong: `KAKAO_SKILL_SECRET has fewer than ${secretChars} characters.`,
    means: 'Kakao signs nothing: whoever guesses it can speak as any resident.',
    todo: 'Make one with openssl rand -hex 32, put it before the old one with a comma, change the header at the skill, then drop the old one (docs/kakao.md 3).',
  },
});

const anyBot = (isMust: boolean): Finding => ({
  area: 'kakao',
  must: isMust,
  ko: {
    wrong: 'KAKAO_BOT_IDS가 비어 있어요: 어느 봇의 요청이든 받아요.',
    means: '스킬 주소와 비밀값을 다른 봇에 옮겨 적으면, 그 봇의 사람들도 여기 주민으로 들어와요.',
    todo: '챗봇 관리자센터에서 봇의 주소에 있는 id를 KAKAO_BOT_IDS에 적어 주세요 (docs/kakao.md 2).',
  },
  en: {
    wrong: 'KAKAO_BOT_IDS is empty: calls of every bot are taken.',
    means: 'If somebody puts address and secret into another bot, its people become residents here.',
    todo: "Copy the id from the address of the bot's page at the chatbot admin centre into KAKAO_BOT_IDS (docs/kakao.md 2).",
  },
});

const skillAway = (publicUrl: string, why: string): Finding =>
  must(
    {
      wrong: `스킬 주소가 대답하지 않아요: ${publicUrl}/webhooks/kakao (${why}).`,
      means:
        '카카오도 닿지 못하면 주민은 아무 답도 보지 못해요. 5초 안에 답이 없으면 카카오톡에는 아무것도 나오지 않아요.',
      todo: '마음지기가 켜져 있는지, 그 주소의 인증서와 방화벽이 맞는지 보아 주세요. 이 컴퓨터에서만 안 되는 것일 수도 있어요: 휴대폰에서 그 주소를 열어 보세요.',
    },
    {
      wrong: `The skill does not answer at ${publicUrl}/webhooks/kakao (${why}).`,
      means: 'If Kakao cannot reach it either, residents see no answer at all: after 5 s KakaoTalk shows nothing.',
      todo: 'See that 마음지기 runs, and look at certificate and firewall of this address. It may be this machine only: open the address on a phone.',
    },
  );

const skillOther = (publicUrl: string, status: number, hasNetworks: boolean): Finding =>
  must(
    {
      wrong: `스킬 주소가 다른 대답을 해요: ${publicUrl}/webhooks/kakao → HTTP ${status}.`,
      means: '카카오톡은 200이 아닌 답을 아무것도 보여 주지 않아요.',
      todo:
        status === 403 && hasNetworks
          ? 'KAKAO_SKILL_IPS에 이 컴퓨터가 없어서일 수 있어요. 그렇다면 괜찮아요. 아니라면 TRUST_PROXY를 보아 주세요.'
          : '서비스와 같은 KAKAO_SKILL_SECRET인지, 앞의 프록시가 /webhooks/kakao 를 그대로 넘기는지 보아 주세요.',
    },
    {
      wrong: `The skill's address gives another answer: ${publicUrl}/webhooks/kakao → HTTP ${status}.`,
      means: 'KakaoTalk shows nothing of an answer that is not 200.',
      todo:
        status === 403 && hasNetworks
          ? 'Perhaps only because this machine is not in KAKAO_SKILL_IPS: then it is fine. Otherwise look at TRUST_PROXY.'
          : 'See that this is the KAKAO_SKILL_SECRET of the service, and that the proxy hands on /webhooks/kakao as it is.',
    },
  );

const skillSlow = (ms: number): Finding =>
  goodToKnow(
    {
      wrong: `스킬이 ${(ms / 1000).toFixed(1)}초 만에 대답했어요.`,
      means: '카카오는 연결까지 합쳐 5초만 기다려요. 바쁠 때 답이 사라질 수 있어요.',
      todo: '서버를 한국 가까이에 두고, 지표 maumjigi_kakao_late 를 지켜봐 주세요.',
    },
    {
      wrong: `The skill took ${(ms / 1000).toFixed(1)} s to answer.`,
      means: 'Kakao waits 5 s in all. In a busy minute answers may be lost.',
      todo: 'Keep the server near Korea, and watch the metric maumjigi_kakao_late.',
    },
  );

const keyRefused = (): Finding =>
  must(
    {
      wrong: 'Event API가 KAKAO_REST_KEY를 받아 주지 않아요.',
      means: '주민에게 "전해 드릴 말씀이 있어요"를 보내지 못해요. 말은 주민이 다음에 글을 쓸 때 보여요.',
      todo: '봇에 연결된 카카오 디벨로퍼스 앱의 REST API 키인지 보아 주세요 (docs/kakao.md 6). 쓰지 않으려면 지워도 돼요.',
    },
    {
      wrong: 'The event API does not accept KAKAO_REST_KEY.',
      means: 'Residents cannot be asked to look. The words wait until they write.',
      todo: 'Use the REST API key of the Kakao Developers app linked to the bot (docs/kakao.md 6), or unset it.',
    },
  );

const keyAway = (address: string): Finding =>
  goodToKnow(
    {
      wrong: `Event API가 대답하지 않아요 (${address}).`,
      means: '지금은 주민에게 먼저 알리지 못해요. 말은 남아 있어요.',
      todo: '이 서버에서 그 주소로 나갈 수 있는지(방화벽) 보아 주세요.',
    },
    {
      wrong: `The event API does not answer (${address}).`,
      means: 'Residents cannot be asked to look just now. Nothing is lost.',
      todo: 'See whether this server may reach that address (firewall).',
    },
  );

const cannotAsk = (): Finding =>
  goodToKnow(
    {
      wrong: '카카오톡에서는 우리가 먼저 말을 걸 수 없어요.',
      means:
        '상담사의 말은 주민이 다음에 글을 쓸 때 보여요. 위험한 분께는 전화번호를 여쭙고, 인터넷 대화로 가는 주소를 드려요.',
      todo: '한 통에 15원(VAT 별도)을 내고 알리려면 Event API를 준비해 KAKAO_REST_KEY를 적어 주세요 (docs/kakao.md 6).',
    },
    {
      wrong: 'In KakaoTalk we cannot write first.',
      means:
        "A counsellor's words are shown when the resident next writes. Who is at risk is asked for a number and given the address of the web chat.",
      todo: 'To tell them, at 15 won each without VAT, set up the event API and KAKAO_REST_KEY (docs/kakao.md 6).',
    },
  );

const twoSecrets = (): Finding =>
  goodToKnow(
    {
      wrong: 'KAKAO_SKILL_SECRET이 둘이에요: 바꾸는 중이에요.',
      means: '예전 값도 아직 통해요.',
      todo: '스킬의 헤더값을 바꾸고 배포한 뒤, 뒤의 것을 지워 주세요.',
    },
    {
      wrong: 'KAKAO_SKILL_SECRET holds two values: a change is under way.',
      means: 'The old one still opens the door.',
      todo: 'When the header at the skill is changed and deployed, drop the second one.',
    },
  );

const consultationOn = (): Finding =>
  goodToKnow(
    {
      wrong: '상담원 연결 버튼이 켜져 있어요 (KAKAO_CONSULTATION=on).',
      means:
        '카카오톡 상담이 이어지는 동안 마음지기는 아무 말도 듣지 못하고, 위험한 말도 알리지 못해요. 기록도 남지 않아요.',
      todo: '상담을 받는 분이 그 시간에 늘 있는지 보고, 없으면 꺼 주세요.',
    },
    {
      wrong: 'The button to the consultation is on (KAKAO_CONSULTATION=on).',
      means: 'While a KakaoTalk consultation lasts 마음지기 hears nothing, alarms nobody and keeps no record.',
      todo: 'See that somebody is always there to take it in these hours; otherwise switch it off.',
    },
  );
