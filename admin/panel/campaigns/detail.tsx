import { Button, Modal } from '@mantine/core';
import { Link } from 'wouter';
import type { Campaign, Placement } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';
import { CopyAddress } from './copy.tsx';
import { useCampaignWrite } from './data.ts';
import { ChangePlacement } from './placementForm.tsx';
import { Repoint } from './repoint.tsx';
import { useCampaignWords } from './words.ts';

type Props = { placement: Placement; campaign: Campaign; address: string; may: boolean; onClose: () => void };

/** One placement: its code as a picture and a file, what is printed of it, and what may be changed. */
export const PlacementDetail = ({ placement, campaign, address, may, onClose }: Props) => {
  const words = useWords();
  const w = useCampaignWords();
  const { id, name } = placement;
  return (
    <Modal opened onClose={onClose} title={name} size="lg" closeButtonProps={{ 'aria-label': words.close }}>
      <div className="placement-detail">
        <div className="qr-block">
          <img src={`/api/placements/${id}/qr.svg`} alt={w.detail.qr(name)} width="200" height="200" />
          <div>
            <p className="qr-address">{address}</p>
            <p className="qr-does">
              <CopyAddress address={address} />
            </p>
            <p className="qr-does">
              <Link className="plain-button strong" href={`/campaigns/print/${id}?as=poster`}>
                {w.detail.poster}
              </Link>
              <Link className="plain-button" href={`/campaigns/print/${id}?as=card`}>
                {w.detail.card}
              </Link>
            </p>
            <p className="qr-does">
              <a href={`/api/placements/${id}/qr.svg`} download>
                {w.detail.svg}
              </a>
              <a href={`/api/placements/${id}/qr.png`} download>
                {w.detail.png}
              </a>
            </p>
            <p className="quiet">{w.detail.forPrint}</p>
          </div>
        </div>
        {may && (
          <>
            <details className="fold">
              <summary>
                <h3>{w.detail.change}</h3>
              </summary>
              <ChangePlacement placement={placement} />
            </details>
            <details className="fold" open={placement.countsAs !== null || undefined}>
              <summary>
                <h3>{w.detail.repoint}</h3>
              </summary>
              <Repoint placement={placement} campaign={campaign} />
            </details>
            <Retire placement={placement} />
          </>
        )}
      </div>
    </Modal>
  );
};

/** Taken down, or hung again: nothing is lost either way, so nothing is asked twice. */
const Retire = ({ placement }: { placement: Placement }) => {
  const w = useCampaignWords();
  const { id, name, spot, rev, retiredAt } = placement;
  const change = useCampaignWrite((retired: boolean, key) =>
    call('changePlacement', { id, key, body: { rev, name, spot, retired } }),
  );
  return (
    <section className="panel-box">
      <p className="quiet">{retiredAt ? w.detail.restoreLead : w.detail.retireLead}</p>
      <Fault of={change.error} />
      <p className="form-does">
        <Button variant="default" size="md" loading={change.isPending} onClick={() => change.mutate(!retiredAt)}>
          {retiredAt ? w.detail.restore : w.detail.retire}
        </Button>
      </p>
    </section>
  );
};
