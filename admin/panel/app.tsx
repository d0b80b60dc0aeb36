import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Component, lazy, type ReactNode, Suspense } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { onSignedOut } from './api.ts';
import { whileBusy } from './busy.ts';
import { CasePage } from './case/page.tsx';
import { Fault } from './faults.tsx';
import { Invite } from './invite.tsx';
import { Loading } from './loading.tsx';
import { Login } from './login.tsx';
import { QueuePage } from './queue.tsx';
import { noteSignedOut, SignedIn, useSession } from './session.ts';
import { homeOf, Shell } from './shell.tsx';
import { useSoundGesture } from './sound.ts';
import { cssVariables, theme } from './theme.ts';
import { useWords } from './words.ts';

// 대기 and 사례 are in the first script: at 2 a.m. nothing more may have to be fetched. The other rooms come when they are entered.
const FollowUpsPage = lazy(async () => ({ default: (await import('./followUps/page.tsx')).FollowUpsPage }));
const RosterPage = lazy(async () => ({ default: (await import('./roster/page.tsx')).RosterPage }));
const LadderPage = lazy(async () => ({ default: (await import('./ladder/page.tsx')).LadderPage }));
const BoardPage = lazy(async () => ({ default: (await import('./board/page.tsx')).BoardPage }));
const DrillPage = lazy(async () => ({ default: (await import('./drill/page.tsx')).DrillPage }));
const CampaignsPage = lazy(async () => ({ default: (await import('./campaigns/page.tsx')).CampaignsPage }));
const AlertsPage = lazy(async () => ({ default: (await import('./alerts/page.tsx')).AlertsPage }));
const TrailPage = lazy(async () => ({ default: (await import('./trail/page.tsx')).TrailPage }));

const client = new QueryClient({
  defaultOptions: {
    // 'always': the browser's idea of being offline is often wrong inside an office network; the answer decides.
    queries: { networkMode: 'always', ...whileBusy, staleTime: 2000, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
});
// The address stays, the login stands in front of it: after signing in the same place opens again.
onSignedOut(() => {
  noteSignedOut();
  client.setQueryData(['me'], null);
});

export const App = () => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <Safe>
      <QueryClientProvider client={client}>
        <Switch>
          <Route path="/invite">
            <Invite />
          </Route>
          <Route>
            <Inside />
          </Route>
        </Switch>
      </QueryClientProvider>
    </Safe>
  </MantineProvider>
);

const Inside = () => {
  const words = useWords();
  useSoundGesture();
  const session = useSession();
  if (session.isPending) return <Loading />;
  // Asked again while the desk is open, who they are may well not be answered: what stands there stays.
  if (session.isLoadingError)
    return (
      <main className="page-note">
        <Fault of={session.error} />
        <button type="button" className="plain-button" onClick={() => void session.refetch()}>
          {words.again}
        </button>
      </main>
    );
  if (!session.data) return <Login />;
  const mayQueue = session.data.permissions.includes('queue');
  return (
    <SignedIn value={session.data}>
      <Shell>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/">{mayQueue ? <QueuePage /> : <Redirect to={homeOf(session.data)} replace />}</Route>
            <Route path="/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
            <Route path="/follow-ups" component={FollowUpsPage} />
            <Route path="/roster/ladder" component={LadderPage} />
            <Route path="/roster/board" component={BoardPage} />
            <Route path="/roster" component={RosterPage} />
            <Route path="/drills" component={DrillPage} />
            <Route path="/campaigns/*?" component={CampaignsPage} />
            <Route path="/alerts" component={AlertsPage} />
            <Route path="/audit" component={TrailPage} />
            <Route>
              <Missing />
            </Route>
          </Switch>
        </Suspense>
      </Shell>
    </SignedIn>
  );
};

const Missing = () => {
  const words = useWords();
  return (
    <div className="page-note">
      <h1>{words.missing.title}</h1>
      <p>{words.missing.lead}</p>
      <Link href="/">{words.missing.toQueue}</Link>
    </div>
  );
};

/** A fault while drawing must not leave a white screen at 2 a.m. */
class Safe extends Component<{ children: ReactNode }, { broke: boolean }> {
  override state = { broke: false };
  static getDerivedStateFromError() {
    return { broke: true };
  }
  override render() {
    return this.state.broke ? <Broke /> : this.props.children;
  }
}

const Broke = () => {
  const words = useWords();
  return (
    <main className="page-note" role="alert">
      <p>{words.fault.page}</p>
      <button type="button" className="plain-button" onClick={() => location.reload()}>
        {words.fault.reload}
      </button>
    </main>
  );
};
