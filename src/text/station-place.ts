/** Where a station is. Names of villages repeat in the county, so the township stands before. */
export function stationPlace(station: {
  townName: string;
  villageName: string | null;
  name: string;
}): string {
  const { townName, villageName, name } = station;
  return townName + (villageName ?? name);
}
