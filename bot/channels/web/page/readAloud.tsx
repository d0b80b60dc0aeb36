import { useEffect, useState } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import { Icon } from './icons.tsx';
import { canSpeak, hush, sentencesOf, speak } from './speech.ts';
import type { Words } from './words.ts';

interface Props {
  text: string;
  answers: string[];
  lang: Lang;
  w: Words;
}

export function ReadAloud({ text, answers, lang, w }: Props) {
  const [speaking, setSpeaking] = useState(false);
  // A question that is gone must not go on being read aloud in a room.
  useEffect(() => () => void (speaking && hush()), [speaking]);
  if (!canSpeak) return null;
  const flip = () => {
    if (speaking) return setSpeaking(false);
    setSpeaking(true);
    speak(sentencesOf(text, answers), lang, () => setSpeaking(false));
  };
  return (
    <button type="button" class="listen" aria-label={speaking ? w.hush : w.listen} onClick={flip}>
      <Icon name={speaking ? 'hush' : 'listen'} />
      <span>{speaking ? w.hushShort : w.listenShort}</span>
    </button>
  );
}
