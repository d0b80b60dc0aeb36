import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { StreamCase } from '../contract.ts';

// Whether the stream is open. Not the whole truth about the line: the queue's own poll says if the desk answers at all.
let open: boolean | null = null;
const listeners = new Set<() => void>();
const now = (state: boolean | null): void => {
  if (open === state) return;
  open = state;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** true: changes arrive at once; false: the stream is down; null: not yet known. */
export const useStream = (): boolean | null => useSyncExternalStore(subscribe, () => open);

/** Asks again for what an event may have changed. Events that come while an answer is under way ask once more after it:
 *  cancelling and restarting on every event would let a busy night starve the queue. */
const refresher = (client: QueryClient, queryKey: readonly unknown[]) => {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await client.invalidateQueries({ queryKey });
    } while (again);
    running = false;
  };
};

/** Keeps one stream open for as long as someone who may see the queue is signed in, and refreshes what it names. */
export const useLive = (client: QueryClient, may: boolean): void => {
  useEffect(() => {
    if (!may) return;
    const queue = refresher(client, ['queue']);
    const board = refresher(client, ['board']);
    const cases = new Map<string, () => Promise<void>>();
    let stream: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let grace: ReturnType<typeof setTimeout> | undefined;
    let wasDown = false;
    let attempt = 0;

    // With who is signed in: at another tab it may be somebody else by now.
    const everything = () => void client.invalidateQueries();

    const onCase = (event: MessageEvent<string>) => {
      void queue();
      void board();
      const changed = JSON.parse(event.data) as z.output<typeof StreamCase>;
      if (client.getQueryCache().findAll({ queryKey: ['case', changed.id] }).length === 0) return;
      if (!cases.has(changed.id)) cases.set(changed.id, refresher(client, ['case', changed.id]));
      void cases.get(changed.id)?.();
    };

    const connect = () => {
      stream = new EventSource('/api/stream');
      stream.addEventListener('case', onCase);
      stream.onopen = () => {
        clearTimeout(grace);
        grace = undefined;
        attempt = 0;
        now(true);
        // The server replays what we missed, but a replay can be cut short: what is on the screen is asked for in full.
        if (wasDown) everything();
        wasDown = false;
      };
      stream.onerror = () => {
        wasDown = true;
        // A stream that comes back within a moment is no news for a counsellor.
        grace ??= setTimeout(() => {
          now(false);
          void queue();
        }, 1500);
        // The browser gives up after an HTTP error; then reconnecting is ours.
        if (stream.readyState !== EventSource.CLOSED) return;
        clearTimeout(retry);
        retry = setTimeout(connect, Math.min(15_000, 1000 * 2 ** attempt++));
      };
    };

    const wake = () => {
      if (document.visibilityState === 'visible') everything();
    };
    connect();
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', everything);
    return () => {
      clearTimeout(retry);
      clearTimeout(grace);
      stream.close();
      now(null);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', everything);
    };
  }, [client, may]);
};
