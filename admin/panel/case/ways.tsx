import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { RevealReason } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { PhoneIcon, TalkIcon } from '../icons.tsx';
import { toDay, toMinute, useNow } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { focusComposer } from './composer.tsx';
import type { CaseView } from './data.ts';
import type { NumberView, PhoneWay } from './number.ts';
import type { Standing } from './standing.ts';

type Props = { shown: CaseView; number: NumberView; standing: Standing };

/** Are they here now, and every way to reach them, the one to use first at the top. */
export const Ways = ({ shown, number, standing }: Props) => {
  const words = useWords();
  const [lang] = useLang();
  const { row } = shown;
  return (
    <section>
      <h2>{words.case.reach}</h2>
      <p data-here={row.reach === 'here-now' || undefined} className="reach">
        <b>{words.reachLong[row.reach]}</b>
        {shown.seenAt && row.reach !== 'cannot-write-first' && <Seen at={shown.seenAt} />}
      </p>
      <ul className="ways" aria-label={words.contact.ways}>
        {shown.ways.map((one) => (
          <li key={one.way}>
            {one.way === 'phone' ? (
              <Phone phone={one} number={number}>
                {standing === 'mine' && shown.ways[0] === one && (
                  <div className="reach-now">
                    <ReachButton shown={shown} number={number} size="lg" />
                  </div>
                )}
              </Phone>
            ) : (
              <>
                <TalkIcon />
                <p>
                  {words.channel[row.channel]}
                  {words.separator}
                  {words.reachHow[row.reach]}
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
      {/* Not beside the number: it may be what has gone. */}
      <Fault of={number.fault} />
      {shown.promisedBy && (
        <p className="wish">
          <b>{words.contact.promised(toMinute(lang, shown.promisedBy))}</b>
        </p>
      )}
      <p className="wish">
        {words.contact.wishes}: <b>{words.contact.wish[shown.contactWish ?? 'unasked']}</b>
      </p>
    </section>
  );
};

/** `8초 전 이 대화를 봄`: the only part of the block that is drawn each second. */
const Seen = ({ at }: { at: string }) => {
  const words = useWords();
  const now = useNow();
  return (
    <span className="quiet">
      {words.separator}
      {words.case.seen(words.duration(now - Date.parse(at)))}
    </span>
  );
};

/** The way that works now, as the one big button: a call when they left a number and are not here, words otherwise. */
export const ReachButton = ({ shown, number, size }: { shown: CaseView; number: NumberView; size: 'md' | 'lg' }) => {
  const words = useWords();
  const [first] = shown.ways;
  if (first?.way !== 'phone')
    return (
      <Button size={size} className="next-step" onClick={focusComposer}>
        {shown.row.firstWordAt ? words.case.write : words.case.writeFirst}
      </Button>
    );
  const byText = first.best === 'text';
  const does = byText ? words.contact.text : words.contact.call;
  return number.value ? (
    <Button size={size} className="next-step" component="a" href={addressOf(number.value, byText ? 'sms' : 'tel')}>
      {does}
    </Button>
  ) : (
    <Button
      size={size}
      className="next-step"
      loading={number.pending}
      onClick={() => number.show(byText ? 'text' : 'call')}
    >
      {does}
    </Button>
  );
};

const addressOf = (number: string, scheme: 'tel' | 'sms'): string => `${scheme}:${number.replaceAll(/[^\d+]/g, '')}`;

const Phone = ({ phone, number, children }: { phone: PhoneWay; number: NumberView; children: ReactNode }) => {
  const words = useWords();
  const w = words.contact;
  const [lang] = useLang();
  return (
    <>
      <PhoneIcon />
      <div>
        <div className="phone-way">
          <span>
            {w.phone}{' '}
            {number.value ? (
              <Whole number={number.value} />
            ) : phone.ending ? (
              <b>
                <span aria-hidden="true">{w.masked(phone.ending)}</span>
                <span className="only-heard">{w.endsIn(phone.ending)}</span>
              </b>
            ) : (
              <b>{w.broken}</b>
            )}
          </span>
          {phone.best && <span className="flag">{words.phoneTime[phone.best]}</span>}
          {number.value ? (
            <span className="number-does">
              <a href={addressOf(number.value, 'tel')}>{w.dial}</a>
              <a href={addressOf(number.value, 'sms')}>{w.write}</a>
            </span>
          ) : (
            number.may && <Reveal number={number} />
          )}
        </div>
        <div className="discreet">
          {children}
          <b>{w.discreet}</b>
        </div>
        <p className="quiet">
          {w.kept(toMinute(lang, phone.givenAt), toDay(lang, phone.deleteBy))}
          {number.value && `${words.separator}${w.untilLeft}`}
        </p>
      </div>
    </>
  );
};

/** Printed large: a desk PC cannot dial. */
const Whole = ({ number }: { number: string }) => {
  const shown = useRef<HTMLElement>(null);
  // Whoever pressed for it, wherever that button was, is where the number stands.
  useEffect(() => shown.current?.focus(), []);
  return (
    <b className="number" tabIndex={-1} ref={shown}>
      {number}
    </b>
  );
};

const Reveal = ({ number }: { number: NumberView }) => {
  const w = useWords().contact;
  const [asking, ask] = useState(false);
  const reasons = useId();
  return (
    <>
      <button
        type="button"
        className="plain-button"
        aria-expanded={asking}
        aria-controls={reasons}
        onClick={() => ask(!asking)}
      >
        {w.show}
      </button>
      <fieldset id={reasons} className="reveal" hidden={!asking} disabled={number.pending}>
        <legend>{w.why}</legend>
        {(Object.keys(w.reason) as RevealReason[]).map((reason) => (
          <button key={reason} type="button" className="plain-button" onClick={() => number.show(reason)}>
            {w.reason[reason]}
          </button>
        ))}
      </fieldset>
    </>
  );
};
