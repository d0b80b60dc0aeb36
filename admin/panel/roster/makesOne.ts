/** Carried to 순번 by whoever comes to make one: the form is open when they arrive. */
export const makesOne = 'makes-one';
