import type { Material } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isWayAllowed } from '../../domain/rules/ways-of-paper.ts';
import { noticeText } from '../../text/notice.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { paperElementId } from './judge.ts';

export type NoticeLine = {
  /** The element where it is mended. */
  id: string;
  text: string;
  /** How else a missing paper may be handed in; '' = no other way. */
  ways: string;
};

/** All that stops the sending, papers first, for they are what must be fetched. */
export function noticeLines(
  errors: readonly SummarisedError[],
  { materials }: Pick<Matter, 'materials'>,
): NoticeLine[] {
  const lines = errors.map(({ elementId, message }) => {
    const material = materials.find(
      ({ id }) => paperElementId(id) === elementId,
    );
    return {
      isPaper: material !== undefined,
      line: {
        id: elementId,
        text: material === undefined ? message : bring(material),
        ways: material === undefined ? '' : waysOf(material),
      },
    };
  });
  const isPaper = (wanted: boolean) =>
    lines.filter((each) => each.isPaper === wanted).map(({ line }) => line);
  return [...isPaper(true), ...isPaper(false)];
}

function bring({ name, kind, copies, source }: Material): string {
  return source === 'captured'
    ? noticeText.comeForPicture(name)
    : noticeText.bring(name, kind, copies);
}

function waysOf(material: Material): string {
  return noticeText.ways({
    certificate: isWayAllowed(material, 'eCert'),
    commitment: isWayAllowed(material, 'commitment'),
    deficiency: isWayAllowed(material, 'deficiency'),
  });
}
