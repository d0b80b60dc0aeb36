import { memo, useCallback, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Campaign, Placement } from '../../contract.ts';
import { useShortcuts } from '../keys.tsx';
import { CopyAddress } from './copy.tsx';
import { PlacementDetail } from './detail.tsx';
import { useRowKeys } from './rows.ts';
import { useCampaignWords } from './words.ts';

/** Sheets of one print job. */
const most = 100;

type Props = { campaign: Campaign; placements: Placement[]; base: string; may: boolean };

/** What hangs or stands: a table on a desk's screen, cards on a phone's. */
export const Placements = ({ campaign, placements, base, may }: Props) => {
  const w = useCampaignWords();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [openedId, setOpened] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useShortcuts(useRowKeys(list));
  const opened = placements.find(({ id }) => id === openedId);
  const pick = useCallback(
    (code: string) =>
      setPicked((before) => {
        const now = new Set(before);
        if (!now.delete(code) && now.size < most) now.add(code);
        return now;
      }),
    [],
  );
  return (
    <>
      <PrintBar campaign={campaign} picked={picked} onNone={() => setPicked(new Set())} />
      <div className="placement-heads" aria-hidden="true">
        <span />
        <span>{w.placement.head.name}</span>
        <span>{w.placement.head.address}</span>
        <span>{w.placement.head.does}</span>
      </div>
      <ul className="placements" ref={list} aria-label={w.placement.list}>
        {placements.map((placement) => (
          <Row
            key={placement.id}
            placement={placement}
            campaignName={campaign.name}
            base={base}
            picked={picked.has(placement.code)}
            onPick={pick}
            onOpen={setOpened}
          />
        ))}
      </ul>
      {opened && (
        <PlacementDetail
          placement={opened}
          campaign={campaign}
          address={base + opened.code}
          may={may}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
};

type BarProps = { campaign: Campaign; picked: ReadonlySet<string>; onNone: () => void };

/** Prints all that hang, or those that are chosen. */
const PrintBar = ({ campaign, picked, onNone }: BarProps) => {
  const w = useCampaignWords();
  const codes = picked.size > 0 ? `?codes=${[...picked].join(',')}` : '';
  return (
    <p className="print-bar">
      <Link className="plain-button" href={`/campaigns/${campaign.id}/print${codes}`}>
        {picked.size > 0 ? w.placement.printPicked : w.placement.printAll}
      </Link>
      {picked.size > 0 && (
        <button type="button" className="plain-button" onClick={onNone}>
          {w.placement.unpick}
        </button>
      )}
      <span className="quiet" role="status">
        {picked.size > 0 ? w.placement.picked(picked.size) : ''}
        {picked.size >= most ? ` ${w.placement.pickLimit}` : ''}
      </span>
    </p>
  );
};

type RowProps = {
  placement: Placement;
  campaignName: string;
  base: string;
  picked: boolean;
  onPick: (code: string) => void;
  onOpen: (id: string) => void;
};

/** Drawn again only when it is another one: there may be a thousand. */
const Row = memo(({ placement, campaignName, base, picked, onPick, onOpen }: RowProps) => {
  const w = useCampaignWords();
  const { id, nth, name, spot, code, countsAs, retiredAt } = placement;
  return (
    <li className="placement" data-retired={retiredAt !== null || undefined}>
      <label className="placement-pick">
        <input type="checkbox" checked={picked} onChange={() => onPick(code)} aria-label={w.placement.pick(name)} />
      </label>
      <div className="placement-what">
        <span className="quiet">{nth}</span>
        <span>
          <button
            type="button"
            className="open placement-name"
            onClick={() => onOpen(id)}
            aria-label={w.placement.open(name)}
          >
            {name}
          </button>{' '}
          {retiredAt && <span className="flag">{w.placement.retired}</span>}
        </span>
        {spot && <span className="quiet placement-spot">{spot}</span>}
        {countsAs && (
          <span className="quiet placement-spot">
            {countsAs.campaign === campaignName
              ? w.placement.countsAsHere(countsAs.name)
              : w.placement.countsAs(countsAs.name, countsAs.campaign)}
          </span>
        )}
      </div>
      <p className="placement-address">
        <span className="quiet">{base.replace(/^https?:\/\//, '')}</span>
        <b>{code}</b>
      </p>
      <p className="placement-does">
        <CopyAddress address={base + code} label={w.placement.copyOf(name)} />
        <Link className="plain-button" href={`/campaigns/print/${id}`} aria-label={w.placement.printOf(name)}>
          {w.placement.print}
        </Link>
      </p>
    </li>
  );
});
