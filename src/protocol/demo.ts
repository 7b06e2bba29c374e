// GET /api/v1/demo: only with demo data, only for loopback. The tickets are fresh
// at every call.
import * as v from 'valibot';

export const demoSchema = v.object({
  address: v.string(),
  accounts: v.array(
    v.object({
      login: v.string(),
      /** `reviewer`, `handler` or `administrator`. */
      role: v.string(),
      /** Office and place in words. */
      title: v.string(),
      name: v.string(),
      password: v.string(),
    }),
  ),
  villages: v.array(
    v.object({
      code: v.string(),
      name: v.string(),
      ticket: v.string(),
      shortCode: v.string(),
    }),
  ),
});
export type Demo = v.InferOutput<typeof demoSchema>;
