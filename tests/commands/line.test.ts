/** npm run line, against a LINE that answers as LINE does, and a house whose webhook it can call. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../commands/doctor.ts';
import { areas, picturePath, size } from '../../commands/line/menu.ts';
import { lineCommand } from '../../commands/line.ts';
import { UsageError } from '../../commands/usage.ts';
import { commandIn } from '../../flows/reading.ts';
import { openLineWorld, secret, startLineFor } from '../harness/lineWorld.ts';
import type { LineStandIn } from '../standins/line/phone.ts';

let line: LineStandIn;
beforeAll(async () => {
  line = await startLineFor({ afterAll });
});

const account = (secrets = [secret]) => ({
  secrets,
  accessToken: 'a-channel-access-token',
  apiBaseUrl: line.url,
  botUserId: null,
  basicId: null,
});

async function run(act: string, publicUrl: string, own = account()) {
  const printed: string[] = [];
  const fine = await lineCommand([act], { publicUrl, channels: { line: own } as never }, (text) => printed.push(text));
  return { fine, printed: printed.join('\n') };
}

describe('npm run line -- setup', () => {
  it('sets the address, shows the menu, tries the webhook, and says what only a person can see to', async () => {
    const world = await openLineWorld(line);
    await line.settings({ webhookUrl: 'https://elsewhere.example' });
    const { printed } = await run('setup', world.chatUrl);
    expect(printed).toContain(`웹훅 주소를 적었어요: ${world.chatUrl}/webhooks/line`);
    expect(printed).toContain('잘 돼요');
    expect(printed).toContain('인사말 끔');
    const mina = await line.person();
    const { richMenu } = await mina.view();
    expect(richMenu?.areas?.map(({ action }) => action.label)).toEqual(['시작', '이어하기', '상담사', '도움(109)']);
    await mina.follows();
    await mina.hears('시작할게요');
    await mina.taps('도움(109)');
    await mina.hears('1577-0199');
    // Again: nothing is made twice.
    await line.ask('DELETE', '/control/record');
    const again = await run('setup', world.chatUrl);
    expect(again.printed).not.toContain('메뉴를 올렸어요');
    const { calls, violations } = await line.record();
    expect(calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/richmenu'))).toEqual([]);
    expect(violations).toEqual([]);
  });

  it('says in words when the secret is another channel’s, and when LINE_* are not there', async () => {
    const world = await openLineWorld(line, () => ({
      channels: { line: { ...account(['another secret']) } },
    }));
    const { printed } = await run('setup', world.chatUrl);
    expect(printed).toContain('LINE_CHANNEL_SECRET이 이 채널 것이 아니에요');
    await expect(
      lineCommand(['check'], { publicUrl: 'http://x', channels: { line: null } as never }, () => {}),
    ).rejects.toThrow('LINE은 꺼져 있어요');
    await expect(run('dance', world.chatUrl)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('npm run line -- check', () => {
  it('changes nothing, and names chat mode, another address, plain http, quota and an unfinished rotation', async () => {
    await openLineWorld(line);
    await line.settings({
      webhookUrl: 'https://elsewhere.example',
      chatMode: 'chat',
      quota: { limit: 200, used: 200 },
    });
    await line.ask('DELETE', '/control/record');
    const { fine, printed } = await run('check', 'http://chat.example', account([secret, 'old']));
    expect(fine).toBe(false);
    for (const words of ['https 주소만', '웹훅 주소가 다른 곳', '채팅이 켜져', '다 썼어요 (200건)', '두 값이 들어']) {
      expect(printed).toContain(words);
    }
    expect((await line.record()).calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    await line.settings({ chatMode: 'bot', quota: { limit: null, used: 0 } });
  });
});

describe('npm run doctor', () => {
  const env = () => ({
    DATA_DIR: '/nonexistent/maumjigi',
    PUBLIC_URL: 'https://chat.example.kr',
    LINE_CHANNEL_SECRET: secret,
    LINE_CHANNEL_ACCESS_TOKEN: 'a-channel-access-token',
    LINE_API_BASE_URL: line.url,
  });
  const ofLine = async (more: Record<string, string>) =>
    (await examine({ ...env(), ...more })).findings.filter(({ area }) => area === 'line').map(({ ko }) => ko.wrong);

  it('looks at the LINE account where it is set up, and says what is wrong', async () => {
    await openLineWorld(line);
    await line.settings({ webhookUrl: 'https://chat.example.kr/webhooks/line', quota: { limit: 200, used: 170 } });
    expect((await ofLine({})).filter((wrong) => !wrong.includes('메뉴'))).toEqual([
      '이번 달 LINE 메시지 200건 가운데 170건을 썼어요.',
    ]);
    expect(await ofLine({ LINE_CHANNEL_ACCESS_TOKEN: 'wrong' })).toEqual([
      'LINE이 LINE_CHANNEL_ACCESS_TOKEN을 받아 주지 않아요.',
    ]);
    expect(await ofLine({ LINE_BOT_USER_ID: `U${'9'.repeat(32)}` })).toContain(
      'LINE_BOT_USER_ID가 이 토큰의 계정이 아니에요.',
    );
    expect(await ofLine({ LINE_API_BASE_URL: 'http://127.0.0.1:1' })).toEqual([
      expect.stringContaining('LINE을 살펴볼 수 없었어요'),
    ]);
  });
});

it('the menu’s picture is of the menu’s size and small enough, and each word of it is a command', async () => {
  const picture = await readFile(picturePath);
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([size.width, size.height]);
  expect(picture.length).toBeLessThan(1024 * 1024);
  expect(areas.map(({ said }) => commandIn(said))).toEqual(['START', 'RESUME', 'HUMAN', 'HELP']);
});
