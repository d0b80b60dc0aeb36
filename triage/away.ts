/** What goes on while the records are away, as one thing a process runs: its spool, its copies of whom to call, and the calls
 *  themselves. */
import type { CallLists } from './callList.ts';
import type { DirectPager } from './directPager.ts';
import type { Spooling } from './spool.ts';
import type { Gauge } from './store/metrics.ts';
import type { SpoolFiles } from './store/spool.ts';

export interface Away {
  /** What has to be known without the database is known from now on. Throws Unavailable where it does not answer now. */
  ready(): Promise<void>;
  /** Each second, beside each other: what was kept, and whom to call. Never throw. */
  keeps(): Promise<void>;
  calls(): Promise<void>;
  gauges(): Promise<Gauge[]>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function away(
  files: SpoolFiles,
  spool: Pick<Spooling, 'round' | 'waiting'>,
  lists: CallLists,
  direct: DirectPager,
  /** Facts that residents' doors need before anything else. */
  facts: () => Promise<unknown>,
  /** What is known now is left to a process that begins while the records are away. Never throws. */
  leave: () => Promise<void>,
): Away {
  let isLeaving = false;
  const renew = async () => {
    if (!(await lists.renew()) || isLeaving) return;
    isLeaving = true;
    // A disk that hangs keeps nobody waiting.
    void leave().finally(() => {
      isLeaving = false;
    });
  };
  return {
    async ready() {
      await facts();
      await renew();
    },
    // Of their own: a provider that hangs keeps nothing from the database that is back, and a database that comes and goes keeps nobody from being
    // called again.
    keeps: async () => {
      await renew();
      await spool.round();
    },
    calls: direct.round,
    async gauges() {
      const { bytes, files: many, aside } = await files.counts();
      const one = (name: string, help: string, value: number): Gauge => ({
        name: `maumjigi_${name}`,
        help,
        values: { '': value },
      });
      return [
        one('spool_lines', 'Lines that wait in the spool, of this process', spool.waiting()),
        one('spool_files', 'Files of the spool on this machine, of every process', many),
        one('spool_bytes', 'Bytes in the spool on this machine, of 100 MB', bytes),
        one('spool_set_aside_lines', 'Lines of the spool that do not open and wait for somebody to look', aside),
        one('direct_pages', 'Notices sent without the database since the start of this process', direct.sent()),
      ];
    },
    settled: direct.settled,
    close: files.close,
  };
}
