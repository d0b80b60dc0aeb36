import type { LadderView } from '../../contract.ts';
import type { Target } from './data.ts';
import { useLadderWords } from './words.ts';

/** A target as it is read; somebody who is gone is told as such. */
export const useTargetName = (view: LadderView): ((target: Target) => string) => {
  const w = useLadderWords();
  return (target) => {
    if (target.type === 'person') return view.people.find(({ id }) => id === target.id)?.name ?? w.gone;
    if (target.type !== 'rotation') return w.target[target.type];
    const found = view.rotations.find(({ id }) => id === target.id);
    return found ? w.rotation(found.name, found.backup) : w.gone;
  };
};

export const keyOf = (target: Target): string => ('id' in target ? `${target.type} ${target.id}` : target.type);

/** Everything a step may name that it does not name yet. */
export const offeredTo = (who: readonly Target[], view: LadderView): Target[] => {
  const all: Target[] = [
    { type: 'duty' },
    ...view.rotations.map(({ id }) => ({ type: 'rotation' as const, id })),
    { type: 'leads' },
    { type: 'everyone' },
    { type: 'team' },
    ...view.people.map(({ id }) => ({ type: 'person' as const, id })),
  ];
  const named = new Set(who.map(keyOf));
  return all.filter((target) => !named.has(keyOf(target)));
};
