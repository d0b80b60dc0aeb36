/** What the residents' edge needs of a logger (pino fits). Ids and states only: never what somebody wrote. */
export interface Log {
  info(state: object, message: string): void;
  warn(state: object, message: string): void;
  error(state: object, message: string): void;
}

/** Where a fault happened, without its message: messages of parsers and databases quote the input. */
export function faultOf(error: unknown): { fault: string; at?: string[] } {
  if (!(error instanceof Error)) return { fault: typeof error };
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return { fault: error.name, at: at.slice(0, 8) };
}
