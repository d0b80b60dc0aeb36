import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Banner } from './banner.tsx';
import { Brand } from './brand.tsx';
import { Dock } from './dock.tsx';
import { Lines } from './lines.tsx';
import { Log } from './log.tsx';
import { withoutNumber } from './ownNumber.ts';
import { hush } from './speech.ts';
import { openAsk } from './talk.ts';
import { useLargeText } from './textSize.ts';
import { useConversation } from './useConversation.ts';
import { words } from './words.ts';

/** The whole screen: the two numbers and the way out above, the talk, and what one can say below. */
export function Chat() {
  const [{ talk, center, lineUp, struggling, large: suggested }, conversation] = useConversation();
  const [large, flipLarge] = useLargeText(suggested);
  const [menuOpen, setMenuOpen] = useState(false);
  const w = words[talk.lang];
  const asked = openAsk(talk);
  const flipLanguage = () => conversation.reopen(talk.lang === 'ko' ? 'en' : 'ko');

  useLayoutEffect(() => {
    document.documentElement.lang = talk.lang;
  }, [talk.lang]);

  // What is being read gives way to a new question and to a card; a word that can wait does not interrupt.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each such arrival counts.
  useEffect(() => hush(), [talk.pressing]);

  const speakOut = (text: string, shown = withoutNumber(text, asked?.ask.expects === 'phone', w.phone)) => {
    hush();
    setMenuOpen(false);
    conversation.say({ text }, shown);
  };
  const answer = (ask: string, choice: { id: string; label: string }) => {
    hush();
    setMenuOpen(false);
    conversation.say({ choice: choice.id }, choice.label, ask);
  };

  return (
    <div class="page">
      <Lines w={w} center={center} large={large} onLarge={flipLarge} onLanguage={flipLanguage} />
      <Banner w={w} cut={!lineUp || struggling} />
      <Log talk={talk} w={w} onAnswer={answer} onResend={(mine) => conversation.resend(mine)}>
        <Brand w={w} center={center} />
      </Log>
      <Dock
        w={w}
        lang={talk.lang}
        center={center}
        asked={asked}
        menuOpen={menuOpen}
        onMenu={setMenuOpen}
        onSay={speakOut}
        large={large}
        onLarge={flipLarge}
        onLanguage={flipLanguage}
      />
    </div>
  );
}
