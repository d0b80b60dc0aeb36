/** People of a centre at their desks, for stories about who is on duty. */
import { Roster } from '../../admin/contract.ts';
import { korean as koreanTime } from '../harness/koreanTime.ts';
import { deskWorld, type Person, type World } from './world.ts';

/** The desk's clock begins on Monday, 2026-01-05, at 18:00 in Korea. */
export async function team() {
  const world = await deskWorld();
  const lead = await world.staff('lead', { name: '박책임' });
  const kim = await world.staff('counsellor', { name: '김상담' });
  const lee = await world.staff('counsellor', { name: '이상담' });
  /** Time passes, and everybody has signed in again. */
  const later = async (by: { hours?: number; minutes?: number }): Promise<void> => {
    world.advance(by);
    for (const who of [lead, kim, lee]) who.cookie = await world.signIn(who);
  };
  const week = (who: Person, day?: string) => weekOf(world, who, day);
  const add = (who: Person, days: string[], from: string, until: string) =>
    world.post('/api/shifts', lead).send({ staffId: who.id, days, from, until }).expect(200);
  const shiftOf = async (who: Person, day: string): Promise<string> => {
    const shifts = (await week(who, day)).days.find((one) => one.day === day)?.shifts ?? [];
    const found = shifts.find((one) => (one.coveredBy ?? one.staff).id === who.id);
    if (!found) throw new Error(`${who.name} has no shift on ${day}`);
    return found.id;
  };
  return { world, lead, kim, lee, later, week, add, shiftOf };
}

export const weekOf = async (world: World, who: Person, day?: string): Promise<Roster> =>
  Roster.parse((await world.get(`/api/roster${day ? `?week=${day}` : ''}`, who).expect(200)).body);

/** Who was told something of their duty, by name. */
export async function duties(world: World): Promise<string[]> {
  const { rows } = await world.db.query<{ name: string }>(
    `select staff.name from page join staff on staff.id = page.staff_id where kind = 'duty' order by staff.name`,
  );
  return rows.map(({ name }) => name);
}

export const acts = async (world: World, action: string) =>
  (await world.audit()).filter((row) => row.action === action);
export const korean = (text: string): string => koreanTime(text).toISOString();
