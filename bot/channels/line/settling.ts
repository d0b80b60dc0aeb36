/** Turns that were shown are written down together: one trip for many, a moment later. */
import type { Log } from '../../log.ts';
import { faultOf } from '../../log.ts';
import type { Shown } from '../channel.ts';

const afterMs = 25;
const atOnce = 200;

export function settling(write: (shown: readonly Shown[]) => Promise<void>, log: Log) {
  let waiting: Shown[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  /** What cannot be written down now stays due: the dispatcher comes by, is told that it has left, and writes it down. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const shown = waiting;
    waiting = [];
    if (shown.length > 0) {
      writing = writing
        .then(() => write(shown))
        .catch((error) => log.warn({ channel: 'line', ...faultOf(error) }, 'what was sent could not be written down'));
    }
    return writing;
  }

  return {
    add(shown: Shown): void {
      waiting.push(shown);
      if (waiting.length >= atOnce) void flush();
      else timer ??= setTimeout(flush, afterMs);
    },
    flush,
  };
}
