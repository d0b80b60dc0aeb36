import { render } from 'preact';
import { Chat } from './chat.tsx';
import { loadFont } from './font.ts';
import { forgetWhenBroughtBack } from './leave.ts';
import { fitKeyboard } from './viewport.ts';

const page = document.getElementById('page');
if (page) {
  forgetWhenBroughtBack();
  fitKeyboard();
  page.textContent = '';
  render(<Chat />, page);
  loadFont();
}
