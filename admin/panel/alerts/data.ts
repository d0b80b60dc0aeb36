import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alerts } from '../../contract.ts';
import { call } from '../api.ts';
import type { Lang } from '../words.ts';

/** Something is under way that will show itself within seconds. */
const isMoving = (alerts: Alerts | undefined): boolean =>
  alerts !== undefined &&
  ([...alerts.ways, ...alerts.team].some(({ state, codeUntil }) => state === 'waiting' && codeUntil !== null) ||
    alerts.pages.some(
      ({ kind, state, madeAt }) =>
        kind === 'test' &&
        (state === 'due' || state === 'accepted') &&
        Date.parse(alerts.now) - Date.parse(madeAt) < 15 * 60_000,
    ));

/** A page would reach them by it, as far as is known. */
export const reaches = ({ state }: Alerts['ways'][number]): boolean => state === 'works' || state === 'untried';

/** Asked often only while somebody looks for what they have just begun. */
export const useAlerts = () =>
  useQuery({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => call('alerts', { signal }),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 2_000 : 60_000),
  });

const useRefresh = () => {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['alerts'] });
};

export type NewAlert =
  | { kind: 'push'; subscription: Record<string, unknown>; label: string; lang: Lang }
  | { kind: 'email'; address: string; lang: Lang }
  | { kind: 'line'; lang: Lang }
  | { kind: 'hook'; hookId: string; number: string; lang: Lang }
  | { kind: 'team'; address: string; lang: Lang };

export const useAddAlert = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: NewAlert) => call('addAlert', { body }), onSuccess: refresh });
};

export const useVerify = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, code }: { id: string; code: string }) => call('verifyAlert', { id, body: { code } }),
    onSettled: refresh,
  });
};

export const useNewCode = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => call('newAlertCode', { id }), onSettled: refresh });
};

export const useOrder = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, afterMinutes }: { id: string; afterMinutes: number }) =>
      call('orderAlert', { id, body: { afterMinutes } }),
    onSettled: refresh,
  });
};

export const useRemoveAlert = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => call('removeAlert', { id }), onSettled: refresh });
};

export const useTest = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => call('testAlerts'), onSettled: refresh });
};

export const useAddHook = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { name: string; channel: 'sms' | 'voice' | 'alimtalk'; url: string }) =>
      call('addHook', { body }),
    onSuccess: refresh,
  });
};

export const useRemoveHook = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => call('removeHook', { id }), onSettled: refresh });
};
