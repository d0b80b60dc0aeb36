import type { z } from 'zod';
import type { Talk, TalkLine } from '../../contract.ts';

export type Line = z.output<typeof TalkLine>;
/** A talk as far as it was read: the newest turns, and whatever was loaded before them without a gap. */
export type TalkPages = z.output<typeof Talk>;

/** The newest page put to what stands there. Lines that did not change stay the same objects, so that they are not drawn again.
 *  After a gap (more came than a page holds) what was read before is let go: it can be loaded again. */
export const joined = (known: TalkPages | undefined, page: TalkPages): TalkPages => {
  if (!known || page.from > known.to + 1) return page;
  const before = known.lines.filter(({ rev }) => rev < page.from);
  const same = new Map(named(known.lines));
  const lines = [...before, ...named(page.lines).map(([name, line]) => asBefore(same.get(name), line))];
  const isAllTheSame = lines.length === known.lines.length && lines.every((line, place) => line === known.lines[place]);
  const isOlder = known.from < page.from;
  return {
    lines: isAllTheSame ? known.lines : lines,
    more: isOlder ? known.more : page.more,
    from: isOlder ? known.from : page.from,
    to: page.to,
  };
};

/** An earlier page put in front. One that does not end where the talk begins came too late: it stays as it is. */
export const prepended = (known: TalkPages, page: TalkPages): TalkPages =>
  page.to === known.from - 1
    ? { lines: [...page.lines, ...known.lines], more: page.more, from: page.from, to: known.to }
    : known;

/** Lines by turn and place in it: a turn's lines never change their order. */
export const named = (lines: readonly Line[]): [name: string, line: Line][] => {
  let rev = -1;
  let place = 0;
  return lines.map((line) => {
    place = line.rev === rev ? place + 1 : 0;
    rev = line.rev;
    return [`${rev} ${place}`, line];
  });
};

const asBefore = (known: Line | undefined, line: Line): Line =>
  known &&
  known.text === line.text &&
  known.shownAt === line.shownAt &&
  known.taken?.at === line.taken?.at &&
  known.from === line.from
    ? known
    : line;

/** Turns that are drawn as one piece. */
const turnsOfPiece = 25;

/** The talk in pieces with fixed borders: what is loaded before or comes after touches only the piece at its end. */
export const pieces = (lines: readonly Line[]): { from: number; lines: [name: string, line: Line][] }[] => {
  const made: { from: number; lines: [name: string, line: Line][] }[] = [];
  for (const one of named(lines)) {
    const from = Math.floor(one[1].rev / turnsOfPiece) * turnsOfPiece;
    const last = made.at(-1);
    if (last?.from === from) last.lines.push(one);
    else made.push({ from, lines: [one] });
  }
  return made;
};
