/** What is kept, as the contract tells it. */
export interface Named {
  id: string;
  name: string;
}

/** No more of an account than that. */
export const named = ({ id, name }: Named): Named => ({ id, name });

/** Of a row where there may be nobody. */
export const namedIn = (id: string | null, name: string | null): Named | null =>
  id !== null && name !== null ? { id, name } : null;

export const span = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});
