export const TrailPage = () => null;
