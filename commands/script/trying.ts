/** What an act may want, found out by trying it: over a sample of people, answers and moments. */
import { begin, type Context } from '../../flows/context.ts';
import { instrument, instrumentIds } from '../../flows/instruments/registry.ts';
import type { Effect } from '../../flows/protocol.ts';

/** People at every question that there is. */
export function contexts(): Context[] {
  // A question that depends on the moment is taken in its fullest form.
  const empty: Context = { ...begin('tag', 'ko'), onDuty: true };
  const items = instrumentIds.flatMap((id) =>
    Object.keys(instrument(id).items).map((item) => ({ id, key: `${id}/${item}` })),
  );
  return [
    empty,
    { ...empty, misread: 1 },
    ...items.map(({ id, key }) => ({
      ...empty,
      scale: id === 'sgds' ? ('sgds' as const) : ('phq9' as const),
      item: key,
    })),
  ];
}

/** What an act was seen to want, over a sample of people, answers and moments. */
export function effectsByTrying(act: unknown): readonly Effect[] {
  const known = tried.get(act);
  if (known) return known;
  const { collect } = act as { collect?: (args: unknown) => void };
  const seen = new Set<Effect>();
  const inner = new Set<unknown>();
  const enqueue = Object.assign(
    (one: { type?: string; params?: Effect }) => {
      if (one.type === 'effect' && one.params) seen.add(one.params);
      else inner.add(one);
    },
    { assign: () => {} },
  );
  for (const context of collect ? sampleContexts : []) {
    for (const event of sampleEvents) collect?.({ context, event, enqueue, check: () => true });
  }
  const all = [...seen, ...[...inner].flatMap(effectsByTrying)];
  tried.set(act, all);
  return all;
}
const tried = new Map<unknown, readonly Effect[]>();

const sampleContexts: readonly Context[] = contexts().flatMap((context) => {
  const ready: Context = { ...context, thirdParty: { agency: '', counsellor: '' }, deleteBy: 0 };
  return [
    ready,
    { ...ready, age: '14-18', route: 'watch', recorded: true },
    { ...ready, age: '75+', carded: true, alarmed: true, told: true, misread: 2 },
  ];
});

const moment = { at: 0, care: 'none', onDuty: true, unsigned: [] };
const sampleEvents: readonly unknown[] = [
  ...['0', '1', 'skip', 'helping', 'money', 'now', 'yes', 'agree'].map((value) => ({ type: 'ANSWER', value })),
  { type: 'RISK', risk: { level: 'crisis', priority: 'P0', about: 'self', rule: null, span: null } },
  { type: 'LATE', finding: { type: 'asq', item: 5, answer: 'yes' } },
  { type: 'SILENCE', timer: 'card' },
  { type: 'CLAIMED', counsellor: '' },
  { type: 'SPOKE', counsellor: '', text: '' },
  { type: 'ASKS', counsellor: '', agency: '' },
  { type: 'NUMBER', number: '' },
  { type: 'ROUTED', route: 'low', awaited: false },
  { type: 'HANDED_BACK' },
  { type: 'CLOSED' },
].map((event) => ({ ...event, ...moment }));
