import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Placement } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { BackIcon, TalkIcon } from '../icons.tsx';
import { useShortcuts } from '../keys.tsx';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { CsvImport } from './csv.tsx';
import { useCampaign } from './data.ts';
import { CampaignForm } from './form.tsx';
import { Days, State } from './page.tsx';
import { AddPlacement } from './placementForm.tsx';
import { Placements } from './placements.tsx';
import { useCampaignWords } from './words.ts';

// The charts are a script of their own.
const CampaignCounts = lazy(async () => ({ default: (await import('../reports/counts.tsx')).CampaignCounts }));

/** One campaign: what hangs of it, how more is made, and what came of it. */
export const CampaignRoom = ({ id }: { id: string }) => {
  const words = useWords();
  const w = useCampaignWords();
  const may = useMay('campaigns');
  const found = useCampaign(id);
  const [, go] = useLocation();
  const [asked] = useSearchParams();
  const here = asked.get('tab') === 'counts' ? 'counts' : 'placements';
  const [changing, setChanging] = useState(false);
  const [making, setMaking] = useState<'one' | 'many' | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const first = found.data?.pages[0];
  const name = first?.campaign.name ?? w.title;
  useEffect(() => {
    document.title = `${name}${words.separator}${words.product}`;
  }, [name, words]);
  useShortcuts({ KeyQ: () => go('/campaigns'), ...(may ? { KeyN: () => setMaking('one') } : {}) });

  const told = (what: string) => {
    setMade(what);
    setMaking(null);
  };
  if (!first)
    return (
      <div className="page-note">
        {found.isPending ? <p role="status">{words.loading}</p> : <Fault of={found.error} again={found.refetch} />}
        <Back />
      </div>
    );
  const { campaign, base, booth, today } = first;
  const placements: Placement[] = found.data?.pages.flatMap((page) => page.placements) ?? [];
  return (
    <div className="campaigns">
      <Back />
      <div className="campaign-head">
        <div>
          <h1>
            {campaign.name} <State campaign={campaign} today={today} />
          </h1>
          <p className="quiet campaign-facts">
            {campaign.place && <span>{campaign.place}</span>}
            <Days campaign={campaign} />
          </p>
        </div>
        {may && (
          <Button variant="default" size="md" onClick={() => setChanging(true)}>
            {w.change}
          </Button>
        )}
      </div>
      {found.isError && <Fault of={found.error} again={found.refetch} />}
      <div className="notice campaign-booth">
        <TalkIcon />
        <p>
          {w.booth}: <q lang="ko">{booth}</q>
        </p>
      </div>

      <nav className="campaign-tabs" aria-label={w.rooms}>
        <Link href={`/campaigns/${id}`} aria-current={here === 'placements' ? 'page' : undefined}>
          {w.placement.title}
        </Link>
        <Link href={`/campaigns/${id}?tab=counts`} aria-current={here === 'counts' ? 'page' : undefined}>
          {w.counts}
        </Link>
      </nav>

      {here === 'placements' ? (
        <section aria-labelledby="placements-title" className="campaign-section">
          <div className="campaign-head">
            <h2 id="placements-title">
              {w.placement.title}{' '}
              <span className="quiet">
                {campaign.hanging}
                {campaign.made > campaign.hanging && `${words.separator}${w.retired(campaign.made - campaign.hanging)}`}
              </span>
            </h2>
            {may && (
              <p className="campaign-does">
                <Button size="md" onClick={() => setMaking('one')} aria-expanded={making === 'one'}>
                  {w.placement.add}
                </Button>
                <Button
                  variant="default"
                  size="md"
                  onClick={() => setMaking(making === 'many' ? null : 'many')}
                  aria-expanded={making === 'many'}
                >
                  {w.placement.addMany}
                </Button>
              </p>
            )}
          </div>
          <p className="quiet">{w.placement.lead}</p>
          <p className="campaign-made" role="status">
            {made}
          </p>
          {making === 'one' && (
            <AddPlacement
              campaignId={id}
              onClose={() => setMaking(null)}
              onDone={(one) => setMade(w.placement.made(one.name, one.code))}
            />
          )}
          {making === 'many' && (
            <CsvImport campaignId={id} onClose={() => setMaking(null)} onDone={(n) => told(w.csv.made(n))} />
          )}
          {placements.length === 0 ? (
            <div className="empty">
              <p>
                <b>{w.placement.empty}</b>
              </p>
              <p className="quiet">{may ? w.placement.emptyMore : ''}</p>
            </div>
          ) : (
            <Placements campaign={campaign} placements={placements} base={base} may={may} />
          )}
          {found.hasNextPage && (
            <Button
              variant="default"
              size="md"
              className="campaign-more"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {w.more}
            </Button>
          )}
        </section>
      ) : (
        <section className="campaign-section" aria-label={w.counts}>
          <Suspense fallback={<p role="status">{words.loading}</p>}>
            <CampaignCounts campaignId={id} />
          </Suspense>
        </section>
      )}
      {changing && (
        <CampaignForm campaign={campaign} onClose={() => setChanging(false)} onDone={() => setChanging(false)} />
      )}
    </div>
  );
};

const Back = () => {
  const w = useCampaignWords();
  return (
    <Link href="/campaigns" className="campaign-back">
      <BackIcon />
      {w.back}
    </Link>
  );
};
