import type { DeskDeps } from './handler.ts';

export function campaignHandlers(_deps: DeskDeps) {
  return {};
}
