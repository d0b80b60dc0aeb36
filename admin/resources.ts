/** 기관과 지킴이: the places and neighbours a centre may ask for help. */
import { isDialled } from '../triage/centerFacts.ts';
import { Refused } from '../triage/errors.ts';
import type { Queryable } from '../triage/store/audit.ts';
import {
  changeResource,
  holdResources,
  type ResourceRow,
  resourceOf,
  resourcesOf,
  sameResource,
  addResource as storeResource,
} from '../triage/store/resources.ts';
import { actIds } from './actIds.ts';
import type { Resource, ResourceKind } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';

export function resourceHandlers({
  db,
  clock,
  newId,
}: DeskDeps): Pick<Handlers, 'resources' | 'addResource' | 'changeResource'> {
  async function add(call: Call<'addResource'>): Promise<Resource> {
    const { session, body } = call;
    const id = actIds(call, newId)(0);
    const entry = { id, kind: body.kind, name: body.name, phone: phoneOf(body.phone), note: body.note ?? null };
    const row = await db.transaction(async (tx) => {
      await holdResources(tx, session.centerId);
      const earlier = await resourceOf(tx, session.centerId, id);
      if (earlier) return earlier;
      await refuseSame(tx, session.centerId, entry);
      return storeResource(tx, { ...entry, auditId: newId() }, traceOf(call, clock()));
    });
    if (!row) throw notFound();
    return shown(row);
  }

  async function change(call: Call<'changeResource'>): Promise<Resource> {
    const { id, session, body } = call;
    const now = clock();
    return await db.transaction(async (tx) => {
      await holdResources(tx, session.centerId);
      const before = await resourceOf(tx, session.centerId, id);
      if (!before) throw notFound();
      const after = changedRow(before, body, now);
      if (after.retiredAt === null) await refuseSame(tx, session.centerId, after);
      const changed = fields.filter((field) => before[field]?.valueOf() !== after[field]?.valueOf());
      if (body.rev === before.rev && changed.length === 0) return shown(before);
      const change = { ...after, rev: body.rev, changed, auditId: newId() };
      const written = await changeResource(tx, change, traceOf(call, now));
      if (written) return shown(written);
      throw new Refused(409, 'resource_changed', 'somebody changed it meanwhile', { resource: shown(before) });
    });
  }

  return {
    async resources(call) {
      return { resources: (await resourcesOf(db, call.session.centerId)).map(shown) };
    },
    addResource: add,
    changeResource: change,
  };
}

const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such resource');
const fields = ['kind', 'name', 'phone', 'note', 'retiredAt'] as const satisfies readonly (keyof ResourceRow)[];

function changedRow(before: ResourceRow, body: Call<'changeResource'>['body'], now: Date): ResourceRow {
  const { kind = before.kind, name = before.name, phone, note, retired } = body;
  return {
    ...before,
    kind,
    name,
    phone: phone === undefined ? before.phone : phoneOf(phone),
    note: note === undefined ? before.note : note,
    retiredAt: retired === undefined ? before.retiredAt : retired ? (before.retiredAt ?? now) : null,
  };
}

/** Throws Refused where it cannot be dialled: somebody will have to. */
function phoneOf(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  if (isDialled(text)) return text;
  throw new Refused(422, 'phone_not_dialled', 'it cannot be dialled', { field: 'phone' });
}

/** One entry for each: kind, name and number together, because two neighbours may have the same name. */
async function refuseSame(
  db: Queryable,
  centerId: string,
  entry: Pick<ResourceRow, 'id' | 'kind' | 'name' | 'phone'>,
): Promise<void> {
  const id = await sameResource(db, centerId, entry);
  if (id !== null) throw new Refused(409, 'resource_exists', 'it is there already', { id });
}

const shown = ({ id, kind, name, phone, note, retiredAt, rev }: ResourceRow): Resource => ({
  id,
  kind: kind as ResourceKind,
  name,
  phone,
  note,
  retiredAt: retiredAt?.toISOString() ?? null,
  rev,
});
