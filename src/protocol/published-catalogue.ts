// GET /api/v1/catalogue/{version}: compact JWS by the root key (jwk in the
// header) over {version, catalogue, calendar}. Immutable; /api/v1/catalogue/current
// redirects to the present one.
import * as v from 'valibot';

/** Only the frame; the content is checked by the domain's readers. */
export const publishedCatalogueSchema = v.object({
  version: v.string(),
  demo: v.boolean(),
  catalogue: v.unknown(),
  calendar: v.unknown(),
});
