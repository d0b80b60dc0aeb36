/** 열람 기록: who read or changed whose record. Whoever checks it sees no record and changes nothing, and stands in it too. */
import { addDays, dayOf, startOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import {
  countByPerson,
  deniedDays,
  exportsOf,
  lateReads,
  type Month,
  type TrailRow as Row,
  readTrail,
  revealReasons,
  type Sighting,
  trailStaff,
  uncalledReveals,
} from '../triage/store/trail.ts';
import type { Trail, TrailReport, TrailRow } from './contract.ts';
import { csvLines, csvOf } from './csv.ts';
import { type Call, type DeskDeps, type FileAnswer, type Handlers, traceOf } from './handler.ts';
import { exportReason } from './reason.ts';
import { actionWords, whatWords, whyWords } from './trailWords.ts';

const pageRows = 100;
/** Lines of the report that are shown one by one; the list has them all. */
const shownRows = 50;
/** Refused this often on one day. */
const manyDenied = 5;
/** Rows read at a time for a file: the desk answers others in between. */
const fileRows = 5000;

export function trailHandlers({ db, clock, newId }: DeskDeps): Pick<Handlers, 'trail' | 'trailReport' | 'trailCsv'> {
  async function read(call: Call<'trail'>): Promise<Trail> {
    const now = clock();
    const { query, session } = call;
    const month = monthOf(query.month, now);
    const look = {
      month: spanOf(month),
      staff: query.staff ?? null,
      action: query.action ?? null,
      kind: query.kind ?? null,
      resident: query.resident?.toLowerCase() ?? null,
      after: query.after === undefined ? null : keyOf(query.after),
      limit: pageRows + 1,
    };
    const { found, staff } = await db.transaction(async (tx) => {
      const rows = await readTrail(tx, session.centerId, look);
      const subject = [month, query.staff, query.action, query.kind, query.resident].filter(Boolean).join(' ');
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'audit.read', subject });
      return { found: rows, staff: await trailStaff(tx, session.centerId) };
    });
    const rows = found.slice(0, pageRows);
    const last = found.length > pageRows ? rows.at(-1) : undefined;
    return {
      now: now.toISOString(),
      month,
      rows: rows.map(rowShown),
      ...(last ? { next: `${last.at.getTime()}.${last.id}` } : {}),
      staff: staff.map(({ id, name, role, disabledAt }) => ({ id, name, role, left: disabledAt !== null })),
      actions: Object.entries(actionWords).map(([action, words]) => ({ action, ...words })),
    };
  }

  async function report(call: Call<'trailReport'>): Promise<TrailReport> {
    const now = clock();
    const month = monthOf(call.query.month, now);
    const span = spanOf(month);
    const { centerId } = call.session;
    const lastDay = addDays(dayOf(span.to), -1);
    return await db.transaction(async (tx) => {
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'audit.report', subject: month });
      const people = await countByPerson(tx, centerId, span);
      const reasons = await revealReasons(tx, centerId, span);
      const uncalled = await uncalledReveals(tx, centerId, span, now, shownRows);
      const late = await lateReads(tx, centerId, span, shownRows);
      const exported = await exportsOf(tx, centerId, span, shownRows);
      const denied = await deniedDays(tx, centerId, span, manyDenied);
      return {
        now: now.toISOString(),
        month,
        from: dayOf(span.from),
        until: lastDay < dayOf(now) ? lastDay : dayOf(now),
        people: people.map(({ staffId, name, role, ...counts }) => ({
          who: whoOf({ staffId, name, role }),
          ...counts,
          revealReasons: reasons
            .filter((one) => one.staffId === staffId)
            .map(({ reason, count }) => ({ why: whyWords('contact.reveal', reason) ?? unsaid, count })),
        })),
        toLook: {
          uncalled: { total: uncalled.total, rows: uncalled.rows.map(seen) },
          lateReads: {
            total: late.total,
            rows: late.rows.map((row) => ({ ...seen(row), closedAt: row.closedAt.toISOString(), looks: row.looks })),
          },
          exports: {
            total: exported.total,
            rows: exported.rows.map((row) => ({ ...seen(row), what: whatWords(row.action) })),
          },
          denied: {
            atLeast: manyDenied,
            rows: denied.map(({ day, count, ...who }) => ({ day, count, who: whoOf(who) })),
          },
        },
      };
    });
  }

  /** The row that tells of the file is written first: a file without its row cannot be. */
  async function file(call: Call<'trailCsv'>): Promise<FileAnswer> {
    const now = clock();
    const month = monthOf(call.body.month, now);
    const reason = exportReason(call.body.reason);
    const { from, to } = spanOf(month);
    // What is written from now on would move the end of the file while it is made.
    const span = { from, to: to < now ? to : now };
    await audit(db, { ...traceOf(call, now), id: newId(), action: 'audit.export', subject: month, reason });
    const parts = [csvOf(header, [])];
    let after: { at: Date; id: string } | null = null;
    do {
      const look = { month: span, staff: null, action: null, kind: null, resident: null, after, limit: fileRows };
      const rows: Row[] = await readTrail(db, call.session.centerId, look);
      if (rows.length > 0) parts.push(csvLines(rows.map(cellsOf)));
      after = rows.length === fileRows ? (rows.at(-1) ?? null) : null;
    } while (after);
    return { name: `열람기록-${month}.csv`, bytes: Buffer.concat(parts) };
  }

  return { trail: read, trailReport: report, trailCsv: file };
}

const unsaid = { ko: '이유 없음', en: 'no reason' };

/** `2026-11`, of the present or a past month. */
function monthOf(given: string | undefined, now: Date): string {
  const present = dayOf(now).slice(0, 7);
  if (given === undefined) return present;
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(given) || given > present) {
    throw new Refused(400, 'month_wrong', 'a month is written as 2026-11, up to the present one');
  }
  return given;
}

function spanOf(month: string): Month {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return { from: startOf(first), to: startOf(next) };
}

function keyOf(after: string): { at: Date; id: string } {
  const [at, id = ''] = after.split('.');
  return { at: new Date(Number(at)), id };
}

type By = Pick<Row, 'staffId' | 'name' | 'role'>;

const whoOf = ({ staffId, name, role }: By): TrailRow['who'] =>
  staffId === null ? null : { id: staffId, name: name ?? staffId.slice(0, 8), role: role ?? '' };

const pseudonymOf = (residentId: string | null): string | null => residentId?.slice(0, 8) ?? null;

const seen = (row: Sighting): TrailReport['toLook']['uncalled']['rows'][number] => ({
  at: row.at.toISOString(),
  who: whoOf(row),
  resident: pseudonymOf(row.residentId),
  why: whyWords(row.action, row.reason),
});

const rowShown = (row: Row): TrailRow => ({
  id: row.id,
  at: row.at.toISOString(),
  who: whoOf(row),
  action: row.action,
  what: whatWords(row.action),
  resident: pseudonymOf(row.residentId),
  subject: row.subject,
  why: whyWords(row.action, row.reason),
  address: row.address,
});

const header = ['시각(한국)', '이름', '역할', '계정', '한 일', '행위', '기록', '대상', '이유', '주소', '요청 번호'];

const seconds = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const cellsOf = (row: Row): (string | null)[] => [
  seconds.format(row.at),
  row.staffId === null ? '프로그램' : row.name,
  row.role,
  row.staffId,
  whatWords(row.action).ko,
  row.action,
  pseudonymOf(row.residentId),
  row.subject,
  whyWords(row.action, row.reason)?.ko ?? null,
  row.address,
  row.requestId,
];
