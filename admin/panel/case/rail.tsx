import { Link } from 'wouter';
import type { QueueRow } from '../../contract.ts';
import { Clock, OwnerLine } from '../clock.tsx';
import { useWords } from '../words.ts';

/** On a wide screen the queue stays beside the open case, so that whoever comes next is not hidden by the present one. */
export const Rail = ({ here, rows }: { here: string; rows: QueueRow[] | undefined }) => {
  const words = useWords();
  return (
    <nav className="rail" aria-label={words.queue.title}>
      <h2>{words.queue.title}</h2>
      <ul>
        {rows?.map((row) => (
          <li key={row.id} data-priority={row.priority} data-claimed={Boolean(row.owner) || undefined}>
            <Clock row={row} />
            <Link href={`/cases/${row.id}`} aria-current={row.id === here ? 'page' : undefined}>
              {words.reason[row.reason]}
            </Link>
            {row.owner && <OwnerLine row={row} />}
          </li>
        ))}
      </ul>
    </nav>
  );
};
