import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lang } from '../../../../flows/protocol.ts';
import type { Center } from './connection.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { goDeaf, isSlip } from './slip.ts';
import type { Ask } from './talk.ts';
import { leavesRoomForKeyboard } from './viewport.ts';
import type { Words } from './words.ts';

interface Props {
  w: Words;
  lang: Lang;
  center: Center | null;
  /** The open question, null when there is none. */
  asked: { id: string; ask: Ask } | null;
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

  const question = asked?.id ?? null;
  const wantsPhone = asked?.ask.expects === 'phone';

  // On a phone the keyboard would cover the question that has just come. One for a number is answered by typing, so there the
  // keyboard may come if the question stays in sight.
  useEffect(() => {
    if (question === null || field.current?.value) return;
    const touch = matchMedia('(pointer: coarse)').matches;
    const isOpen = document.activeElement === field.current;
    if (wantsPhone && (!touch || leavesRoomForKeyboard(isOpen))) field.current?.focus({ preventScroll: true });
    else if (touch) field.current?.blur();
  }, [question, wantsPhone]);

  const goBack = (event: MouseEvent) => {
    if (isSlip(event)) return;
    // The button stays, but what it goes back from does not.
    goDeaf();
    onSay('이전', w.back);
  };
  const hint = wantsPhone ? w.phoneHint : w.writeHint;
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
          <button type="button" class="tool" onClick={goBack}>
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
            {wantsPhone ? w.phone : w.write}
          </label>
          <div class="write-grow" data-words={draft || hint}>
            <textarea
              id="words"
              ref={field}
              rows={1}
              maxLength={4000}
              lang={lang}
              placeholder={hint}
              // Also for a number: on a shared or lent phone the browser would offer, and keep, somebody else's.
              autocomplete="off"
              inputMode={wantsPhone ? 'tel' : 'text'}
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
