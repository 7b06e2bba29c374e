/** What a resident's row is sealed for. */
export function residentPlace(id: string): string {
  return `residents/${id}`;
}
