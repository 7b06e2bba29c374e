/** `prefill` of a field that is the day on which the form is filled in. */
export const TODAY = 'clock.today';
