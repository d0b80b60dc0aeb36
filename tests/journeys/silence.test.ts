/** SCRIPT 5, story 1. */
import { expect, it } from 'vitest';
import { openWorld, type Resident } from '../harness/world.ts';

const item9 = async (mina: Resident) => {
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
};

it('item 9 = 1 and a clean ASQ leave one escalation, potential and P2', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await item9(mina);
  await mina.taps('이어하기');
  await mina.answers([1, 1, 1, 1, 1]);
  await world.passes({ minutes: 60 });
  expect(await world.escalations()).toMatchObject([{ tier: 'potential', priority: 2, open: true }]);
  await world.holds();
});

it('fifteen minutes of silence after the card raise the same row to high and P1, and its story says why', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await item9(mina);
  await world.passes({ minutes: 14 });
  expect(await world.escalations()).toMatchObject([{ tier: 'potential', priority: 2 }]);
  await world.passes({ minutes: 1 });
  const [only, ...more] = await world.escalations();
  expect(more).toEqual([]);
  expect(only).toMatchObject({ tier: 'high', priority: 1 });
  const rang = async () => {
    const { events } = await kim.opens(only?.id ?? '');
    return events.filter(({ kind }) => kind === 'opened' || kind === 'raised').map(({ kind, rules }) => [kind, rules]);
  };
  expect(await rang()).toEqual([
    ['opened', ['R7']],
    ['raised', ['R6s']],
  ]);
  await world.passes({ minutes: 10 });
  expect(await rang()).toHaveLength(2);
  await world.holds();
});

it('ten minutes inside ASQ after a yes raise to P1 although nothing else was said', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await mina.taps('예');
  await mina.taps('이어하기');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 2 }]);
  await world.passes({ minutes: 10 });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1 }]);
  await world.holds();
});
