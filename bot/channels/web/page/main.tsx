import { render } from 'preact';
import { Chat } from './chat.tsx';
import { loadFont } from './font.ts';
import { forgetWhenBroughtBack } from './leave.ts';
import { hushWhenLeft } from './speech.ts';
import { fitKeyboard } from './viewport.ts';

const page = document.getElementById('page');
if (page) {
  forgetWhenBroughtBack();
  hushWhenLeft();
  fitKeyboard();
  page.textContent = '';
  render(<Chat />, page);
  loadFont();
}
