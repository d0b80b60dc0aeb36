/** How the form for a file looks among the numbers. */
export const fileLook = { fold: 'report-fold', form: 'report-form', done: 'report-done' };
