import { describe, expect, test } from 'vitest';
import { passes } from '../../triage/passes.ts';

/** Passes that end when they are told to. */
function held() {
  const ends: (() => void)[] = [];
  const asked = passes(() => new Promise<void>((end) => ends.push(end)));
  const end = async (nth: number) => {
    ends[nth]?.();
    await new Promise(setImmediate);
  };
  return { ...asked, begun: () => ends.length, end };
}

describe('whoever asks while a pass runs', () => {
  test('waits for the one after it, and no longer, although it is asked for again and again', async () => {
    const { round, nudge, begun, end } = held();
    const done: string[] = [];
    void round().then(() => done.push('first'));
    void round().then(() => done.push('second'));
    nudge();
    await end(0);
    expect([done, begun()]).toEqual([['first'], 2]);
    nudge();
    await end(1);
    expect([done, begun()]).toEqual([['first', 'second'], 3]);
  });

  test('is waited for until nothing runs any more', async () => {
    const { nudge, settled, begun, end } = held();
    nudge();
    nudge();
    let isSettled = false;
    void settled().then(() => {
      isSettled = true;
    });
    await end(0);
    expect([isSettled, begun()]).toEqual([false, 2]);
    await end(1);
    expect([isSettled, begun()]).toEqual([true, 2]);
  });
});
