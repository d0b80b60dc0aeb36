import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Prints } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { BackIcon } from '../icons.tsx';
import { useWords } from '../words.ts';
import { CardSheet, PosterSheet } from './sheets.tsx';
import './print.css';
import { useCampaignWords } from './words.ts';

type Form = 'poster' | 'card';
type Lang = 'ko' | 'en';

/** Cards of one A4 sheet. */
const cardsOfSheet = 4;

/** One placement: a poster, or the same card four times. */
export const PrintOne = ({ id }: { id: string }) => {
  const { as, lang } = useChoices();
  const prints = useQuery({
    queryKey: ['print', 'one', id, lang],
    queryFn: ({ signal }) => call('poster', { id, signal, query: { lang } }),
  });
  const [one] = prints.data?.placements ?? [];
  return (
    <PrintPage prints={prints.data} fault={prints.error}>
      {prints.data && one && (
        <Sheets
          as={as}
          prints={{ ...prints.data, placements: as === 'card' ? Array(cardsOfSheet).fill(one) : [one] }}
        />
      )}
    </PrintPage>
  );
};

/** All that hang of a campaign, or the chosen ones: a hundred in one job. */
export const PrintCampaign = ({ id }: { id: string }) => {
  const { as, lang, codes, after } = useChoices();
  const prints = useQuery({
    queryKey: ['print', 'campaign', id, lang, codes, after],
    queryFn: ({ signal }) =>
      call('posters', { id, signal, query: { lang, ...(codes && { codes }), ...(after && { after }) } }),
  });
  return (
    <PrintPage prints={prints.data} fault={prints.error}>
      {prints.data && <Sheets as={as} prints={prints.data} />}
    </PrintPage>
  );
};

/** What the address says is printed. `choose` changes one thing of it. */
const useChoices = () => {
  const asked = new URLSearchParams(useSearch());
  const [path, go] = useLocation();
  const as: Form = asked.get('as') === 'card' ? 'card' : 'poster';
  const lang: Lang = asked.get('lang') === 'en' ? 'en' : 'ko';
  const choose = (name: 'as' | 'lang' | 'after', value: string) => {
    const next = new URLSearchParams(asked);
    next.set(name, value);
    go(`${path}?${next}`, { replace: true });
  };
  return { as, lang, codes: asked.get('codes'), after: asked.get('after'), choose };
};

const Sheets = ({ as, prints }: { as: Form; prints: Prints }) => {
  const { words, lang, placements } = prints;
  if (as === 'poster')
    return placements.map((one) => (
      <div className="sheet-named" key={one.id}>
        <Caption of={[one]} />
        <PosterSheet words={words} lang={lang} placement={one} />
      </div>
    ));
  const sheets = Array.from({ length: Math.ceil(placements.length / cardsOfSheet) }, (_, n) =>
    placements.slice(n * cardsOfSheet, (n + 1) * cardsOfSheet),
  );
  return sheets.map((four, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same card may stand four times
    <div className="sheet-named" key={n}>
      <Caption of={four} />
      <CardSheet words={words} lang={lang} placements={four} />
    </div>
  ));
};

/** Which sheet is whose: on the screen only, the poster itself names no place. */
const Caption = ({ of }: { of: Prints['placements'] }) => {
  const words = useWords();
  const named = of.map(({ name, spot }) => (spot ? `${name}${words.separator}${spot}` : name));
  return <p className="sheet-caption">{[...new Set(named)].join(', ')}</p>;
};

/** The tools above the sheets; on paper there are only the sheets. */
const PrintPage = ({
  prints,
  fault,
  children,
}: {
  prints: Prints | undefined;
  fault: unknown;
  children: ReactNode;
}) => {
  const words = useWords();
  const w = useCampaignWords();
  const { as, lang, choose } = useChoices();
  const isReady = useTypeface(prints, as);
  const fit = useFit();
  const name = prints?.campaign.name ?? w.print.title;
  useEffect(() => {
    document.title = `${w.print.title}${words.separator}${name}`;
  }, [name, w, words]);
  const many = prints?.placements.length ?? 0;
  const sheets = many === 0 ? 0 : as === 'card' ? Math.ceil(many / cardsOfSheet) : many;
  return (
    <div className="print-page">
      <section className="print-tools" aria-label={w.print.toolbar}>
        <Link href={prints ? `/campaigns/${prints.campaign.id}` : '/campaigns'} className="campaign-back">
          <BackIcon />
          {w.print.back}
        </Link>
        <h1>{name}</h1>
        <div className="print-choices">
          <NativeSelect
            label={w.print.as}
            size="md"
            value={as}
            onChange={(event) => choose('as', event.currentTarget.value)}
            data={(['poster', 'card'] as const).map((value) => ({ value, label: w.print[value] }))}
          />
          <NativeSelect
            label={w.print.lang}
            size="md"
            value={lang}
            onChange={(event) => choose('lang', event.currentTarget.value)}
            data={(['ko', 'en'] as const).map((value) => ({ value, label: w.print[value] }))}
          />
          <Button size="md" disabled={!isReady || many === 0} onClick={() => window.print()}>
            {w.print.print}
          </Button>
          {prints?.next && (
            <Button variant="default" size="md" onClick={() => choose('after', prints.next ?? '')}>
              {w.print.next}
            </Button>
          )}
        </div>
        <p className="quiet" role="status">
          {prints && !isReady ? w.print.preparing : sheets > 0 ? `${w.print.sheets(sheets)}. ${w.print.hint}` : ''}
          {sheets > 0 && as === 'card' ? ` ${w.print.cardHint}` : ''}
        </p>
        {prints && prints.words.phone === '' && <p className="notice">{w.print.noPhone}</p>}
        {prints && many === 0 && <p className="notice">{w.print.none}</p>}
        {!prints && !fault && <p role="status">{words.loading}</p>}
        <Fault of={fault} />
      </section>
      <div className="sheets" ref={fit} data-ready={isReady || undefined}>
        {children}
      </div>
    </div>
  );
};

/** The typeface comes in slices once words need them; printed before, the letters would be another's. */
const useTypeface = (prints: Prints | undefined, as: Form): boolean => {
  const [ready, setReady] = useState<{ prints: Prints; as: Form } | null>(null);
  useEffect(() => {
    if (!prints) return;
    let isCurrent = true;
    // A frame later the words are on the screen and have asked for their slices.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        void document.fonts.ready.then(() => {
          if (isCurrent) setReady({ prints, as });
        });
      }),
    );
    return () => {
      isCurrent = false;
    };
  }, [prints, as]);
  return ready !== null && ready.prints === prints && ready.as === as;
};

/** A sheet is 794 px wide; on a phone it is shown smaller, on paper as it is. */
const useFit = () => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const watch = new ResizeObserver(() => {
      current.style.setProperty('--fit', String(Math.min(1, current.clientWidth / 794)));
    });
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return box;
};
