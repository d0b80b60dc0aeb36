import pg from 'pg';

/** Try again later: 503 with Retry-After. Keep the cause. */
export class Unavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Unavailable';
  }
}

/** The database is there and cannot be used as it is. The message says what to do, for whoever starts this. */
export class DatabaseUnfit extends Error {
  readonly code = 'database_unfit';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DatabaseUnfit';
  }
}

/** `commit` was answered with ROLLBACK: a statement failed and `fn` went on as if it had not. Nothing was stored. */
export class RolledBack extends Error {
  readonly code = 'rolled_back';
  constructor(options?: { cause?: unknown }) {
    super('The transaction was rolled back at commit, because a statement in it had failed (see cause)', options);
    this.name = 'RolledBack';
  }
}

/** Another row has this key already. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** A row names another that is gone, or one that is to go is still named: somebody else wrote at the same moment. */
export function isForeignKeyViolation(error: unknown): boolean {
  return sqlState(error) === '23503';
}

/** The same work may succeed at once when done again: a deadlock, a serialisation fault, a lock not got in time, a connection
 *  that died under it. After a lost connection the first try may have been committed: only do again what is idempotent. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state?.startsWith('40') === true || state === '55P03' || isConnectionLost(error);
}

/** The connection died, or hangs: nothing more can be said on it. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return isConnectionState(state);
  return chain(error).some((one) => LOST.has(codeOf(one) ?? '') || LOST_MESSAGE.test(one.message));
}

/** The SQLSTATE Postgres gave, also behind Unavailable. */
export function sqlState(error: unknown): string | undefined {
  for (const one of chain(error)) {
    const code = codeOf(one);
    if (one instanceof pg.DatabaseError && code) return code;
  }
  return undefined;
}

const LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const AWAY = new Set([
  ...LOST,
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAGAIN',
]);
// pg has no codes for its own faults.
const LOST_MESSAGE = /^(Connection terminated|Query read timeout|Client has encountered a connection error)/;
const AWAY_MESSAGE =
  /^(timeout exceeded when trying to connect|timeout expired|Client was closed|Cannot use a pool after)/;

function isConnectionState(state: string): boolean {
  return state.startsWith('08') || state === '57P01' || state === '57P02' || state === '57P03';
}

/** Sorts a driver's error: the database is away, too slow, full or in the way → Unavailable; anything else as it is. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Unavailable || error instanceof RolledBack) return error;
  const reason = whyUnavailable(error);
  return reason ? new Unavailable(`The database ${reason}`, { cause: error }) : error;
}

function whyUnavailable(error: Error): string | undefined {
  const state = error instanceof pg.DatabaseError ? codeOf(error) : undefined;
  if (state) {
    if (isConnectionState(state)) return 'closed the connection';
    if (state.startsWith('40') || state === '55P03') return 'is busy with the same rows';
    if (state === '57014' || state === '25P03') return 'took too long';
    if (state.startsWith('53')) return 'has no room or connections left';
    if (state.startsWith('58') || state === '25006') return 'cannot write';
    return undefined;
  }
  if (AWAY.has(codeOf(error) ?? '') || LOST_MESSAGE.test(error.message) || AWAY_MESSAGE.test(error.message)) {
    return 'does not answer';
  }
  return undefined;
}

function chain(error: unknown): Error[] {
  const found: Error[] = [];
  for (let one = error; one instanceof Error && found.length < 8; one = one.cause) {
    found.push(one);
    if (one instanceof AggregateError) found.push(...one.errors.filter((inner) => inner instanceof Error));
  }
  return found;
}

const codeOf = (error: Error): string | undefined => {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
};
