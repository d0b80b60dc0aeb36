import type { Center } from './connection.ts';
import { Mark } from './icons.tsx';
import type { Words } from './words.ts';

/** Who speaks here. Neutral on purpose: a glance over the shoulder learns nothing. */
export function Brand({ w, center }: { w: Words; center: Center | null }) {
  return (
    <div class="brand">
      <Mark />
      <h1>{w.bot}</h1>
      {center && <p lang="ko">{center.name}</p>}
    </div>
  );
}
