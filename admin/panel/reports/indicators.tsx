export const Indicators = () => null;
