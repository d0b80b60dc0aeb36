import type { DeskDeps } from './handler.ts';

export function trailHandlers(_deps: DeskDeps) {
  return {};
}
