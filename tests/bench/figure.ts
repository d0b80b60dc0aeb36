/** A measured figure: printed where it was measured, and handed to `npm run bench` when that runs the part. */
import { type MeasureId, measures, reached } from './measures.ts';

export interface Figure {
  id: MeasureId;
  value: number;
  /** How it came about: how often, between what, in what unit. */
  how: string;
}

export function figure(id: MeasureId, value: number, how: string): void {
  if (process.send) process.send({ id, value, how } satisfies Figure);
  console.log(`${measures[id].says}: ${written(id, value)} (${reached(measures[id], value)}) · ${how}`);
}

export function written(id: MeasureId, value: number): string {
  const { unit } = measures[id];
  if (!Number.isFinite(value)) return 'not answered';
  if (unit === '') return value.toFixed(2);
  return `${value.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`;
}
