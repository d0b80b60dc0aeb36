import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { useClaim } from '../claim.ts';
import { hasDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { CaseFollowUps } from '../followUps/caseSection.tsx';
import { AlertIcon, BackIcon } from '../icons.tsx';
import { useShortcuts } from '../keys.tsx';
import { rememberRow } from '../queue.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { owed, urgent, useQueue, useTitle } from '../waiting.ts';
import { useLang, useWords } from '../words.ts';
import { Bar, type Others } from './bar.tsx';
import { Calls } from './calls.tsx';
import { Closing } from './closing.tsx';
import { Composer, focusComposer } from './composer.tsx';
import { type CaseView, useCase, useTalk } from './data.ts';
import { ScreeningHistory } from './history.tsx';
import { HandBack, Release } from './leaving.tsx';
import { Notes, noteField } from './notes.tsx';
import { useNumber } from './number.ts';
import { Rail } from './rail.tsx';
import { Events, Screenings } from './record.tsx';
import { useStanding } from './standing.ts';
import { TalkLines } from './talk.tsx';
import { ThirdParty } from './thirdParty.tsx';
import { TierSection, tierForm } from './tier.tsx';
import { Top } from './top.tsx';
import { useCaseWords } from './words.ts';

// Handing over is rare: it comes when somebody has the case, or was asked.
const OfferButton = lazy(async () => ({ default: (await import('../caseOffers/parts.tsx')).OfferButton }));
const OfferNotice = lazy(async () => ({ default: (await import('../caseOffers/parts.tsx')).OfferNotice }));

/** 사례: one person, in the order of SCRIPT 3.3. */
export const CasePage = ({ id }: { id: string }) => {
  const words = useWords();
  const me = useMe();
  const seen = useCase(id);
  const queue = useQueue();
  const [, go] = useLocation();
  useTitle(words.case.title, words, queue.data);
  useEffect(() => rememberRow(id), [id]);
  useShortcuts({ KeyQ: () => go('/') });
  const rest = (queue.data?.rows ?? []).filter((row) => row.id !== id && !row.drill);
  const owing = owed(rest, me.id);
  const others = { count: owing.length + urgent(rest).length, path: owing[0] ? `/cases/${owing[0].id}` : '/' };

  return (
    <div className="case-page">
      <Rail here={id} rows={queue.data?.rows} />
      {seen.data ? (
        <Opened shown={seen.data} others={others} />
      ) : (
        <div className="page-note">
          {seen.isPending ? <p role="status">{words.loading}</p> : <Fault of={seen.error} />}
          <Link href="/" className="back">
            <BackIcon />
            {words.case.toQueue}
          </Link>
        </div>
      )}
    </div>
  );
};

const Opened = ({ shown, others }: { shown: CaseView; others: Others }) => {
  const words = useWords();
  const me = useMe();
  const { id } = shown.row;
  const claim = useClaim();
  const { standing, refused, onFault } = useStanding(shown);
  const mine = standing === 'mine';
  const talk = useTalk(id, mine);
  const number = useNumber(shown);
  const take = () => {
    if (standing === 'claimable' && !claim.isPending) claim.mutate(id);
  };
  useShortcuts({ KeyC: take, KeyR: focusComposer, KeyN: () => goTo(noteField), KeyT: () => goTo(tierForm) });

  return (
    <article className="case" aria-label={words.case.title}>
      <Bar
        shown={shown}
        standing={standing}
        number={number}
        taking={claim.isPending}
        onTake={take}
        others={others}
        onFault={onFault}
      />
      <div className="case-top">
        {shown.row.drill && (
          <div className="notice" role="status">
            <AlertIcon />
            <div>
              <p>
                <b>{words.drill.lead}</b>
              </p>
              <p>{words.drill.more}</p>
            </div>
          </div>
        )}
        <Notice shown={shown} standing={standing} />
        {shown.row.offeredTo && standing !== 'closed' && (
          <Suspense>
            <OfferNotice shown={shown} onFault={onFault} />
          </Suspense>
        )}
        <Fault of={standing === 'other' && !shown.mine ? null : (claim.error ?? refused)} />
        <Top shown={shown} lines={talk.data?.lines} number={number} standing={standing} />
      </div>
      <section className="case-talk" aria-label={words.talk.title}>
        <TalkLines id={id} talk={talk.data} fault={talk.error} />
        {standing === 'claimable' && (
          <div className="claim-here">
            <p>{words.case.unclaimed}</p>
            <Button size="lg" loading={claim.isPending} onClick={take}>
              {words.queue.claim}
            </Button>
          </div>
        )}
        {mine && <HandedBack at={shown.handedBackAt} />}
        {mine && <Composer key={id} shown={shown} talk={talk.data} onFault={onFault} />}
        {!mine && standing !== 'closed' && hasDraft(`${me.id}:${id}:say`) && (
          <p className="quiet">{words.composer.kept}</p>
        )}
      </section>
      <div className="case-rest">
        <TierSection shown={shown} mine={mine} onFault={onFault} />
        <Calls shown={shown} mine={mine} onFault={onFault} />
        <Notes shown={shown} mine={mine} onFault={onFault} />
        <CaseFollowUps shown={shown} mine={mine} />
        <Screenings screenings={shown.screenings} />
        <ScreeningHistory shown={shown} />
        <Events events={shown.events} />
        {mine && <ThirdParty shown={shown} onFault={onFault} />}
        {mine && (
          <div className="leaving">
            <Closing shown={shown} talk={talk.data} draftKey={`${me.id}:${id}:say`} onFault={onFault} />
            <HandBack shown={shown} talk={talk.data} onFault={onFault} />
            <Suspense>
              <OfferButton shown={shown} onFault={onFault} />
            </Suspense>
            <Release shown={shown} onFault={onFault} />
          </div>
        )}
      </div>
    </article>
  );
};

/** Opens the part of the page this stands in and puts the cursor where something may be done. */
const goTo = (id: string): void => {
  const found = document.getElementById(id);
  const fold = found?.closest('details');
  if (!found || !fold) return;
  fold.open = true;
  const inside = (what: string) => fold.querySelector<HTMLElement>(what);
  const field = found === fold ? (inside('input:checked') ?? inside('input, textarea') ?? inside('summary')) : found;
  field?.focus();
  fold.scrollIntoView({ block: 'center' });
};

const HandedBack = ({ at }: { at: string | null }) => {
  const w = useCaseWords().handBack;
  const [lang] = useLang();
  if (at === null) return null;
  return (
    <p className="notice" role="status">
      {w.notice(toMinute(lang, at))}
    </p>
  );
};

/** Why this case cannot be written to, before anything else is read. */
const Notice = ({ shown, standing }: { shown: CaseView; standing: string }) => {
  const words = useWords();
  const [lang] = useLang();
  if (standing === 'closed')
    return (
      <div className="notice" role="status">
        <div>
          <p>
            <b>{words.case.closedAs(shown.outcome ? words.outcome[shown.outcome] : '')}</b>
          </p>
          <p>{shown.closedAt ? words.case.closedAt(toMinute(lang, shown.closedAt)) : ''}</p>
        </div>
      </div>
    );
  if (standing === 'other' && shown.row.owner && !shown.mine)
    return (
      <div className="notice" role="status">
        <AlertIcon />
        {words.case.ownedBy(shown.row.owner.name)}
      </div>
    );
  if (standing === 'reader')
    return (
      <div className="notice" role="status">
        {words.case.mayNotClaim}
      </div>
    );
  return null;
};
