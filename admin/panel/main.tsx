import './styles.ts';
import { createRoot } from 'react-dom/client';
import { watchTouch } from './activity.ts';
import { App } from './app.tsx';
import { watchNotices } from './tapped.ts';

watchTouch();
watchNotices();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
