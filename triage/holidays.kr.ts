/** Korean public holidays (관공서의 공휴일, 공휴일에 관한 법률), substitute days (대체공휴일) and days fixed by decree (임시공휴일) among
 *  them, as published: nothing here is computed.
 *
 *  Source: 월력요항 of each year (우주항공청; until 2023 과학기술정보통신부), with what the Official Gazette (관보) changed afterwards:
 *  27 January and 3 June 2025; 노동절 and 제헌절 from 2026 on, both with substitute days (공휴일에 관한 법률, amended 2026). Read on
 *  2026-11-30 in the published data of hyunbinseo/holidays-kr 5.2027.1, which follows the Gazette; the lunar days of 2027 compared
 *  with the table of 한국천문연구원 (설날 7 February, 음 4.8 13 May, 추석 15 September), all with commenthol/date-holidays 3.37.0.
 *  To renew it: docs/operating.md, "Public holidays". */

/** Day → its Korean name. A year that is not here is not known: nobody guesses. */
const holidays: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2025': {
    '01-01': '1월 1일',
    '01-27': '임시공휴일',
    '01-28': '설날 전날',
    '01-29': '설날',
    '01-30': '설날 다음 날',
    '03-01': '3·1절',
    '03-03': '대체공휴일(3·1절)',
    '05-05': '어린이날, 부처님 오신 날',
    '05-06': '대체공휴일(부처님 오신 날)',
    '06-03': '임시공휴일(대통령 선거)',
    '06-06': '현충일',
    '08-15': '광복절',
    '10-03': '개천절',
    '10-05': '추석 전날',
    '10-06': '추석',
    '10-07': '추석 다음 날',
    '10-08': '대체공휴일(추석)',
    '10-09': '한글날',
    '12-25': '기독탄신일',
  },
  '2026': {
    '01-01': '1월 1일',
    '02-16': '설날 전날',
    '02-17': '설날',
    '02-18': '설날 다음 날',
    '03-01': '3·1절',
    '03-02': '대체공휴일(3·1절)',
    '05-01': '노동절',
    '05-05': '어린이날',
    '05-24': '부처님 오신 날',
    '05-25': '대체공휴일(부처님 오신 날)',
    '06-03': '전국동시지방선거',
    '06-06': '현충일',
    '07-17': '제헌절',
    '08-15': '광복절',
    '08-17': '대체공휴일(광복절)',
    '09-24': '추석 전날',
    '09-25': '추석',
    '09-26': '추석 다음 날',
    '10-03': '개천절',
    '10-05': '대체공휴일(개천절)',
    '10-09': '한글날',
    '12-25': '기독탄신일',
  },
  '2027': {
    '01-01': '1월 1일',
    '02-06': '설날 전날',
    '02-07': '설날',
    '02-08': '설날 다음 날',
    '02-09': '대체공휴일(설날)',
    '03-01': '3·1절',
    '05-01': '노동절',
    '05-03': '대체공휴일(노동절)',
    '05-05': '어린이날',
    '05-13': '부처님 오신 날',
    '06-06': '현충일',
    '07-17': '제헌절',
    '07-19': '대체공휴일(제헌절)',
    '08-15': '광복절',
    '08-16': '대체공휴일(광복절)',
    '09-14': '추석 전날',
    '09-15': '추석',
    '09-16': '추석 다음 날',
    '10-03': '개천절',
    '10-04': '대체공휴일(개천절)',
    '10-09': '한글날',
    '10-11': '대체공휴일(한글날)',
    '12-25': '기독탄신일',
    '12-27': '대체공휴일(기독탄신일)',
  },
};

const yearOf = (day: string): string => day.slice(0, 4);

/** The public holiday a day (`2026-12-25`) is, by its Korean name; null: none; undefined: its year is not known. */
export function holidayOn(day: string): string | null | undefined {
  const year = holidays[yearOf(day)];
  return year && (year[day.slice(5)] ?? null);
}

/** The last day of which it is known whether it is a holiday. */
export const holidaysKnownUntil = `${Object.keys(holidays).sort().at(-1)}-12-31`;

/** Whether people work on a day: not on Saturday, Sunday and public holidays. undefined: the year is not known, not even of its
 *  weekends, so that a calendar does not look whole which is not. */
export function isWorkingDay(day: string): boolean | undefined {
  const holiday = holidayOn(day);
  if (holiday === undefined) return undefined;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return holiday === null && weekday !== 0 && weekday !== 6;
}
