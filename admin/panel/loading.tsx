import { useWords } from './words.ts';

/** In the place of a page that is not there yet. */
export const Loading = () => {
  const words = useWords();
  return (
    <p className="page-note" role="status">
      {words.loading}
    </p>
  );
};
