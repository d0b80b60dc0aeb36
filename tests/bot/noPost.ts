/** For an edge with pages only: no messenger is set up, and nothing may be asked of the store for one. */
import type { Post } from '../../bot/channels/channel.ts';

const never = async (): Promise<never> => {
  throw new Error('No messenger is set up in this test.');
};

export const noPost: Post = {
  writableAt: never,
  settle: never,
  held: never,
  isHolding: never,
  unanswered: never,
  blocked: never,
  withdrawn: never,
  stray: never,
};

/** And nobody of the staff is told anything, nor heard. */
export const noNotices = { staffLink: never, receipt: never };
