import { Fragment } from 'react';
import type { Prints } from '../../contract.ts';

type Words = Prints['words'];
type One = Prints['placements'][number];
type Props = { words: Words; lang: 'ko' | 'en'; placement: One };

/** One A4 sheet to hang: the words of SCRIPT.md 4.1, in their order. */
export const PosterSheet = ({ words, lang, placement }: Props) => (
  <article className="sheet sheet-poster" lang={lang} aria-label={placement.name}>
    <header>
      <Mark />
      <h2>
        <Broken line={words.headline} />
      </h2>
      <p className="sheet-lead">{words.lead}</p>
    </header>
    <div className="sheet-scan">
      <Code words={words} placement={placement} />
      <div className="sheet-words">
        <p className="sheet-how">{words.how}</p>
        <Address of={placement.address} />
      </div>
    </div>
    <p className="sheet-promise">{words.promise}</p>
    <p className="sheet-staff">{words.staff}</p>
    <Crisis words={words} />
    <Center words={words} />
  </article>
);

/** One A4 sheet with four A6 cards for a table, to be cut along the middle. */
export const CardSheet = ({ words, lang, placements }: Omit<Props, 'placement'> & { placements: One[] }) => (
  <section className="sheet sheet-cards" lang={lang}>
    {placements.map((placement, n) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same card may stand four times
      <article className="sheet-card" key={n} aria-label={placement.name}>
        <h2>
          <Broken line={words.headline} />
        </h2>
        <p className="sheet-lead">{words.lead}</p>
        <div className="sheet-scan">
          <Code words={words} placement={placement} />
          <div className="sheet-words">
            <p className="sheet-how">{words.how}</p>
          </div>
        </div>
        <Address of={placement.address} />
        <p className="sheet-promise">{words.promise}</p>
        <p className="sheet-staff">{words.staff}</p>
        <Crisis words={words} />
        <Center words={words} />
      </article>
    ))}
  </section>
);

const Code = ({ words, placement: { qr } }: { words: Words; placement: One }) => (
  <svg className="sheet-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={words.picture}>
    <path className="sheet-ground" d={`M0 0h${qr.size}v${qr.size}H0z`} />
    <path className="sheet-ink" d={qr.path} />
  </svg>
);

/** The host may be long: it breaks before the code, never inside it. */
const Address = ({ of }: { of: string }) => {
  const at = of.lastIndexOf('/c/');
  return (
    <p className="sheet-address" data-long={of.length > 34 || undefined}>
      {of.slice(0, at)}
      <wbr />
      <span>{of.slice(at)}</span>
    </p>
  );
};

const Crisis = ({ words }: { words: Words }) => (
  <div className="sheet-crisis">
    <p>{words.crisis}</p>
    <p className="sheet-number">
      <b>{words.number}</b> <span>{words.always}</span>
    </p>
  </div>
);

const Center = ({ words: { center, phone, hours, limits } }: { words: Words }) => (
  <footer>
    {center && (
      <p className="sheet-center" data-long={(center + phone + hours).length > 44 || undefined}>
        {[center, phone, hours].filter(Boolean).map((part, n) => (
          <Fragment key={part}>
            {n > 0 && ' '}
            {part === phone ? (
              <Phone of={phone} />
            ) : (
              <span className={part === hours ? 'sheet-hours' : undefined}>{part}</span>
            )}
          </Fragment>
        ))}
      </p>
    )}
    <p className="sheet-limits">{limits}</p>
  </footer>
);

/** The sign before the number is drawn: no typeface of ours has it, and others make a coloured picture of it. */
const Phone = ({ of }: { of: string }) => (
  <span className="sheet-phone">
    <svg viewBox="0 0 20 20" role="img" aria-label={of.slice(0, 1)}>
      <path d="M6.6 3H4.5A1.5 1.5 0 0 0 3 4.6C3.4 11 9 16.6 15.4 17a1.5 1.5 0 0 0 1.6-1.5v-2.1l-3.7-1.5-1.5 1.7c-2.2-1-4-2.8-5-5l1.7-1.5z" />
    </svg>
    {of.slice(1)}
  </span>
);

/** `요즘,` on a line of its own: the pause one hears. */
const Broken = ({ line }: { line: string }) => {
  const [first, ...rest] = line.split(/(?<=,) /);
  return (
    <>
      {first}
      {rest.length > 0 && (
        <>
          {' '}
          <br />
          {rest.join(' ')}
        </>
      )}
    </>
  );
};

const Mark = () => (
  <svg className="sheet-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path
      className="sheet-bubble"
      d="M16 4.500c7 0 12.500 4.800 12.500 10.900S23 26.300 16 26.300c-1.300 0-2.500-.2-3.700-.5L6 29l1.200-5.100c-2.300-2-3.700-4.900-3.700-8.500C3.500 9.300 9 4.500 16 4.500z"
    />
    <circle className="sheet-light" cx="16" cy="15.400" r="4" />
  </svg>
);
