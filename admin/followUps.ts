import type { DeskDeps } from './handler.ts';

export function followUpHandlers(_deps: DeskDeps, _changed: (centerId: string) => void) {
  return {};
}
