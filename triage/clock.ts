/** Time and ids are arguments everywhere; these are their types. */
export type Clock = () => Date;
/** A new random UUID. */
export type NewId = () => string;
