/** Everything stands without script; this fetches the typeface after the words are on the screen. */
import { loadFont } from './font.ts';

loadFont();
