import { useEffect } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import type { Center } from './connection.ts';
import { Icon } from './icons.tsx';
import { leave } from './leave.ts';
import { canSpeak } from './speech.ts';
import type { Words } from './words.ts';

/** The commands of the conversation: sent as whole words, whatever the language of the label. */
const commands = [
  ['counsellor', '상담사'],
  ['help', '도움'],
  ['repeat', '다시'],
  ['pause', '쉬기'],
  ['stop', '그만'],
  ['startOver', '처음'],
] as const;

interface Props {
  w: Words;
  lang: Lang;
  center: Center | null;
  large: boolean;
  onSay(text: string, shown?: string): void;
  onLarge(): void;
  onLanguage(): void;
  onClose(): void;
}

export function Menu({ w, center, large, onSay, onLarge, onLanguage, onClose }: Props) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <div class="menu" id="menu">
      {commands.map(([label, command]) => (
        <button key={command} type="button" class={`menu-item menu-${label}`} onClick={() => onSay(command, w[label])}>
          {w[label]}
        </button>
      ))}
      <button type="button" class="menu-item menu-setting menu-larger" onClick={onLarge}>
        {large ? w.normalText : w.largeText}
      </button>
      <button
        type="button"
        class="menu-item menu-setting"
        lang={w.otherLanguage === 'English' ? 'en' : 'ko'}
        onClick={onLanguage}
      >
        {w.otherLanguage}
      </button>
      {/* The way out stands at the top edge, too: the thumb of the hand that holds the phone does not always reach it. */}
      <button type="button" class="menu-item menu-leave" onClick={leave}>
        <Icon name="leave" />
        {w.leave}
      </button>
      {center?.phone && (
        <a class="menu-item menu-center" href={`tel:${center.phone}`}>
          <Icon name="phone" />
          <span>
            <span lang="ko">{center.name}</span> <span class="number">{center.phone}</span>
          </span>
        </a>
      )}
      {!canSpeak && <p class="menu-note">{w.noVoice}</p>}
    </div>
  );
}
