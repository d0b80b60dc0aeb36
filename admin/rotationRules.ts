/** What fits in a rotation: every fault at once, by its field, in words for whoever typed it. Pure. */
import { addDays, dayOf } from '../triage/days.ts';
import type { Plan } from '../triage/store/rotations.ts';
import { lineOf, type TypedRotation, type WrongField } from './contract.ts';
import { isDay, isTime, wrongTime } from './shiftRules.ts';

const longestName = 40;
const mostPeople = 30;
const daysAhead = 366;

/** What the rules need to know beside what was typed. */
export interface Known {
  now: Date;
  /** Everybody of the centre by id; takes: may be on duty. */
  staff: ReadonlyMap<string, { name: string; takes: boolean }>;
  /** Names of the other rotations. */
  names: readonly string[];
  /** The day the edited one began on, which may stay; null: a new one. */
  began: string | null;
}

const wrong = (field: string, ko: string, en: string): WrongField => ({ field, ko, en });

/** Everything that does not fit. */
export function wrongRotation(typed: TypedRotation, known: Known): WrongField[] {
  return [
    ...wrongName(typed, known),
    ...wrongPeople(typed, known),
    ...wrongTimes(typed),
    ...wrongStart(typed, known),
    ...wrongEnd(typed, known),
  ];
}

/** What was typed as it is stored. Only of what fits. */
export const planOf = (typed: TypedRotation): Plan => ({
  ...typed,
  name: nameOf(typed),
  handOver: typed.turn === 'week' ? typed.handOver : null,
});

const nameOf = ({ name }: TypedRotation): string => name.normalize('NFC').trim();

function wrongName(typed: TypedRotation, { names }: Known): WrongField[] {
  const name = nameOf(typed);
  if (name === '') return [wrong('name', '이름을 적어 주세요. 예: 야간', 'Give it a name, e.g. Nights.')];
  if (!lineOf(longestName).safeParse(name).success)
    return [
      wrong(
        'name',
        `이름은 ${longestName}자까지, 줄바꿈과 < > 없이 적어 주세요.`,
        `At most ${longestName} characters in one line, without < and >.`,
      ),
    ];
  if (names.includes(name))
    return [wrong('name', '같은 이름의 순번이 이미 있어요.', 'There is a rotation of this name already.')];
  return [];
}

function wrongPeople({ people }: TypedRotation, { staff }: Known): WrongField[] {
  if (people.length === 0)
    return [
      wrong(
        'people',
        '한 명 이상 골라 주세요. 사람이 없는 순번은 아무도 부르지 못해요.',
        'Choose at least one person: a rotation without people calls nobody.',
      ),
    ];
  if (people.length > mostPeople)
    return [wrong('people', `${mostPeople}명까지 넣을 수 있어요.`, `At most ${mostPeople} people.`)];
  if (new Set(people).size < people.length)
    return [wrong('people', '같은 분이 두 번 들어 있어요. 한 번만 넣어 주세요.', 'Somebody stands in it twice.')];
  if (people.some((id) => !staff.has(id)))
    return [
      wrong(
        'people',
        '이 센터에 없는 분이 들어 있어요. 목록을 새로 보고 골라 주세요.',
        'This centre has no such account. Reload the list and choose again.',
      ),
    ];
  const unable = people.flatMap((id) => (staff.get(id)?.takes ? [] : (staff.get(id)?.name ?? [])));
  if (unable.length === 0) return [];
  return [
    wrong(
      'people',
      `${unable.join(', ')} 님은 당직을 설 수 없어요(계정이 꺼졌거나 상담사·책임자가 아님). 빼고 다시 해 주세요.`,
      `${unable.join(', ')} cannot be on duty (account off, or neither counsellor nor lead). Take them out.`,
    ),
  ];
}

function wrongTimes({ from, until, turn, handOver }: TypedRotation): WrongField[] {
  const wrongHandOver = turn === 'week' && !(handOver && isTime(handOver.time));
  return [
    ...(isTime(from) ? [] : [{ field: 'from', ...wrongTime }]),
    ...(isTime(until) ? [] : [{ field: 'until', ...wrongTime }]),
    ...(wrongHandOver
      ? [
          wrong(
            'handOver',
            '교대하는 요일과 시각을 정해 주세요. 예: 월요일 09:00',
            'Say on which weekday and at what time it is handed over, e.g. Monday 09:00.',
          ),
        ]
      : []),
  ];
}

const notDay = (field: string): WrongField =>
  wrong(field, '달력에 없는 날이에요. 예: 2026-11-30', 'This day is not in the calendar. Example: 2026-11-30');

function wrongStart({ startsOn }: TypedRotation, { now, began }: Known): WrongField[] {
  if (!isDay(startsOn)) return [notDay('startsOn')];
  const today = dayOf(now);
  if (startsOn < today && startsOn !== began)
    return [
      wrong(
        'startsOn',
        '지난 날부터 시작할 수 없어요. 오늘이나 그 뒤로 골라 주세요.',
        'It cannot begin in the past. Choose today or a later day.',
      ),
    ];
  if (startsOn > addDays(today, daysAhead))
    return [
      wrong(
        'startsOn',
        '1년 안의 날을 골라 주세요. 연도를 확인해 주세요.',
        'Choose a day within a year. Please check the year.',
      ),
    ];
  return [];
}

function wrongEnd({ startsOn, endsOn }: TypedRotation, { now }: Known): WrongField[] {
  if (endsOn === null) return [];
  if (!isDay(endsOn)) return [notDay('endsOn')];
  if (endsOn < startsOn || endsOn < dayOf(now))
    return [
      wrong(
        'endsOn',
        '끝나는 날이 시작하는 날이나 오늘보다 빨라요.',
        'The last day lies before the first one, or before today.',
      ),
    ];
  return [];
}
