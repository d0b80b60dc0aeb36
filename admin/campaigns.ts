/** 캠페인: the campaigns of a centre. Their placements and what is printed have files of their own. */

import { boothLine } from '../flows/invitation.ts';
import { dayOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import {
  addCampaign,
  type CampaignFacts,
  type CampaignRow,
  campaignChangedBy,
  changeCampaign,
  readCampaign,
  readCampaigns,
} from '../triage/store/campaigns.ts';
import { readPlacements } from '../triage/store/placements.ts';
import type { Campaign } from './contract.ts';
import { type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { onceIds } from './onceMade.ts';
import { changedMeanwhile, placementHandlers, placementRow } from './placements.ts';
import { printHandlers } from './prints.ts';

const campaignsOfPage = 50;
const placementsOfPage = 100;

type CampaignHandlers = Pick<Handlers, 'campaigns' | 'campaign' | 'addCampaign' | 'changeCampaign'> &
  ReturnType<typeof placementHandlers> &
  ReturnType<typeof printHandlers>;

export function campaignHandlers(deps: DeskDeps): CampaignHandlers {
  const { db, clock, newId } = deps;
  return {
    ...placementHandlers(deps),
    ...printHandlers(deps),

    async campaigns({ session, query }) {
      const [startsOn = '', id = ''] = query.after?.split('_') ?? [];
      const after = query.after === undefined ? null : { startsOn, id };
      const found = await readCampaigns(db, session.centerId, after, campaignsOfPage + 1);
      const shown = found.slice(0, campaignsOfPage);
      const last = found.length > campaignsOfPage ? shown.at(-1) : undefined;
      return {
        campaigns: shown,
        today: dayOf(clock()),
        ...(last ? { next: `${last.startsOn}_${last.id}` } : {}),
      };
    },

    async campaign({ session, id, query }) {
      const campaign = await readCampaign(db, session.centerId, id);
      if (!campaign) throw notFound();
      const found = await readPlacements(db, session.centerId, id, Number(query.after ?? 0), placementsOfPage + 1);
      const placements = found.slice(0, placementsOfPage).map(placementRow);
      const last = found.length > placementsOfPage ? placements.at(-1) : undefined;
      return {
        campaign,
        placements,
        base: `${deps.publicUrl}/c/`,
        booth: boothLine('ko'),
        today: dayOf(clock()),
        ...(last ? { next: String(last.nth) } : {}),
      };
    },

    async addCampaign(call) {
      const facts = inOrder(call.body);
      const id = onceIds(call, newId)(0);
      // false: the same request again. What it made the first time is the answer to both.
      await addCampaign(db, { ...facts, id }, newId(), traceOf(call, clock()));
      return found(await readCampaign(db, call.session.centerId, id));
    },

    async changeCampaign(call) {
      const { rev, ...rest } = call.body;
      const facts = inOrder(rest);
      const { centerId } = call.session;
      const changed = await changeCampaign(db, call.id, rev, facts, newId(), traceOf(call, clock()));
      const now = found(await readCampaign(db, centerId, call.id));
      if (changed || isAs(now, facts)) return now;
      throw changedMeanwhile(await campaignChangedBy(db, centerId, call.id), now);
    },
  };
}

/** Throws Refused(422) when it ends before it begins. */
function inOrder<Facts extends CampaignFacts>(facts: Facts): Facts {
  if (facts.startsOn <= facts.endsOn) return facts;
  throw new Refused(422, 'dates_reversed', 'the last day lies before the first one');
}

const isAs = (now: CampaignRow, facts: CampaignFacts): boolean =>
  now.name === facts.name &&
  now.place === facts.place &&
  now.startsOn === facts.startsOn &&
  now.endsOn === facts.endsOn;

function found(campaign: CampaignRow | null): Campaign {
  if (!campaign) throw notFound();
  return campaign;
}

const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such campaign');
