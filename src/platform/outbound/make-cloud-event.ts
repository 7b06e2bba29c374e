// An event of a case as a CloudEvent (CNCF CloudEvents 1.0.2, JSON format): what
// happened, to which number, and nothing of whose case it is.
import { createHash } from 'node:crypto';
import { NATIONAL_CODE, type CaseEvent } from '../../domain/cases/event.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';
import { officialCodeOf } from '../../domain/catalogue/official-code.ts';
import { canonicalJson } from '../keys/canonical-json.ts';

/** Attributes of the whole county's events. */
export type CloudEvent = {
  specversion: '1.0';
  /** The same event has the same one, however often it is sent. */
  id: string;
  /** `urn:service-point:{6 digits of the county}` */
  source: string;
  /** `service-point.case.{kind}` */
  type: string;
  /** Number of the case, 27 digits. */
  subject: string;
  /** When it happened, RFC 3339. */
  time: string;
  datacontenttype: 'application/json';
  /** Place in the case's history, ten digits (extension `sequence`). */
  sequence: string;
  data: {
    caseId: string;
    /** From 1, without a gap. */
    n: number;
    kind: CaseEvent['body']['kind'];
    /** Of the national list of case states; null: an event of ours alone. */
    nationalCode: number | null;
    matter: {
      code: string;
      name: string;
      /** 基本编码, 12 digits; null: not known yet. */
      basicCode: string | null;
      /** 实施编码 of the organ whose case it is, 31 digits; null: not known yet. */
      officialCode: string | null;
    };
    /** 12 digits: where it was taken in. */
    stationCode: string;
    /** 9 digits: whose case it is. */
    township: string;
  };
};

/**
 * Of case, place and content: after a restore another event can stand at the same place,
 * and whoever has heard of the lost one must not take them for one.
 */
export function eventId(event: CaseEvent): string {
  const hash = createHash('sha256')
    .update(canonicalJson(event))
    .digest('base64url');
  return `${event.caseId}/${event.n}/${hash.slice(0, 16)}`;
}

/** An event as systems outside are told of it. */
export function makeCloudEvent(p: {
  county: string;
  event: CaseEvent;
  row: {
    number: string;
    matterCode: string;
    stationCode: string;
    town9: string;
  };
  matter: Pick<
    FullMatter,
    'name' | 'basicCode' | 'officialCode' | 'officialCodes'
  >;
}): CloudEvent {
  const { county, event, row, matter } = p;
  const { caseId, n, at, body } = event;
  const { name, basicCode } = matter;
  const officialCode = officialCodeOf(matter, row.town9);
  return {
    specversion: '1.0',
    id: eventId(event),
    source: `urn:service-point:${county}`,
    type: `service-point.case.${body.kind}`,
    subject: row.number,
    time: at,
    datacontenttype: 'application/json',
    sequence: String(n).padStart(10, '0'),
    data: {
      caseId,
      n,
      kind: body.kind,
      nationalCode: NATIONAL_CODE[body.kind],
      matter: { code: row.matterCode, name, basicCode, officialCode },
      stationCode: row.stationCode,
      township: row.town9,
    },
  };
}
