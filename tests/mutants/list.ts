/** Faults somebody could put in with one line, each of which would lose a person or tell two people the same; and the tests that must not
 *  let it pass. `npm run mutants` puts each in and looks (main.ts); that its line still stands where it is looked for is a test itself. */

export interface Mutant {
  name: string;
  /** What would go wrong. */
  says: string;
  file: string;
  /** Stands exactly once in the file. */
  from: string;
  to: string;
  /** Test files of which at least one must fail. */
  caughtBy: readonly string[];
}

const conversations = 'triage/store/conversations.ts';
const escalations = 'triage/store/escalations.ts';
const pages = 'triage/store/pagesDue.ts';

export const mutants: readonly Mutant[] = [
  {
    name: 'no rev check',
    says: 'Two processes move one conversation from the same place: an answer is overwritten.',
    file: conversations,
    from: 'where resident_id = $1 and rev = $2 returning resident_id, center_id, rev, channel',
    to: 'where resident_id = $1 and $2::integer is not null returning resident_id, center_id, rev, channel',
    caughtBy: ['tests/triage/turn.test.ts'],
  },
  {
    name: 'no rev check of somebody known',
    says: 'A process that remembers somebody overwrites what another one stored meanwhile.',
    file: conversations,
    from: 'where c.resident_id = $1 and c.rev = $2',
    to: 'where c.resident_id = $1 and $2::integer is not null',
    caughtBy: ['tests/triage/known.test.ts'],
  },
  {
    name: 'a lost race counts as done',
    says: 'The event is claimed though its turn was not stored: the message is lost.',
    file: 'triage/turn.ts',
    from: 'if (rev === null) return null;\n  work.atRisk',
    to: 'work.atRisk',
    caughtBy: ['tests/triage/turn.test.ts', 'tests/triage/known.test.ts'],
  },
  {
    name: 'a swallowed statement is committed',
    says: 'After a failed statement Postgres answers a commit with ROLLBACK: what was thought stored is not.',
    file: 'triage/store/db.ts',
    from: "if (ended.command !== 'COMMIT') throw new RolledBack({ cause: failed });",
    to: '',
    caughtBy: ['tests/triage/store/db.test.ts'],
  },
  {
    name: 'no alarm on the failure path',
    says: 'Words of danger whose turn failed wait for the retry instead of calling somebody.',
    file: 'triage/aside.ts',
    from: 'if (danger) await alarmWithoutTurn(deps, query, loaded, event, danger.findings, now);',
    to: '',
    caughtBy: ['tests/triage/turn.test.ts', 'tests/journeys/bad-night.test.ts'],
  },
  {
    name: 'a claim takes from its owner',
    says: 'Two counsellors claim one case, and both are told it is theirs.',
    file: escalations,
    from: 'and escalation.id = $1 and owner is null and closed_at is null',
    to: 'and escalation.id = $1 and closed_at is null',
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'no fence on a word',
    says: 'Whoever lost a case still writes in it, and stops the calls.',
    file: escalations,
    from: "where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner = $2 and fence = $3 and closed_at is null\n      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,\n    values: [act.escalationId, act.staffId, fence, act.now, read],\n  },\n  actEvent('spoke', cause, act, null),",
    to: "where escalation.resident_id = moved.resident_id and escalation.id = $1 and $2::uuid is not null and $3::integer is not null and closed_at is null\n      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,\n    values: [act.escalationId, act.staffId, fence, act.now, read],\n  },\n  actEvent('spoke', cause, act, null),",
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'any fence will do',
    says: 'A desk that was left open acts on a case it does not have any more.',
    file: 'triage/act.ts',
    from: 'if (!owner || !isTheirs || escalation.fence !== desk.fence) {',
    to: 'if (!owner || !isTheirs) {',
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'no fence on a page',
    says: 'A sender that woke up settles a page which another one has taken over.',
    file: pages,
    from: "where page.id = lease.id and page.fence = lease.fence and page.state = 'due'",
    to: "where page.id = lease.id and page.state = 'due'",
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'a leased page is taken again',
    says: 'Two processes send the same page at once.',
    file: pages,
    from: "page.state = 'due' and page.due_at <= $2\n       and (page.lease_until is null or page.lease_until <= $2)",
    to: "page.state = 'due' and page.due_at <= $2",
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'a leased timer is taken again',
    says: 'What was due for somebody happens twice.',
    file: 'triage/store/timers.ts',
    from: 'where due_at <= $1 and (lease_until is null or lease_until <= $1) and kind',
    to: 'where due_at <= $1 and kind',
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'a leased answer is taken again',
    says: 'Two processes send one answer to somebody.',
    file: 'triage/store/turns.ts',
    from: 'where sent_at is null and due_at is not null and due_at <= $2 and (lease_until is null or lease_until <= $2)',
    to: 'where sent_at is null and due_at is not null and due_at <= $2',
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
  {
    name: 'a lapsed claim rings nobody',
    says: 'A counsellor fell asleep on a case, and nobody is called again.',
    file: 'triage/store/climbs.ts',
    from: 'next_page_at = case when escalation.priority <= 2 then held.lapse_at end',
    to: 'next_page_at = null',
    caughtBy: ['tests/triage/paging.test.ts', 'tests/journeys/ladder.test.ts'],
  },
  {
    name: 'nobody is asked about a quarantined event',
    says: 'A message that can never become a turn is set aside in silence.',
    file: 'triage/dispatch.ts',
    from: 'if (wrapped) await commit(query, task(deps, pending, deps.wordsOf(pending), key, now));',
    to: '',
    caughtBy: ['tests/journeys/bad-night.test.ts', 'tests/triage/turn.test.ts', 'tests/journeys/messengers.test.ts'],
  },
  {
    name: 'a counsellor who has gone is not called',
    says: 'Somebody writes of danger again to a counsellor whose shift is over, and nothing rings.',
    file: 'triage/perform.ts',
    from: 'const again = callsAgain(escalation, verdict, now);',
    to: 'const again: Date | null = null;',
    caughtBy: ['tests/journeys/ladder.test.ts'],
  },
  {
    name: 'a word answers what is no turn yet',
    says: 'Danger that was set aside stops ringing by a word that was written before anybody could read it.',
    file: escalations,
    from: '(turn.rev is null and inbox.event_id is not null) or ',
    to: '',
    caughtBy: ['tests/journeys/bad-night.test.ts'],
  },
  {
    name: 'danger waits its turn',
    says: 'After an outage a word to somebody in danger leaves behind everybody’s questionnaires.',
    file: 'triage/store/turns.ts',
    from: 'order by not exists (select from escalation urgent',
    to: 'order by exists (select from escalation urgent',
    caughtBy: ['tests/journeys/guards.test.ts'],
  },
];
