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

// The one this page was drawn for. All tabs of a browser are of whoever signed in last at any of them.
let drawnFor: string | null = null;
const isAnother = ({ id }: Me): boolean => {
  const another = drawnFor !== null && drawnFor !== id;
  drawnFor = id;
  return another;
};

/** Who is signed in; null: nobody. When it is somebody else than before, the page begins anew: nothing of whoever was here stays on the
 *  screen, in a draft or in memory. */
export const useSession = () =>
  useQuery<Me | null>({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await call('me', { signal }).catch(nobody);
      if (me === null) return null;
      forgetDrafts(me.id);
      if (!isAnother(me)) return me;
      location.reload();
      return null;
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Not every role keeps a stream that would tell. The login page stays as it is under whoever types there.
    refetchOnWindowFocus: ({ state }) => (state.data ? 'always' : false),
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
    drawnFor = me.id;
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
