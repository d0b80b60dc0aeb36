import type { DeskDeps } from './handler.ts';

export function rosterHandlers(_deps: DeskDeps) {
  return {};
}
