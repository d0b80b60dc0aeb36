/** What can be wrong with how the watchdog tells, in the words of whoever looks after an installation. Pure. */
import type { Config } from '../../triage/config.ts';
import type { Finding } from '../findings.ts';

type Said = Finding['ko'];
const must = (ko: Said, en: Said): Finding => ({ area: 'watchdog', must: true, ko, en });
const goodToKnow = (ko: Said, en: Said): Finding => ({ area: 'watchdog', must: false, ko, en });

/** mailFault: what the watchdog's own mail server said; null: it lets us in, or none is set up. Its hook and the heartbeat are not asked:
 *  the one would ring, and the other would say that all is well. */
export function watchFindings({ nodeEnv, watch, canaryUrl, notices }: Config, mailFault: string | null): Finding[] {
  const { hook, mail, heartbeatUrl, canaryMinutes } = watch;
  if (!hook && !mail) return nodeEnv === 'production' ? [noWatchdog()] : [];
  const isShared = mail !== null && hook === null && hostOf(mail.server) === notices.mail?.host;
  return [
    ...(mailFault === null ? [] : [mailAway(mailFault)]),
    ...(isShared ? [sameMail()] : []),
    ...(heartbeatUrl === null ? [noHeartbeat()] : []),
    ...(canaryMinutes > 0 && canaryUrl === null ? [noCanary()] : []),
  ];
}

const hostOf = (server: string): string => new URL(server).hostname.replace(/^\[|\]$/g, '');

const noWatchdog = (): Finding =>
  goodToKnow(
    {
      wrong: '감시자(watchdog)가 경보를 보낼 곳이 없어요 (WATCHDOG_HOOK_URL, WATCHDOG_SMTP_URL 없음).',
      means: '호출이 멈추어도 밖에서는 아무도 모를 수 있어요.',
      todo: '다른 컴퓨터에서 ROLE=watchdog을 돌리고 있지 않다면 하나를 정해 주세요 (docs/operating.md).',
    },
    {
      wrong: 'The watchdog has nobody to tell (neither WATCHDOG_HOOK_URL nor WATCHDOG_SMTP_URL).',
      means: 'If calling stands still, nobody outside may learn of it.',
      todo: 'Unless ROLE=watchdog runs on another machine with settings of its own, set one of them (docs/operating.md).',
    },
  );

const mailAway = (fault: string): Finding =>
  must(
    {
      wrong: `감시자의 메일 서버가 받아 주지 않아요: ${fault}.`,
      means: '호출이 멈추거나 데이터베이스가 꺼져도 메일 경보가 가지 않아요.',
      todo: 'WATCHDOG_SMTP_URL의 주소, 사용자, 비밀번호를 확인해 주세요 (docs/operating.md).',
    },
    {
      wrong: `The watchdog's mail server does not let it in: ${fault}.`,
      means: 'If calling stands still or the database is away, no alarm goes out by mail.',
      todo: 'Check the address, user and password in WATCHDOG_SMTP_URL (docs/operating.md).',
    },
  );

const sameMail = (): Finding =>
  goodToKnow(
    {
      wrong: '감시자가 직원 알림과 같은 메일 서버로만 경보를 보내요.',
      means: '그 서버가 멈추면 직원도 불리지 않고, 그것을 알리는 경보도 가지 않아요.',
      todo: '다른 메일 서버를 WATCHDOG_SMTP_URL에 적거나 WATCHDOG_HOOK_URL을 함께 정해 주세요.',
    },
    {
      wrong: 'The watchdog tells only by the mail server that staff are told by.',
      means: 'When that one stops, staff are not called and no alarm says so.',
      todo: 'Name another mail server in WATCHDOG_SMTP_URL, or set WATCHDOG_HOOK_URL as well.',
    },
  );

const noHeartbeat = (): Finding =>
  goodToKnow(
    {
      wrong: 'HEARTBEAT_URL이 없어요.',
      means: '감시자 자신이 멈추면 아무도 알아채지 못해요.',
      todo: '몇 분 동안 요청이 없으면 알려 주는 밖의 서비스의 주소를 적어 주세요.',
    },
    {
      wrong: 'HEARTBEAT_URL is not set.',
      means: 'If the watchdog itself stops, nobody notices.',
      todo: 'Set the address of a service outside that alarms after some minutes of silence.',
    },
  );

const noCanary = (): Finding =>
  goodToKnow(
    {
      wrong: '카나리아를 부를 주소 CANARY_URL이 없어요.',
      means: '감시자가 보내는 연습 대화에 아무도 답하지 않아서, 몇 분 뒤부터 canary 경보가 울려요.',
      todo: 'worker의 CANARY_URL에 감시자의 주소를 적거나, 감시자에 CANARY_MINUTES=0을 적어 주세요.',
    },
    {
      wrong: 'CANARY_URL, by which the canary is called for, is not set.',
      means: 'Nobody answers the rehearsals of the watchdog, and some minutes later it rings as canary.',
      todo: "Set the worker's CANARY_URL to the watchdog's address, or CANARY_MINUTES=0 for the watchdog.",
    },
  );
