/** What the outside knows: every event somebody sent, what became of it as far as they were told, and whether it must have rung. The
 *  house is held against it (check.ts). */
import type { Inbound } from '../../flows/protocol.ts';
import type { Persona } from './plan.ts';

export interface Sent {
  id: string;
  who: string;
  persona: Persona;
  inbound: Inbound;
  at: number;
  /** Answered: as a turn, kept for later, or refused in words. null: never. */
  accepted: 'turn' | 'kept' | 'refused' | null;
  /** It shows a risk, whatever the program thinks of it. */
  rings: boolean;
}

export interface Act {
  id: string;
  residentId: string;
  escalationId: string;
  kind: 'claimed' | 'spoke' | 'called' | 'handed-back' | 'closed';
  staffId: string;
  /** It was made under; of a claim the one it gave. */
  fence: number;
  done: boolean;
}

export class Ledger {
  readonly events = new Map<string, Sent>();
  readonly acts = new Map<string, Act>();
  readonly residents = new Map<string, string>();
  /** Where stored snapshots were put into another build's form, by the place in the store's history. */
  readonly redeployed: number[] = [];
  /** How often something really happened. */
  readonly counts = new Map<string, number>();

  count(what: string, many = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + many);
  }
}
