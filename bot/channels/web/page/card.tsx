import type { Lang, Link, Reply } from '../../../../flows/protocol.ts';
import { Icon } from './icons.tsx';
import { Inline } from './inline.tsx';
import { languageOf } from './language.ts';
import { ReadAloud } from './readAloud.tsx';
import type { Words } from './words.ts';

type CardReply = Extract<Reply, { type: 'card' }>;

/** A card with its numbers as large buttons. A crisis card interrupts a screen reader; the others wait their turn. */
export function Card({ card, w, lang }: { card: CardReply; w: Words; lang: Lang }) {
  const spoken = languageOf(card.text) ?? lang;
  return (
    <div class={`card card-${card.kind}`} role={card.kind === 'crisis' ? 'alert' : undefined} lang={spoken}>
      <ReadAloud texts={[card.text]} lang={spoken} w={w} />
      {card.text.split('\n\n').map((paragraph) => (
        <p key={paragraph} class="card-text">
          <Inline text={paragraph} lang={spoken} />
        </p>
      ))}
      {card.links.length > 0 && (
        <div class="card-links">
          {card.links.filter(isSafe).map((link) => (
            <a key={link.href} class="card-link" href={link.href} lang={languageOf(link.label) ?? lang} {...away(link)}>
              <Icon name={iconOf(link)} />
              <Label text={link.label} />
            </a>
          ))}
        </div>
      )}
    </div>
  );
}

/** Neither a number nor what is said of it is broken over two lines; where both stand in one, a dot is between them. */
function Label({ text }: { text: string }) {
  const [line, ...more] = text.split(' · ');
  return (
    <span class="card-label">
      <span>
        {line?.split(number).map((part, at) =>
          at % 2 ? (
            <span key={part} class="number">
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </span>
      {more.map((part) => (
        <span key={part} class="number card-hours">
          {part}
        </span>
      ))}
    </span>
  );
}

const number = /(\d[\d-]+\d)/;
/** Only what a card may carry: a call, a text message, a web address. */
const isSafe = (link: Link) => /^(tel:|sms:|https:\/\/)/i.test(link.href);
const isWeb = (link: Link) => link.href.startsWith('https:');
const away = (link: Link) => (isWeb(link) ? { target: '_blank', rel: 'noopener noreferrer' } : {});

function iconOf(link: Link): 'phone' | 'message' | 'link' {
  if (isWeb(link)) return 'link';
  return link.href.startsWith('sms:') ? 'message' : 'phone';
}
