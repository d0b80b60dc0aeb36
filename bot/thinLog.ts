/** While something is away every turn says so: hundreds of lines a second that say one thing would fill the disk that events are kept on. Of
 *  each warning and error the first of a window are written as they are, with their ids; the rest are counted, and told as one line. */
import type { LoggerOptions } from 'pino';

export interface Thinning {
  /** Lines of one message that are written in a window. */
  most: number;
  windowMs: number;
}

interface Window {
  many: number;
  /** Writes how many were not written, under the same level and message. */
  tell: (notWritten: number) => void;
}

const warn = 40;
const fatal = 60;

/** As pino's `hooks`. */
export function thinned(
  { most, windowMs }: Thinning = { most: 50, windowMs: 10_000 },
): NonNullable<LoggerOptions['hooks']> {
  const windows = new Map<string, Window>();
  return {
    logMethod(args, method, level) {
      const [state, message] = args as [unknown, unknown];
      if (level < warn || level >= fatal || typeof message !== 'string') return method.apply(this, args);
      const key = `${level} ${message}`;
      const window = windows.get(key) ?? { many: 0, tell: () => {} };
      window.many += 1;
      if (window.many === 1) {
        windows.set(key, window);
        setTimeout(() => {
          windows.delete(key);
          if (window.many > most) window.tell(window.many - most);
        }, windowMs).unref();
      }
      if (window.many <= most) return method.apply(this, args);
      const fault = (state as { fault?: unknown } | null)?.fault;
      window.tell = (more) => method.apply(this, [{ ...(fault ? { fault } : {}), more }, message] as never);
    },
  };
}
