import { reaches, useAlerts } from './data.ts';

/** Would a page reach whoever sits here? Until it is known: yes, for nothing may cry wolf. */
export const useReachable = (): boolean => {
  const { data } = useAlerts();
  return !data || data.ways.some(reaches);
};
