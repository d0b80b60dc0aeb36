import type { Count } from '../../contract.ts';
import { useLang } from '../words.ts';
import { useReportWords } from './words.ts';

/** 1,234 as the language writes it. */
export const useDigits = (): ((n: number) => string) => {
  const [lang] = useLang();
  return (n) => n.toLocaleString(lang === 'ko' ? 'ko-KR' : 'en-GB');
};

/** A number of people, or 가림 with why: in the title for who points, in words for who listens. */
export const People = ({ of, threshold }: { of: Count; threshold: number }) => {
  const w = useReportWords();
  const digits = useDigits();
  if (of.why === null) return <span className={of.value === 0 ? 'people zero' : 'people'}>{digits(of.value)}</span>;
  const why = w.why(threshold)[of.why];
  return (
    <span className="people veiled" data-why={of.why} title={why}>
      {w.hidden}
      <span className="only-heard"> ({why})</span>
    </span>
  );
};

/** How a hidden number looks, and why there are any. */
export const Legend = ({ threshold }: { threshold: number }) => {
  const w = useReportWords();
  const why = w.why(threshold);
  return (
    <div className="legend">
      <p>{w.legend(threshold)}</p>
      <dl>
        {(['small', 'protects'] as const).map((one) => (
          <div key={one}>
            <dt>
              <span className="people veiled" data-why={one}>
                {w.hidden}
              </span>
            </dt>
            <dd>{why[one]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};
