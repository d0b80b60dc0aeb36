import { useEffect, useState } from 'preact/hooks';
import { Conversation, firstView, type View } from './conversation.ts';

/** Korean is spoken first, whatever the phone's language; English is one tap away in the greeting. */
export function useConversation(): [View, Conversation] {
  const [first] = useState(() => firstView(address().get('lang') === 'en' ? 'en' : 'ko'));
  const [view, show] = useState(first);
  const [conversation] = useState(() => new Conversation(first, address().get('c'), show));
  useEffect(() => {
    void conversation.begin();
    return () => conversation.close();
  }, [conversation]);
  return [view, conversation];
}

const address = () => new URLSearchParams(location.search);
