const paths = {
  phone:
    'M6.6 3.500l2.600.5 1.300 3.600-1.700 1.600a12 12 0 006 6l1.600-1.700 3.600 1.300.5 2.600c0 1.700-1.400 3.100-3.100 3.100A14.900 14.900 0 013.500 6.600c0-1.700 1.400-3.100 3.100-3.100z',
  leave: 'M10 4H6a2 2 0 00-2 2v12a2 2 0 002 2h4M14.500 8l4 4-4 4M18 12H9.500',
  listen: 'M4.500 9.500v5h3L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 010 6M18 6.500a7.800 7.800 0 010 11',
  hush: 'M7 6.500h10v11H7z',
  send: 'M4.500 12L19.500 5l-4.500 14.500-3.700-6.200zM11.300 13.300L19.500 5',
  back: 'M14.500 6l-6 6 6 6',
  menu: 'M5 7.500h14M5 12h14M5 16.500h14',
  close: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  down: 'M12 5v13M6.500 13l5.500 5.500 5.500-5.500',
  message: 'M4.500 6h15v10.500H11L7 20v-3.500H4.500z',
  link: 'M9 6.500h8.500V15M17 7L6.500 17.500',
  check: 'M5.500 12.500l4.500 4.500 8.500-9.500',
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** Our mark: a speech bubble with a small light kept in it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        class="mark-bubble"
        d="M16 4.500c7 0 12.500 4.800 12.500 10.900S23 26.300 16 26.300c-1.300 0-2.500-.2-3.700-.5L6 29l1.200-5.100c-2.300-2-3.700-4.900-3.700-8.500C3.500 9.300 9 4.500 16 4.500z"
      />
      <circle class="mark-light" cx="16" cy="15.400" r="4" />
    </svg>
  );
}
