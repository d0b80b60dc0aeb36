import type { DeskDeps } from './handler.ts';

export function reportHandlers(_deps: DeskDeps) {
  return {};
}
