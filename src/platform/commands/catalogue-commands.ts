// The county keeps its catalogue in a spreadsheet: taken out, changed, checked with what
// is new in it, and published as a version of its own.
import { writeFileSync } from 'node:fs';
import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { catalogueText } from '../../text/catalogue-sheets.ts';
import { diffWorkbooks } from '../catalogue/diff-catalogues.ts';
import {
  findCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import { publishCatalogue } from '../catalogue/publish-catalogue.ts';
import { readCatalogueFile } from '../catalogue/read-file.ts';
import { catalogueToWorkbook } from '../catalogue/sheets/to-workbook.ts';
import type { PlatformContext } from '../context.ts';
import { canonicalJson } from '../keys/canonical-json.ts';
import { writeXlsx } from '../spreadsheet/write-xlsx.ts';
import type { CommandResult } from './command-result.ts';

/** Writes a published version, the current one by default, as XLSX or JSON. */
export async function exportCatalogue(
  context: PlatformContext,
  { out = '', version }: { out?: string; version?: string },
): Promise<CommandResult> {
  if (!/\.(xlsx|json)$/i.test(out)) return refuse(catalogueText.whereTo);
  const published =
    version === undefined
      ? await getCurrentCatalogue(context)
      : await findCatalogue(context, version);
  if (published === undefined)
    return refuse(catalogueText.noVersion(version ?? ''));
  const { catalogue } = published;
  writeFileSync(
    out,
    /\.xlsx$/i.test(out)
      ? writeXlsx(catalogueToWorkbook(catalogue))
      : `${JSON.stringify(catalogue, null, 1)}\n`,
  );
  return {
    ok: true,
    lines: [catalogueText.exported(published.version, out)],
  };
}

/** Says what is wrong in a file, with its place, or what is new in it. */
export async function checkCatalogueFile(
  context: PlatformContext,
  { file = '' }: { file?: string },
): Promise<CommandResult> {
  if (file === '') return refuse(catalogueText.whichFile);
  const read = readCatalogueFile(file);
  if (!read.ok) return { ok: false, lines: read.lines };
  const current = await getCurrentCatalogue(context);
  const news = diffWorkbooks(
    catalogueToWorkbook(current.catalogue),
    catalogueToWorkbook(read.catalogue),
  );
  return {
    ok: true,
    lines: [
      catalogueText.good(read.catalogue.version),
      ...(news.length === 0 ? [catalogueText.same] : news),
    ],
  };
}

/** Publishes a file as the county's new version, under the current calendar. */
export async function publishCatalogueFile(
  context: PlatformContext,
  { file = '', by = '' }: { file?: string; by?: string },
): Promise<CommandResult> {
  if (file === '') return refuse(catalogueText.whichFile);
  if (by.trim() === '') return refuse(catalogueText.whoPublishes);
  const read = readCatalogueFile(file);
  if (!read.ok) return { ok: false, lines: read.lines };
  const { version } = read.catalogue;
  if ((await findCatalogue(context, version)) !== undefined)
    return refuse(catalogueText.publishedBefore(version));
  const current = await getCurrentCatalogue(context);
  const faults = findBroken(current.catalogue, read.catalogue);
  if (faults.length > 0) return { ok: false, lines: faults };
  await publishCatalogue(context, read.json, current.calendar);
  return { ok: true, lines: [catalogueText.published(version)] };
}

/** What a later version must keep (format, "Versions"): ids, and a revision a change. */
function findBroken(before: FullCatalogue, after: FullCatalogue): string[] {
  const codes = (of: (matter: FullCatalogue['matters'][number]) => boolean) =>
    before.matters.filter(of).map(({ code }) => code);
  const find = (code: string) =>
    after.matters.find((matter) => matter.code === code);
  const gone = codes(({ code }) => find(code) === undefined);
  const unmarked = codes((matter) => {
    const now = find(matter.code);
    return (
      now !== undefined &&
      now.revision <= matter.revision &&
      canonicalJson(now) !== canonicalJson(matter)
    );
  });
  return [
    ...(gone.length > 0 ? [catalogueText.gone(gone)] : []),
    ...(unmarked.length > 0 ? [catalogueText.revisions(unmarked)] : []),
  ];
}

function refuse(line: string): CommandResult {
  return { ok: false, lines: [line] };
}
