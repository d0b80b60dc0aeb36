/** npm run line: looks at the LINE account, and sets up what a program can. What only the console can, it says in words. */
import { type Config, ConfigError, readConfig } from '../triage/config.ts';
import type { Finding } from './findings.ts';
import { lanAddress } from './lanAddress.ts';
import { LineAway, lineAccount } from './line/account.ts';
import { lineAway, lineFindings, webhookUrl } from './line/findings.ts';
import { readAct, UsageError } from './usage.ts';

const usage = `npm run line -- check     looks at the account and changes nothing
npm run line -- setup     sets the webhook address, shows the menu to everybody, tries the webhook, then checks
  Needs LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN and PUBLIC_URL as the service has them (docs/line.md).`;

const acts = { check: true, setup: true };

/** Does what the arguments say. Resolves to whether nothing must be done. Throws UsageError, LineAway. */
export async function lineCommand(
  args: readonly string[],
  config: Pick<Config, 'publicUrl' | 'channels'>,
  print: (line: string) => void,
): Promise<boolean> {
  const { act } = readAct(args, acts, {}, usage);
  const { line } = config.channels;
  if (!line) {
    throw new UsageError(
      `LINE_CHANNEL_SECRET과 LINE_CHANNEL_ACCESS_TOKEN이 없어요: LINE은 꺼져 있어요. (LINE is not set up here.)\n${usage}`,
    );
  }
  const account = lineAccount(line);
  if (act === 'setup') await setUp(account, config, print);
  const found = await account.look();
  print(`계정 (account)   ${found.name} ${found.basicId}`);
  print(`웹훅 (webhook)   ${found.webhook?.url ?? '없음 (none)'}${found.webhook?.active ? '' : ' · 꺼짐 (off)'}`);
  print(`채팅 (chat)      ${found.chatMode === 'chat' ? '켜짐 (on)' : '꺼짐 (off)'}`);
  print(`이번 달 (quota)  ${found.quota.used} / ${found.quota.limit ?? '제한 없음 (no limit)'}`);
  print(`메뉴 (menu)      ${found.hasMenu ? '보여요 (shown)' : '없음 (none)'}`);
  const findings = lineFindings(found, line, config);
  for (const line of findings.flatMap(told)) print(line);
  // LINE's API shows neither: somebody has to look.
  print('');
  print('손으로 확인해 주세요 (look yourself, no program can):');
  print('  LINE Official Account Manager → 설정 → 응답 설정: 인사말 끔 · 응답 메시지 끔 · 채팅 끔 · 웹훅 켬');
  print('  LINE Developers → Messaging API: Webhook redelivery 켬 · Allow bot to join group chats 끔');
  print('  (Greeting off · auto-response off · chat off · webhook on; redelivery on · joining groups off)');
  return !findings.some(({ must }) => must);
}

async function setUp(
  account: ReturnType<typeof lineAccount>,
  config: Pick<Config, 'publicUrl'>,
  print: (line: string) => void,
): Promise<void> {
  const before = await account.look();
  if (!before.hasMenu) {
    await account.showMenu();
    print('메뉴를 올렸어요. (The menu is shown to everybody.)');
  }
  const wanted = webhookUrl(config);
  // LINE takes https only; a stand-in on this machine takes this machine's addresses.
  const isPossible = wanted.startsWith('https:') || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(wanted);
  if (isPossible && before.webhook?.url !== wanted) {
    await account.setWebhook(wanted);
    print(`웹훅 주소를 적었어요: ${wanted} (The webhook address is set; it counts after a minute or so.)`);
  }
  if (!isPossible) return;
  const tried = await account.testWebhook(wanted);
  print(
    tried.success
      ? '웹훅을 불러 보았어요: 잘 돼요. (LINE called the webhook: it works.)'
      : `웹훅을 불러 보았어요: 안 돼요 · ${tried.reason} ${tried.statusCode}. ${whyOf(tried.statusCode)}`,
  );
}

/** What an answer of ours to LINE's own call means. */
function whyOf(status: number): string {
  if (status === 401) {
    return 'LINE_CHANNEL_SECRET이 이 채널 것이 아니에요: 콘솔 → Basic settings에서 다시 복사해 주세요. (The channel secret is another channel’s.)';
  }
  if (status === 404) {
    return '서비스에 LINE_* 설정이 없어요: 같은 설정으로 다시 시작해 주세요. (The service runs without LINE_*.)';
  }
  if (status === 0) return '이 주소에 닿지 않아요: 방화벽과 인증서를 봐 주세요. (The address cannot be reached.)';
  return '서비스의 기록을 봐 주세요. (Look into the log of the service.)';
}

const told = ({ must, ko, en }: Finding): string[] => [
  '',
  `${must ? '꼭 할 일 (must)' : '알아 두세요 (note)'}: ${ko.wrong}`,
  `   뜻: ${ko.means}`,
  `   할 일: ${ko.todo}`,
  `   ${en.wrong} ${en.means} ${en.todo}`,
];

if (import.meta.main) {
  try {
    const isFine = await lineCommand(process.argv.slice(2), readConfig(process.env, lanAddress()), console.log);
    process.exitCode = isFine ? 0 : 1;
  } catch (error) {
    const lines =
      error instanceof LineAway
        ? told(lineAway(error))
        : error instanceof UsageError || error instanceof ConfigError
          ? [error.message]
          : null;
    if (!lines) throw error;
    for (const line of lines) console.error(line);
    process.exitCode = 1;
  }
}
