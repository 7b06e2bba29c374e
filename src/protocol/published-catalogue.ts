// GET /api/v1/catalogue/{version}: compact JWS by the root key (jwk in the
// header) over {version, catalogue, calendar}. Immutable; /api/v1/catalogue/current
// redirects to the present one.
//
// Whoever accepts `application/jose-detached` is sent the same signed text as
// `header..signature`, a line feed and the payload as it was signed (RFC 7515,
// appendix F): base64 hides from compression what repeats, and makes 93 kB 167. A
// county that does not know it sends the compact form to everybody.
//
// Whoever accepts it with `edition=village` is sent, where the county has it, the
// village edition in that form: the same version, without what no device reads
// (domain/catalogue/read-edition.ts), signed by itself; 71 kB. A case cites the
// version, which both have. Others are sent the whole. With `charset=gb18030` too, the
// same letters come in that encoding where they all are in it: 64 kB. What is signed,
// and what is kept, is the text in UTF-8.
import * as v from 'valibot';

/** Only the frame; the content is checked by the domain's readers. */
export const publishedCatalogueSchema = v.object({
  version: v.string(),
  demo: v.boolean(),
  /** Absent: the whole. */
  edition: v.exactOptional(v.literal('village')),
  catalogue: v.unknown(),
  calendar: v.unknown(),
});

export const DETACHED_JOSE = 'application/jose-detached';
export const VILLAGE_EDITION = 'application/jose-detached;edition=village';
export const VILLAGE_EDITION_GB =
  'application/jose-detached;edition=village;charset=gb18030';
