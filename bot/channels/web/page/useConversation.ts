import { useEffect, useState } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import { Conversation, firstView, type View } from './conversation.ts';

/** Korean is spoken first, whatever the phone's language; English is one tap away in the greeting, or in the address. */
export function useConversation(): [View, Conversation] {
  const [{ lang, code }] = useState(readAddress);
  const [first] = useState(() => firstView(lang ?? 'ko'));
  const [view, show] = useState(first);
  const [conversation] = useState(() => new Conversation(first, lang, code, show));
  useEffect(() => {
    void conversation.begin();
    return () => conversation.close();
  }, [conversation]);
  return [view, conversation];
}

function readAddress(): { lang: Lang | null; code: string | null } {
  const address = new URLSearchParams(location.search);
  const lang = address.get('lang');
  return { lang: lang === 'ko' || lang === 'en' ? lang : null, code: address.get('c') };
}
