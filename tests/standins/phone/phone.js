/** What both phone pages share: a person, their screen as the stand-in knows it, and buttons for what no phone has. Every text is
 *  put in as text; nothing that was sent becomes markup. */

/** An element with properties and children; null children are left out. */
export function el(tag, properties = {}, ...children) {
  const { className, onclick, ...attributes } = properties;
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (onclick) made.addEventListener('click', onclick);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export async function ask(method, path, body) {
  const response = await fetch(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return await response.json();
}

const place = `person of ${location.host}`;

/** The person this page belongs to: the one of last time, unless somebody new is wanted. */
export async function whoAmI() {
  const known = localStorage.getItem(place);
  if (known) return known;
  const { userId } = await ask('POST', '/control/people', {});
  localStorage.setItem(place, userId);
  return userId;
}

export function becomeSomebodyNew() {
  localStorage.removeItem(place);
  location.reload();
}

/** Draws now and after every change the stand-in tells of. */
export async function live(userId, draw) {
  const again = async () => draw(await ask('GET', `/control/people/${userId}`));
  await again();
  new EventSource(`/control/people/${userId}/changes`).addEventListener('message', again);
  return again;
}

/** Puts the parts in and leaves the newest in sight. */
export function show(chat, parts) {
  chat.replaceChildren(...parts);
  chat.scrollTop = chat.scrollHeight;
}

/** Addresses and the numbers people are to call become links, as messengers do it. */
export function linked(text) {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) =>
      /^https?:\/\//.test(part) ? el('a', { href: part, target: '_blank', rel: 'noopener' }, part) : part,
    );
}

/** A button that is on or off. */
export function toggle(label, isOn, onclick) {
  return el('button', { type: 'button', className: isOn ? 'is-on' : '', 'aria-pressed': String(isOn), onclick }, label);
}

/** The written line; send gets what was written. */
export function writing(form, send) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = form.elements.words;
    if (value.trim() === '') return;
    form.elements.words.value = '';
    send(value);
  });
}
