import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Switch, useLocation, useRoute } from 'wouter';
import type { Campaign } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { useShortcuts } from '../keys.tsx';
import { Loading } from '../loading.tsx';
import { useMay } from '../session.ts';
import { toDay } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { CampaignRoom } from './campaign.tsx';
import './campaigns.css';
import { useCampaigns } from './data.ts';
import { CampaignForm } from './form.tsx';
import { PrintCampaign, PrintOne } from './print.tsx';
import { useRowKeys } from './rows.ts';
import { useCampaignWords } from './words.ts';

// The charts are a script of their own.
const Indicators = lazy(async () => ({ default: (await import('../reports/indicators.tsx')).Indicators }));

/** 캠페인: what hangs where, what is printed, and what came of it. */
export const CampaignsPage = () => {
  const w = useCampaignWords();
  if (!useMay('counts')) return <p className="page-note">{w.forbidden}</p>;
  return (
    <Switch>
      <Route path="/campaigns/print/:id">{({ id }) => <PrintOne key={id} id={id} />}</Route>
      <Route path="/campaigns/:id/print">{({ id }) => <PrintCampaign key={id} id={id} />}</Route>
      <Route path="/campaigns/indicators">
        <Room>
          <Indicators />
        </Room>
      </Route>
      <Route path="/campaigns/:id">{({ id }) => <CampaignRoom key={id} id={id} />}</Route>
      <Route>
        <Room>
          <List />
        </Room>
      </Route>
    </Switch>
  );
};

/** The two pages of the room, and which one is open. */
const Room = ({ children }: { children: ReactNode }) => {
  const words = useWords();
  const w = useCampaignWords();
  const [onIndicators] = useRoute('/campaigns/indicators');
  useEffect(() => {
    document.title = `${onIndicators ? w.indicators : w.title}${words.separator}${words.product}`;
  }, [onIndicators, w, words]);
  return (
    <div className="campaigns">
      <nav className="campaign-tabs" aria-label={w.tabs}>
        <Link href="/campaigns" aria-current={onIndicators ? undefined : 'page'}>
          {w.title}
        </Link>
        <Link href="/campaigns/indicators" aria-current={onIndicators ? 'page' : undefined}>
          {w.indicators}
        </Link>
      </nav>
      <Suspense fallback={<p role="status">{words.loading}</p>}>{children}</Suspense>
    </div>
  );
};

const List = () => {
  const words = useWords();
  const w = useCampaignWords();
  const may = useMay('campaigns');
  const found = useCampaigns();
  const [adding, setAdding] = useState(false);
  const [, go] = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const campaigns = found.data?.pages.flatMap((page) => page.campaigns);
  const today = found.data?.pages[0]?.today ?? '';
  useShortcuts({ ...useRowKeys(list), ...(may ? { KeyN: () => setAdding(true) } : {}) });

  return (
    <>
      <div className="campaign-head">
        <h1>{w.title}</h1>
        {may && campaigns && campaigns.length > 0 && (
          <Button size="md" onClick={() => setAdding(true)}>
            {w.add}
          </Button>
        )}
      </div>
      {!campaigns && found.isPending && <Loading />}
      {found.isError && (
        <Fault of={found.error}>
          <button type="button" className="plain-button" onClick={() => void found.refetch()}>
            {words.again}
          </button>
        </Fault>
      )}
      {campaigns?.length === 0 && (
        <div className="empty">
          <p>
            <b>{w.empty}</b>
          </p>
          <p className="quiet">{may ? w.emptyMore : w.emptyReader}</p>
          {may && (
            <Button size="md" onClick={() => setAdding(true)}>
              {w.add}
            </Button>
          )}
        </div>
      )}
      {campaigns && campaigns.length > 0 && (
        <ul className="campaign-list" ref={list} aria-label={w.list}>
          {campaigns.map((campaign) => (
            <Row key={campaign.id} campaign={campaign} today={today} />
          ))}
        </ul>
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
      {adding && (
        <CampaignForm
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            go(`/campaigns/${made.id}`);
          }}
        />
      )}
    </>
  );
};

const Row = ({ campaign, today }: { campaign: Campaign; today: string }) => {
  const words = useWords();
  const w = useCampaignWords();
  const { id, name, place, hanging, made } = campaign;
  return (
    <li className="campaign-row">
      <Link className="open" href={`/campaigns/${id}`}>
        {name}
      </Link>
      <State campaign={campaign} today={today} />
      <p className="quiet campaign-facts">
        {place && <span>{place}</span>}
        <Days campaign={campaign} />
        <span>
          {w.placements(hanging)}
          {made > hanging && `${words.separator}${w.retired(made - hanging)}`}
        </span>
      </p>
    </li>
  );
};

/** `3월 1일 ~ 5월 31일` */
export const Days = ({ campaign }: { campaign: Campaign }) => {
  const w = useCampaignWords();
  const [lang] = useLang();
  const day = (at: string) => toDay(lang, `${at}T00:00:00+09:00`);
  return <span>{w.days(day(campaign.startsOn), day(campaign.endsOn))}</span>;
};

export const State = ({ campaign, today }: { campaign: Campaign; today: string }) => {
  const w = useCampaignWords();
  const state = today < campaign.startsOn ? 'later' : today > campaign.endsOn ? 'over' : 'now';
  return (
    <span className="flag campaign-state" data-state={state}>
      {w.state[state]}
    </span>
  );
};
