/** One plain address: no name, no list, no line break that would become a header. */
export function isMailAddress(text: string): boolean {
  return (
    /^(?=.{3,254}$)[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=[^@]*\.)[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(text) &&
    !text.includes('..')
  );
}
