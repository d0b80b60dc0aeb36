/** 열람 기록: who read or changed whose record, when and why. */

export const trailRoutes = {} as const;
