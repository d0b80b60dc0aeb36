import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { AddingWays } from './adding.tsx';
import { reaches, useAlerts, useVerify } from './data.ts';
import { OwnPages } from './pages.tsx';
import { SharedAlerts } from './shared.tsx';
import './alerts.css';
import { WayRow } from './way.tsx';
import { useAlertWords } from './words.ts';

/** 내 알림: how I am called outside the desk, in which order, and whether it works. */
export const AlertsPage = () => {
  const words = useWords();
  const w = useAlertWords();
  const alerts = useAlerts();
  const isOfCenter = useMay('center');
  const verified = useTapped();
  // LINE's code is told once and kept nowhere.
  const [codes, setCodes] = useState<Record<string, string>>({});
  const shown = alerts.data;
  const working = shown?.ways.filter(reaches).length ?? 0;
  return (
    <div className="alerts">
      <header>
        <h1>{w.title}</h1>
        <p className="quiet">{w.lead}</p>
      </header>
      {alerts.isPending && <p role="status">{words.loading}</p>}
      <Fault of={alerts.error} again={alerts.refetch} />
      <Fault of={verified.error} />
      {verified.isSuccess && (
        <p className="notice" role="status">
          {w.confirmed}
        </p>
      )}
      {shown && (
        <>
          {working === 0 && (
            <p className="fault" role="alert">
              <AlertIcon />
              <span>{w.none}</span>
            </p>
          )}
          {working === 1 && <p className="notice">{w.onlyOne}</p>}
          {shown.ways.length > 0 && (
            <section className="alert-part" aria-label={w.ways}>
              <h2>{w.ways}</h2>
              <ol className="way-list">
                {shown.ways.map((way) => (
                  <WayRow key={way.id} way={way} lineId={shown.can.line?.id ?? null} code={codes[way.id]} />
                ))}
              </ol>
            </section>
          )}
          <AddingWays alerts={shown} onLineCode={(id, code) => setCodes((all) => ({ ...all, [id]: code }))} />
          <p className="quiet">{w.push.install}</p>
          <OwnPages alerts={shown} />
          {isOfCenter && <SharedAlerts alerts={shown} />}
        </>
      )}
    </div>
  );
};

/** A notification with a code was tapped: it opened this page with the way in its address and the code behind the #, where no server
 *  and no log sees it. */
const useTapped = () => {
  const verify = useVerify();
  const [params, setParams] = useSearchParams();
  const id = params.get('way');
  const { mutate } = verify;
  useEffect(() => {
    const code = location.hash.slice(1);
    if (!id || !/^\d{6}$/.test(code)) return;
    setParams({}, { replace: true });
    mutate({ id, code });
  }, [id, setParams, mutate]);
  return verify;
};
