/** Fetches the typeface after the first words are on the screen, in the slices those words need; never on a data saver. */
export function loadFont(): void {
  const line = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
  if (line?.saveData || line?.effectiveType?.includes('2g')) return;
  void import('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css').catch(() => {});
}
