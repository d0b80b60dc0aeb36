import { useLocation } from 'wouter';
import { useMay } from '../session.ts';
import { useRosterWords } from './words.ts';

type View = 'roster' | 'handover' | 'rotations' | 'ladder' | 'board' | 'center';
const paths: Record<View, string> = {
  roster: '/roster',
  handover: '/roster?view=handover',
  rotations: '/roster?view=rotations',
  ladder: '/roster/ladder',
  board: '/roster/board',
  center: '/roster?view=center',
};

/** What stands beside 당직: the handover, the rotations, who is called in which order, how the centre keeps its word, its facts. */
export const Views = ({ here }: { here: View }) => {
  const w = useRosterWords();
  const [, go] = useLocation();
  const mayRead = useMay('case');
  const mayBoard = useMay('center');
  const shown = (Object.keys(paths) as View[]).filter(
    (view) => (view !== 'handover' || mayRead) && (view !== 'board' || mayBoard),
  );
  return (
    <nav className="views" aria-label={w.rooms}>
      {shown.map((view) => (
        <button
          key={view}
          type="button"
          aria-current={view === here ? 'page' : undefined}
          onClick={() => go(paths[view])}
        >
          {w.tab[view]}
        </button>
      ))}
    </nav>
  );
};
