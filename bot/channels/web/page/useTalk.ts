import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Lang, Reply } from '../../../../flows/protocol.ts';
import { type Center, newKey, openSession, type Said, pause, send } from './connection.ts';
import { listen } from './events.ts';
import { follow, type Mine, newTalk, type Talk } from './talk.ts';
import { words } from './words.ts';

export interface TalkHandle {
  talk: Talk;
  center: Center | null;
  /** The line is down, or something is being sent again. */
  cut: boolean;
  say(said: Said, text: string, ask?: string): void;
  resend(mine: Mine): void;
  reopen(lang: Lang): void;
}

const address = new URLSearchParams(location.search);
const code = address.get('c');
const firstLang: Lang = address.get('lang') === 'en' ? 'en' : 'ko';
const reopenMs = 15_000;

/** The conversation with the server: opens it, sends in order, hears what comes later, and mends what breaks. */
export function useTalk(): TalkHandle {
  const [talk, tell] = useReducer(follow, firstLang, newTalk);
  const [center, setCenter] = useState<Center | null>(null);
  const [lineUp, setLineUp] = useState(navigator.onLine);
  const [struggling, setStruggling] = useState(false);
  const langNow = useRef(talk.lang);
  langNow.current = talk.lang;
  const work = useRef({
    /** Messages wait for one another: their order is part of what they say. */
    queue: Promise.resolve(),
    opening: null as Promise<boolean> | null,
    opened: false,
    hangUp: () => {},
    saidSorry: false,
  }).current;

  /** Crisis-safe words when the server gave no answer: its own if it sent some, else the fixed ones; once per trouble. */
  const saySorry = (replies: Reply[], lang = langNow.current) => {
    if (!work.saidSorry) {
      tell({ type: 'heard', replies: replies.length ? replies : [{ type: 'text', text: words[lang].error }], asked: true });
    }
    work.saidSorry = true;
  };
  const onAgain = (replies: Reply[]) => {
    setStruggling(true);
    if (replies.length) saySorry(replies);
  };
  const onMended = () => {
    setStruggling(false);
    work.saidSorry = false;
  };

  /** Opens the session, one opening at a time. True when it is open. */
  const open = (lang: Lang): Promise<boolean> => {
    work.opening ??= openOnce(lang).finally(() => {
      work.opening = null;
    });
    return work.opening;
  };

  const openOnce = async (lang: Lang): Promise<boolean> => {
    const outcome = await openSession(lang, code, onAgain);
    if (outcome.type !== 'answered') {
      saySorry(outcome.type === 'refused' ? outcome.replies : [], lang);
      return false;
    }
    onMended();
    const { body } = outcome;
    if (body.center) setCenter(body.center);
    tell({ type: 'opened', lang: body.lang ?? lang, replies: body.replies });
    // Opened again only to change the language: the line that listens stays, and with it its place in the stream.
    if (!work.opened) hearEvents();
    work.opened = true;
    return true;
  };

  const hearEvents = () => {
    work.hangUp();
    work.hangUp = listen({
      onReply: (reply) => tell({ type: 'heard', replies: [reply], asked: false }),
      onLine: setLineUp,
      onExpired: () => void renew(),
    });
  };

  const renew = (): Promise<boolean> => {
    if (!work.opening) tell({ type: 'noted', word: 'renewed' });
    work.opened = false;
    return open(langNow.current);
  };

  const deliver = async (id: string, said: Said, mayRenew = true): Promise<void> => {
    const outcome = await send(said, id, (replies) => {
      tell({ type: 'sending', id, sending: 'again' });
      onAgain(replies);
    });
    switch (outcome.type) {
      case 'answered':
        onMended();
        return tell({ type: 'answered', id, replies: outcome.body.replies, stale: outcome.body.stale === true });
      case 'expired':
        if (!mayRenew || !(await renew())) return tell({ type: 'sending', id, sending: 'unsent' });
        // Words are sent again into the new session, they may be the ones that matter; an answer died with the old one.
        if ('text' in said) return deliver(id, said, false);
        return tell({ type: 'answered', id, replies: [], stale: true });
      case 'refused':
      case 'unsent':
        setStruggling(false);
        tell({ type: 'sending', id, sending: 'unsent' });
        return saySorry(outcome.type === 'refused' ? outcome.replies : []);
    }
  };

  const enqueue = (id: string, said: Said) => {
    work.queue = work.queue.then(async () => {
      if (work.opened || (await open(langNow.current))) await deliver(id, said);
      else tell({ type: 'sending', id, sending: 'unsent' });
      work.saidSorry = false;
    });
  };

  useEffect(() => {
    void (async () => {
      while (!(await open(firstLang))) await pause(reopenMs);
    })();
    return () => work.hangUp();
  }, []);

  return {
    talk,
    center,
    cut: !lineUp || struggling,
    say(said, text, ask) {
      const id = newKey();
      tell({ type: 'said', id, said, text, ask: ask ?? null });
      enqueue(id, said);
    },
    resend(mine) {
      tell({ type: 'sending', id: mine.id, sending: 'sending' });
      enqueue(mine.id, mine.said);
    },
    reopen: (lang) => void open(lang),
  };
}
