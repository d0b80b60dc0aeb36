import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { Campaign, Placement } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';
import { useCampaign, useCampaigns, useCampaignWrite } from './data.ts';
import { useCampaignWords } from './words.ts';

type Props = { placement: Placement; campaign: Campaign };

/** From now on this code counts for another placement, or for its own again. */
export const Repoint = ({ placement, campaign }: Props) => {
  const words = useWords();
  const w = useCampaignWords();
  const { id, rev, countsAs } = placement;
  const [campaignId, setCampaign] = useState(campaign.id);
  const [to, setTo] = useState('');
  const [missing, setMissing] = useState(false);
  const campaigns = useCampaigns();
  const targets = useTargets(campaignId, id);
  const repoint = useCampaignWrite((target: string | null, key) =>
    call('repointPlacement', { id, key, body: { to: target, rev } }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(to === '');
    if (to && !repoint.isPending) repoint.mutate(to);
  };
  const choices = campaigns.data?.pages.flatMap((page) => page.campaigns) ?? [campaign];
  return (
    <form className="placement-form" onSubmit={submit}>
      <p className="quiet">{w.detail.repointLead}</p>
      {countsAs && (
        <p className="notice">
          <span>{w.detail.countsNow(countsAs.name, countsAs.campaign)}</span>
        </p>
      )}
      <NativeSelect
        label={w.detail.campaign}
        size="md"
        value={campaignId}
        onChange={(event) => {
          setCampaign(event.currentTarget.value);
          setTo('');
        }}
        data={choices.map(({ id: value, name }) => ({ value, label: name }))}
      />
      <NativeSelect
        label={w.detail.target}
        size="md"
        value={to}
        error={missing && to === '' ? w.detail.must : null}
        onChange={(event) => setTo(event.currentTarget.value)}
        data={[
          { value: '', label: targets.isReady && targets.rows.length === 0 ? w.detail.noTarget : w.detail.choose },
          ...targets.rows.map(({ id: value, name, spot }) => ({
            value,
            label: spot ? `${name}${words.separator}${spot}` : name,
          })),
        ]}
      />
      <Fault of={targets.fault ?? repoint.error} />
      <p className="form-does">
        {countsAs && (
          <Button
            type="button"
            variant="default"
            size="md"
            disabled={repoint.isPending}
            onClick={() => repoint.mutate(null)}
          >
            {w.detail.undo}
          </Button>
        )}
        <Button type="submit" variant="default" size="md" loading={repoint.isPending}>
          {w.detail.doRepoint}
        </Button>
      </p>
    </form>
  );
};

/** What a code may count for: what hangs, counts for itself and is another one. All of the campaign, page after page. */
const useTargets = (campaignId: string, ownId: string) => {
  const found = useCampaign(campaignId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const all = found.data?.pages.flatMap((page) => page.placements) ?? [];
  return {
    rows: all.filter(({ id, retiredAt, countsAs }) => id !== ownId && retiredAt === null && countsAs === null),
    isReady: found.isSuccess && !hasNextPage,
    fault: found.error,
  };
};
