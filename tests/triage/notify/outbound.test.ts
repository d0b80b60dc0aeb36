import type { lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliveryOfFault, isPublic, outbound } from '../../../triage/notify/outbound.ts';

const production = outbound({ loopback: false, privateHosts: ['sms.internal', '10.0.0.9'] });
const development = outbound({ loopback: true, privateHosts: [] });

describe('where a hook may lead', () => {
  test.for([
    ['http://hooks.example.com/x', 'not-https'],
    ['ftp://hooks.example.com', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['hooks.example.com', 'no-address'],
    ['https://user:secret@hooks.example.com', 'no-address'],
    ['https://hooks.example.com/#here', 'no-address'],
    [`https://hooks.example.com/${'x'.repeat(10_000)}`, 'no-address'],
    ['', 'no-address'],
    ['https://127.0.0.1/x', 'private'],
    ['https://localhost/x', 'private'],
    ['https://10.0.0.1/x', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://192.168.0.1', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://[fe80::1]/', 'private'],
  ] as const)('not to %s: %s', ([address, fault]) => {
    expect(production.wrong(address)).toBe(fault);
  });

  test.for([
    'https://hooks.slack.com/services/T/B/x',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'https://sms.internal/send',
    'https://10.0.0.9:8443/send',
  ])('to %s', (address) => {
    expect(production.wrong(address)).toBeNull();
  });

  test('to this machine, and without TLS, only where nobody real is served', () => {
    expect(development.wrong('http://127.0.0.1:4000/hook')).toBeNull();
    expect(development.wrong('http://localhost:4000/hook')).toBeNull();
    expect(development.wrong('http://192.168.0.7/hook')).toBe('not-https');
    expect(production.wrong('http://127.0.0.1:4000/hook')).toBe('not-https');
    expect(development.wrong('https://10.0.0.1/x')).toBe('private');
  });
});

test('of addresses only those of the open Internet are public', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2001:4860:4860::8888'])
    expect(isPublic(address)).toBe(true);
  for (const address of [
    '0.0.0.0',
    '100.64.0.1',
    '172.31.255.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '2001:db8::1',
    '2002:a00:1::',
    '64:ff9b::a00:1',
    'x',
  ]) {
    expect([address, isPublic(address)]).toEqual([address, false]);
  }
});

test('a name that turns out to lead into a private network is refused when it is called, and nobody there is reached', async () => {
  let reached = 0;
  const server = createServer((_req, res) => {
    reached += 1;
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // A zone somebody owns may say anything.
  const rebound = outbound({
    loopback: false,
    privateHosts: [],
    lookup: ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
      done(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup,
  });
  const address = `https://hooks.example.com:${port}/hook`;
  expect(rebound.wrong(address)).toBeNull();
  const fault = await rebound.post(address, {}, '{}', 2_000).catch((error: unknown) => error);
  expect(deliveryOfFault(fault)).toEqual({ type: 'refused', why: 'a private address' });
  expect(reached).toBe(0);
});

test('an answer without end is cut off', async () => {
  const server = createServer((_req, res) => {
    res.writeHead(200);
    const more = setInterval(() => res.write('x'.repeat(64 * 1024)), 1);
    res.on('close', () => clearInterval(more));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  await expect(development.post(`http://127.0.0.1:${port}/`, {}, '{}', 2_000)).rejects.toThrow();
});
