import type { LadderView } from '../../contract.ts';
import { PriorityIcon } from '../icons.tsx';
import { useWords } from '../words.ts';
import { type Called, type Climb, priorities } from './data.ts';
import { keyOf, useTargetName } from './targets.tsx';
import { useLadderWords } from './words.ts';

/** The ladder as it is read: three climbs beside each other, each a short story. */
export const Climbs = ({ view }: { view: LadderView }) => (
  <div className="climbs">
    {priorities.map((priority) => (
      <OneClimb key={priority} view={view} priority={priority} climb={view.ladder.climbs[priority]} />
    ))}
  </div>
);

export const ClimbHead = ({ priority }: { priority: Called }) => {
  const words = useWords();
  return (
    <h2 className="climb-head" data-priority={priority}>
      <PriorityIcon priority={priority} />
      {words.priority[priority]}
    </h2>
  );
};

const OneClimb = ({ view, priority, climb }: { view: LadderView; priority: Called; climb: Climb }) => {
  const w = useLadderWords();
  const nameOf = useTargetName(view);
  const steps = climb.steps.map((step, nth) => ({
    ...step,
    total: climb.steps.slice(0, nth + 1).reduce((sum, { afterMinutes }) => sum + afterMinutes, 0),
  }));
  return (
    <section className="climb" data-priority={priority}>
      <ClimbHead priority={priority} />
      <ol className="climb-steps">
        {steps.map(({ afterMinutes, total, who }, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={nth}>
            <span className="step-time">
              {nth > 0 ? w.after(afterMinutes, total) : afterMinutes === 0 ? w.atOnce : w.afterOpening(afterMinutes)}
            </span>
            <span className="step-who">
              {who.map((target) => (
                <span key={keyOf(target)} className="chip">
                  {nameOf(target)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet">{w.repeats(climb.repeatMinutes)}</p>
      <p className="quiet">{climb.lapseMinutes === null ? w.neverLapses : w.lapses(climb.lapseMinutes)}</p>
    </section>
  );
};
