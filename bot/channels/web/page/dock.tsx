import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import type { Center } from './connection.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import type { Words } from './words.ts';

interface Props {
  w: Words;
  lang: Lang;
  center: Center | null;
  /** The open question, null when there is none. */
  asked: string | null;
  menuOpen: boolean;
  large: boolean;
  onMenu(open: boolean): void;
  /** shown: what stands on the screen for it, when that differs. */
  onSay(text: string, shown?: string): void;
  onLarge(): void;
  onLanguage(): void;
}

/** Below the talk, under the thumb: back, menu, and one's own words at any time. */
export function Dock(props: Props) {
  const { w, lang, asked, menuOpen, onMenu, onSay } = props;
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  // On a phone the keyboard would cover the question that has just come.
  useEffect(() => {
    if (asked && !field.current?.value && matchMedia('(pointer: coarse)').matches) field.current?.blur();
  }, [asked]);

  const send = () => {
    const text = draft.trim();
    if (!text) return field.current?.focus();
    setDraft('');
    onSay(text);
  };
  const onKey = (event: KeyboardEvent) => {
    // While a Korean syllable is being put together, Enter only finishes it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <footer class="dock">
      {menuOpen && <Menu {...props} onClose={() => onMenu(false)} />}
      <div class="dock-row">
        <div class="dock-tools">
          <button type="button" class="tool" onClick={() => onSay('이전', w.back)}>
            <Icon name="back" />
            {w.back}
          </button>
          <button
            type="button"
            class="tool"
            aria-expanded={menuOpen}
            aria-controls="menu"
            onClick={() => onMenu(!menuOpen)}
          >
            <Icon name={menuOpen ? 'close' : 'menu'} />
            {menuOpen ? w.closeMenu : w.menu}
          </button>
        </div>
        <form
          class="write"
          autocomplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <label class="write-label" for="words">
            {w.write}
          </label>
          <div class="write-grow" data-words={draft}>
            <textarea
              id="words"
              ref={field}
              rows={1}
              maxLength={4000}
              lang={lang}
              placeholder={w.writeHint}
              autocomplete="off"
              // Spelling services send what is written to others.
              spellcheck={false}
              autocorrect="off"
              enterkeyhint="send"
              value={draft}
              onInput={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={onKey}
            />
          </div>
          <button type="submit" class={draft.trim() ? 'send send-ready' : 'send'} aria-label={w.send}>
            <Icon name="send" />
          </button>
        </form>
      </div>
    </footer>
  );
}
