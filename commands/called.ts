/** On which day (YYYY-MM-DD) somebody made sure that a number of flows/contacts.ts is answered, by calling it, or by
 *  asking the station that answers (119, 112). The dates over there are those of the sources. Nobody has called any of them yet. */
import type { ContactId } from '../flows/contacts.ts';

export type Called = Partial<Readonly<Record<ContactId, string>>>;

export const called: Called = {};
