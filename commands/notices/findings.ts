/** What can be wrong with the ways staff are told outside the desk, in the words of whoever looks after an installation. Pure. */
import type { Config } from '../../triage/config.ts';
import type { Finding } from '../findings.ts';

type Said = Finding['ko'];
const must = (ko: Said, en: Said): Finding => ({ area: 'notices', must: true, ko, en });
const goodToKnow = (ko: Said, en: Said): Finding => ({ area: 'notices', must: false, ko, en });

/** mailFault: what the mail server said; null: it lets us in, or none is set up. */
export function noticeFindings(config: Config, mailFault: string | null): Finding[] {
  const { notices, deskUrl, channels, nodeEnv } = config;
  const isReal = nodeEnv === 'production';
  const canPush = deskUrl.startsWith('https:');
  const isPlain = notices.mail?.tls === 'none' && !['127.0.0.1', '::1', 'localhost'].includes(notices.mail.host);
  return [
    ...(mailFault === null ? [] : [mailAway(mailFault)]),
    ...(isReal && !canPush && !notices.mail && !channels.line ? [noWay(deskUrl)] : []),
    ...(isReal && !canPush && (notices.mail || channels.line) ? [noPush(deskUrl)] : []),
    ...(isReal && isPlain ? [plainMail()] : []),
  ];
}

const mailAway = (fault: string): Finding =>
  must(
    {
      wrong: `메일 서버가 받아 주지 않아요: ${fault}.`,
      means: '이메일로 부르는 직원에게 알림이 가지 않아요.',
      todo: 'SMTP_URL의 주소, 사용자, 비밀번호와 SMTP_TLS를 확인해 주세요 (docs/operating.md).',
    },
    {
      wrong: `The mail server does not let us in: ${fault}.`,
      means: 'Staff who are called by e-mail are not.',
      todo: 'Check the address, user and password in SMTP_URL, and SMTP_TLS (docs/operating.md).',
    },
  );

const noWay = (deskUrl: string): Finding =>
  must(
    {
      wrong: `직원을 상담사 화면 밖에서 부를 길이 거의 없어요 (DESK_URL=${deskUrl}, SMTP_URL과 LINE 없음).`,
      means: '화면을 열어 둔 사람이 없으면 긴급 대기를 아무도 모를 수 있어요.',
      todo: 'DESK_URL을 https로 하면 휴대폰 알림이 되고, SMTP_URL을 넣으면 이메일이 돼요. 문자·전화 업체도 더할 수 있어요 (docs/operating.md).',
    },
    {
      wrong: `There is hardly a way to call staff outside the desk (DESK_URL=${deskUrl}, neither SMTP_URL nor LINE).`,
      means: 'While nobody has the desk open, nobody may learn of an emergency.',
      todo: 'With an https DESK_URL phones can be pushed, with SMTP_URL there is e-mail; providers of texts and calls can be added (docs/operating.md).',
    },
  );

const noPush = (deskUrl: string): Finding =>
  goodToKnow(
    {
      wrong: `상담사 화면이 https가 아니에요 (${deskUrl}).`,
      means: '브라우저가 휴대폰 알림을 허락하지 않아서, 직원은 다른 방법으로만 불려요.',
      todo: 'TLS를 앞에 두고 DESK_URL=https://… 로 적어 주세요.',
    },
    {
      wrong: `The desk is not served by https (${deskUrl}).`,
      means: 'Browsers then allow no notifications: staff are called by other ways only.',
      todo: 'Put TLS in front of the desk and set DESK_URL=https://…',
    },
  );

const plainMail = (): Finding =>
  goodToKnow(
    {
      wrong: '메일이 암호화 없이 나가요 (SMTP_TLS=none).',
      means: '이름이나 답은 없지만, 언제 긴급 대기가 있었는지와 확인 번호를 같은 망에서 볼 수 있어요.',
      todo: '메일 서버가 이 서버와 같은 닫힌 망에 있지 않으면 SMTP_TLS를 빼 주세요.',
    },
    {
      wrong: 'Mail leaves without encryption (SMTP_TLS=none).',
      means: 'It holds no name and no answer, but when there was an emergency, and codes, can be read on the way.',
      todo: 'Unless the mail server stands in the same closed network, unset SMTP_TLS.',
    },
  );

/** Of those who take duty, how many no page would reach. */
export const unreachable = (many: number, isProduction: boolean): Finding => ({
  area: 'notices',
  must: isProduction,
  ko: {
    wrong: `알림 방법을 확인한 적이 없는 상담사·책임자가 ${many}명 있어요.`,
    means: '이분들이 당직이면 화면을 열어 두지 않은 동안 불리지 않아요.',
    todo: '각자 로그인해서 위쪽 종 모양 → 내 알림에서 하나를 더하고 확인한 뒤 ‘지금 나를 불러 보기’를 눌러 주세요.',
  },
  en: {
    wrong: `${many} of the counsellors and leads have no confirmed way to be called.`,
    means: 'On duty, they are not called while their desk is closed.',
    todo: 'Each signs in, opens the bell above → My alerts, adds and confirms a way and presses “Page me now”.',
  },
});
