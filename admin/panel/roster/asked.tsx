import { Button } from '@mantine/core';
import type { Offer, Roster } from '../../contract.ts';
import { korean } from '../days.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { useAnswer, useWithdraw } from './data.ts';
import { dayWord, spanWord } from './days.ts';
import type { RosterWords } from './words.ko.ts';
import { useRosterWords } from './words.ts';

/** A shift in words: `12월 3일 목 18:00–다음 날 09:00`. */
export const shiftWord = (span: { startsAt: string; endsAt: string }, w: RosterWords): string => {
  const { day } = korean(span.startsAt);
  return `${dayWord(day, w, true)} ${spanWord(day, span, w)}`;
};

/** What colleagues ask of this person, to be answered here. */
export const Asked = ({ roster }: { roster: Roster }) => {
  const w = useRosterWords();
  const me = useMe();
  const mine = roster.offers.filter(({ to }) => to.id === me.id);
  if (mine.length === 0) return null;
  return (
    <section className="asked" aria-labelledby="asked-title">
      <h2 id="asked-title">{w.asked}</h2>
      <ul>
        {mine.map((offer) => (
          <Question key={offer.id} offer={offer} />
        ))}
      </ul>
    </section>
  );
};

const Question = ({ offer }: { offer: Offer }) => {
  const w = useRosterWords();
  const answer = useAnswer();
  const { from, back, id } = offer;
  const shift = shiftWord(offer, w);
  const text = back ? w.asksExchange(from.name, shift, shiftWord(back, w)) : w.asks(from.name, shift);
  return (
    <li>
      <p>
        {text} <span className="quiet">{w.stays(from.name)}</span>
      </p>
      <p className="form-does">
        <Button
          size="md"
          loading={answer.isPending && answer.variables.accept}
          onClick={() => answer.mutate({ id, accept: true })}
          aria-label={w.acceptFor(shift)}
        >
          {w.accept}
        </Button>
        <Button
          size="md"
          variant="default"
          loading={answer.isPending && !answer.variables.accept}
          onClick={() => answer.mutate({ id, accept: false })}
          aria-label={w.declineFor(shift)}
        >
          {w.decline}
        </Button>
      </p>
      <Fault of={answer.error} />
    </li>
  );
};

/** Under a shift that somebody was asked to take: whom, and taking the question back. */
export const OfferLine = ({ offer, mayWithdraw }: { offer: Offer; mayWithdraw: boolean }) => {
  const w = useRosterWords();
  const withdraw = useWithdraw();
  return (
    <span className="shift-offer">
      <span className="quiet">{offer.back ? w.offeredExchange(offer.to.name) : w.offered(offer.to.name)}</span>
      {mayWithdraw && (
        <button
          type="button"
          className="plain-button"
          aria-disabled={withdraw.isPending || undefined}
          onClick={() => withdraw.isPending || withdraw.mutate(offer.id)}
          aria-label={w.withdrawFor(offer.to.name, shiftWord(offer, w))}
        >
          {w.withdraw}
        </button>
      )}
      <Fault of={withdraw.error} />
    </span>
  );
};
