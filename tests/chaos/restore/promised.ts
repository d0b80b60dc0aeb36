/** What a restored copy must be, as docs/operating.md and docs/reliability.md promise it. */
import type { Copy, Rehearsed } from './rehearsal.ts';

/** Each promise that was not kept, as a sentence; [] when all were. */
export function faultsOf({ target, before, copies, otherKey, served, found }: Rehearsed): string[] {
  const at = target.getTime();
  const { moment, archive, received } = copies;
  const toMoment = moment.lost.filter(({ answeredAt }) => answeredAt !== null && answeredAt <= at);
  const beyond = moment.here.filter(({ sentAt }) => sentAt > at);
  const gone = new Set(received.lost.map(({ eventId }) => eventId));
  const promised: [kept: boolean, sentence: string][] = [
    [
      before.some(({ risky, answeredAt }) => risky && answeredAt !== null && answeredAt <= at),
      'nobody was in danger before the moment: nothing was tried',
    ],
    [before.some(({ sentAt }) => sentAt > at), 'nobody wrote after the moment: nothing was tried'],
    [toMoment.length === 0, `${toMoment.length} messages answered before the chosen moment are not in its copy`],
    [beyond.length === 0, `${beyond.length} messages sent after the chosen moment are in its copy`],
    [moment.holdsForgotten, 'who was forgotten after the chosen moment should be in its copy'],
    [!archive.holdsForgotten && !received.holdsForgotten, 'who was forgotten is in a copy of later'],
    ...Object.entries(copies).flatMap(([name, copy]) => whole(name, copy)),
    ...whole('served', served.kept),
    [
      received.lostSeconds <= 1,
      `${received.lost.length} answered messages were not received, of ${received.lostSeconds} s`,
    ],
    [served.kept.lost.every(({ eventId }) => gone.has(eventId)), 'something answered was lost after the restore'],
    [served.unknown === 0 || gone.size > 0, `${served.unknown} people were not known any more`],
    [
      served.due > 0 && served.uncalled.length === 0,
      `of ${served.due} due cases nobody was called for ${served.uncalled.length}`,
    ],
    [served.callsShown > 0, 'the phone of whoever is on duty showed no call'],
    [
      served.line.unanswered.turns === 1 && served.line.unanswered.cases === 1,
      'what LINE brought again did not become one turn and one case',
    ],
    [served.line.answered.turns === 1, 'what was answered and brought once more is not one turn'],
    [served.line.byItself === 0, 'LINE brought again what had been answered'],
    [otherKey.includes('MASTER_KEY does not open this database'), `with another key the start said: ${otherKey}`],
    [found.marker.length === 0, `what somebody said stands readable in ${found.marker.join(', ')}`],
    [found.centerName.length > 0, 'the search through the back-ups finds nothing, not even what is not sealed'],
  ];
  return promised.flatMap(([kept, sentence]) => (kept ? [] : [sentence]));
}

const whole = (name: string, { withoutCase, broken }: Copy | Rehearsed['served']['kept']): [boolean, string][] => [
  [withoutCase.length === 0, `${name}: ${withoutCase.length} people in danger have no case`],
  ...broken.map(({ id, says, count }): [boolean, string] => [
    false,
    `${name}: ${id} does not hold ${count} times: ${says}`,
  ]),
];
