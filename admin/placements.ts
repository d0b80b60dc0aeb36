/** The things that hang or stand somewhere: one by one or many from a file, changed, taken down, their codes repointed. */
import { randomBytes } from 'node:crypto';
import { newCode } from '../triage/code.ts';
import { Refused } from '../triage/errors.ts';
import { readCampaign } from '../triage/store/campaigns.ts';
import { isUniqueViolation, type Transaction } from '../triage/store/db.ts';
import {
  addPlacements,
  changePlacement,
  holdCampaign,
  holdForRepoint,
  namesOf,
  type PlacementRow,
  placementChangedBy,
  type RepointView,
  readPlacement,
  repoint,
} from '../triage/store/placements.ts';
import type { CsvPreview, Placement } from './contract.ts';
import { readPlacementsCsv } from './csvPlacements.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { onceIds } from './onceMade.ts';

/** A code is taken once in a hundred thousand million years of posters; three in a row are a fault of ours. */
const tries = 3;
const faultsTold = 50;

type PlacementHandlers = Pick<
  Handlers,
  'addPlacement' | 'previewPlacements' | 'importPlacements' | 'changePlacement' | 'repointPlacement'
>;

export function placementHandlers({ db, clock, newId }: DeskDeps): PlacementHandlers {
  const found = async (centerId: string, id: string): Promise<PlacementRow> => {
    const row = await readPlacement(db, centerId, id);
    if (!row) throw notFound();
    return row;
  };

  /** Adds placements to a campaign, all or none. `wanted` looks at the names that are there once nobody else can add any. Gives
   *  the ids, also when the same request made them before. */
  async function add(
    call: Call<'addPlacement' | 'importPlacements'>,
    wanted: (names: readonly string[]) => readonly { name: string; spot: string | null }[],
  ): Promise<string[]> {
    const idOf = onceIds(call, newId);
    const first = idOf(0);
    const once = async (tx: Transaction): Promise<string[]> => {
      const held = await holdCampaign(tx, call.session.centerId, call.id);
      if (!held) throw notFound();
      if (await readPlacement(tx, call.session.centerId, first)) return [first];
      const made = wanted(held.names).map((one, place) => ({
        ...one,
        id: place === 0 ? first : idOf(place),
        code: newCode(randomBytes),
      }));
      await addPlacements(tx, call.id, held.last + 1, made, newId(), traceOf(call, clock()));
      return made.map(({ id }) => id);
    };
    for (let left = tries; ; left -= 1) {
      try {
        return await db.transaction(once);
      } catch (fault) {
        if (!isUniqueViolation(fault) || left === 1) throw fault;
      }
    }
  }

  async function preview(call: Call<'previewPlacements' | 'importPlacements'>): Promise<CsvPreview> {
    const campaign = await readCampaign(db, call.session.centerId, call.id);
    if (!campaign) throw notFound();
    return readPlacementsCsv(call.body, (await namesOf(db, call.id)).names);
  }

  return {
    async addPlacement(call) {
      const { name, spot } = call.body;
      const [id = ''] = await add(call, (names) => {
        if (names.includes(name)) throw nameTaken();
        return [{ name, spot }];
      });
      return placementRow(await found(call.session.centerId, id));
    },

    previewPlacements: preview,

    async importPlacements(call) {
      let lines = 0;
      await add(call, (names) => {
        const file = readPlacementsCsv(call.body, names);
        if (file.faulty > 0) throw faulty(file);
        lines = file.good;
        return file.lines;
      });
      // Made by the same request before: what it said then.
      return { made: lines || readPlacementsCsv(call.body, []).good };
    },

    async changePlacement(call) {
      const { rev, name, spot, retired } = call.body;
      const { centerId } = call.session;
      const changed = await changePlacement(
        db,
        call.id,
        rev,
        { name, spot, retired },
        newId(),
        traceOf(call, clock()),
      ).catch((fault: unknown) => {
        throw isUniqueViolation(fault) ? nameTaken() : fault;
      });
      const now = placementRow(await found(centerId, call.id));
      const isAs = now.name === name && now.spot === spot && (now.retiredAt !== null) === retired;
      if (changed || isAs) return now;
      throw changedMeanwhile(await placementChangedBy(db, centerId, call.id), now);
    },

    async repointPlacement(call) {
      const { to, rev } = call.body;
      const { centerId } = call.session;
      if (to === call.id) throw new Refused(422, 'repoint_self', 'a code cannot be repointed to its own placement');
      const done = await db.transaction(async (tx) => {
        const held = await holdForRepoint(tx, centerId, call.id, to);
        if (!held) throw notFound();
        if (rev !== undefined && rev !== held.placement.rev) return false;
        if (to !== null) refuseRepoint(held);
        await repoint(tx, call.id, to, newId(), traceOf(call, clock()));
        return true;
      });
      const now = placementRow(await found(centerId, call.id));
      if (done || (now.countsAs?.id ?? null) === to) return now;
      throw changedMeanwhile(await placementChangedBy(db, centerId, call.id), now);
    },
  };
}

/** One step, never a chain: what a code counts for is itself not moved, and nothing that counts for a moved one is left behind. */
function refuseRepoint({ target, others }: RepointView): void {
  if (!target) throw notFound();
  if (target.retired) throw new Refused(409, 'repoint_retired', 'the target was taken down');
  if (target.repointed) throw new Refused(409, 'repoint_chain', 'the target itself counts for another one');
  if (others > 0) throw new Refused(409, 'repoint_is_target', 'other codes count for this placement');
}

/** Somebody else was first: who, and how it stands now. by null: an account that is gone. */
export const changedMeanwhile = (by: { id: string; name: string } | null, now: object): Refused =>
  new Refused(
    409,
    'changed_meanwhile',
    by
      ? `${by.name} 님이 먼저 고쳤어요. 지금 내용을 보고 다시 고쳐 주세요.`
      : 'somebody else has changed this meanwhile',
    { by, now },
  );

/** A stored placement in the contract's words. */
export function placementRow(row: PlacementRow): Placement {
  const { id, nth, name, spot, code, countsAsId, countsAsName, countsAsCampaign, retiredAt, rev } = row;
  const countsAs =
    countsAsId !== null ? { id: countsAsId, name: countsAsName ?? '', campaign: countsAsCampaign ?? '' } : null;
  return { id, nth, name, spot, code, countsAs, retiredAt: retiredAt?.toISOString() ?? null, rev };
}

const faulty = ({ faulty, lines }: CsvPreview): Refused =>
  new Refused(422, 'csv_faults', 'some lines are at fault; nothing was made', {
    faulty,
    lines: lines
      .filter(({ faults }) => faults.length > 0)
      .slice(0, faultsTold)
      .map(({ line, faults }) => ({ line, faults })),
  });

const nameTaken = (): Refused => new Refused(409, 'placement_exists', 'this campaign has a placement of this name');
const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such campaign or placement');
