import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Notice, Notices } from '../contract.ts';
import { call } from './api.ts';
import { AlertIcon } from './icons.tsx';
import type { Words } from './words.ko.ts';
import { useLang, useWords } from './words.ts';

/** What stands for everybody. A signature makes it go within half a minute; while the desk is out of reach the last answer stays. */
export const useNotices = () =>
  useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => call('notices', { signal }),
    refetchInterval: 30_000,
  });

/** True once the answer is there, or after a second without one: people who wait come before a notice. */
export const useSettled = (fetched: boolean): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return fetched || late;
};

/** Stands under the header of every page and cannot be closed, only unfolded. Draws nothing when all is signed. */
export const StandingNotice = ({ of }: { of: Notices | undefined }) => {
  const words = useWords();
  const [lang] = useLang();
  const section = useRef<HTMLElement>(null);
  const open = [...(of?.notices ?? [])].sort((a, b) => Number(stopsAll(b)) - Number(stopsAll(a)));
  const stands = open.length > 0;
  // What sticks below the header needs to know where it ends (shell.css). Unfolded it scrolls away with the page.
  useLayoutEffect(() => {
    const seen = section.current;
    if (!stands || !seen) return;
    const { style } = document.documentElement;
    const measure = () => {
      const unfolded = seen.querySelector('details')?.open;
      style.setProperty('--notice', `${unfolded ? 0 : Math.round(seen.getBoundingClientRect().height)}px`);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(seen);
    return () => {
      watch.disconnect();
      style.removeProperty('--notice');
    };
  }, [stands]);

  if (!of || !stands) return null;
  const { production } = of;
  return (
    <section
      className="standing"
      data-level={production ? 'stop' : 'warn'}
      aria-label={words.notices.label}
      ref={section}
    >
      <details>
        <summary>
          {production && <AlertIcon />}
          <span>{production ? stopped(open, words, lang) : words.notices.practice(open.length)}</span>
        </summary>
        <div className="standing-more">
          <p>{production ? words.notices.stopMeans : words.notices.practiceMeans}</p>
          <ul>
            {open.map((one) => (
              <li key={one.version}>
                <b>{nameOf(one, words, lang)}</b>
                <p>{one.why.map((why) => words.notices.why[why]).join(' ')}</p>
                <p className="quiet">{words.notices.todo}</p>
                <code>{one.command}</code>
              </li>
            ))}
          </ul>
        </div>
      </details>
    </section>
  );
};

const nameOf = ({ title, lang, version }: Notice, words: Words, shown: 'ko' | 'en'): string =>
  words.notices.name(title[shown], lang, version);

/** Everybody is asked ASQ: without its Korean words nothing goes out to those who use Korean. Otherwise some still does. */
const stopsAll = (one: Notice): boolean => one.instrument === 'asq' && one.lang === 'ko';

const stopped = ([first, ...more]: Notice[], words: Words, lang: 'ko' | 'en'): string => {
  if (!first) return '';
  const name = nameOf(first, words, lang);
  const what = more.length === 0 ? name : words.notices.andMore(name, more.length);
  return stopsAll(first) ? words.notices.stopAll(what) : words.notices.stopSome(what);
};
