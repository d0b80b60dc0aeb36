export { withinMs } from '../triage/within.ts';
