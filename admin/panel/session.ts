import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Me, Permission } from '../contract.ts';
import { wasLeft } from './activity.ts';
import { call, Failure } from './api.ts';
import { forgetDrafts } from './drafts.ts';

// Known only at the moment it happens; the login page is drawn afterwards.
let locked = false;
/** The session is over. Was it because nobody used the desk? */
export const noteSignedOut = (): void => {
  locked ||= wasLeft();
};
/** The desk was locked because nobody used it. */
export const isLocked = (): boolean => locked;

const nobody = (fault: unknown): null => {
  if (fault instanceof Failure && fault.status === 401) return null;
  throw fault;
};

/** Who is signed in; null: nobody. */
export const useSession = () =>
  useQuery<Me | null>({
    queryKey: ['me'],
    queryFn: ({ signal }) => call('me', { signal }).catch(nobody),
    staleTime: Number.POSITIVE_INFINITY,
  });

const Signed = createContext<Me | null>(null);
export const SignedIn = Signed.Provider;

/** The counsellor at this desk. Only inside the signed-in part of the panel. */
export const useMe = (): Me => {
  const me = useContext(Signed);
  if (!me) throw new Error('useMe stands outside the signed-in part');
  return me;
};

export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);

/** Lets someone in and leaves nothing of the person before at the same PC. */
export const useEnter = () => {
  const client = useQueryClient();
  return (me: Me) => {
    locked = false;
    forgetDrafts(me.id);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    client.setQueryData(['me'], me);
  };
};

export const useLeave = () => {
  const client = useQueryClient();
  return async () => {
    await call('logout');
    forgetDrafts();
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    client.setQueryData(['me'], null);
  };
};
