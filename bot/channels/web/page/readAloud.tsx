import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import { Icon } from './icons.tsx';
import { canSpeak, sentencesOf, speak } from './speech.ts';
import type { Words } from './words.ts';

interface Props {
  texts: string[];
  answers?: string[];
  lang: Lang;
  w: Words;
}

/** Reads what stands beside it, when tapped and never by itself. */
export function ReadAloud({ texts, answers = [], lang, w }: Props) {
  const [voice, setVoice] = useState<'quiet' | 'speaking' | 'mute'>('quiet');
  const stop = useRef(() => {});
  // A question that is gone must not go on being read aloud in a room.
  useEffect(() => () => stop.current(), []);
  if (!canSpeak) return null;
  const speaking = voice === 'speaking';
  const flip = () => {
    if (speaking) return stop.current();
    setVoice('speaking');
    stop.current = speak(sentencesOf(texts, answers, lang), lang, (ending) =>
      setVoice(ending === 'mute' ? 'mute' : 'quiet'),
    );
  };
  return (
    <>
      <button type="button" class="listen" aria-label={speaking ? w.hush : w.listen} onClick={flip}>
        <Icon name={speaking ? 'hush' : 'listen'} />
        <span>{speaking ? w.hushShort : w.listenShort}</span>
      </button>
      {voice === 'mute' && (
        <p class="no-voice" role="status">
          {w.noVoice}
        </p>
      )}
    </>
  );
}
