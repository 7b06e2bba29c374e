import { randomBytes } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import {
  addOpeningLink,
  useOpeningLink,
} from '../database/queries/opening-links.ts';
import { hashToken } from '../people/sign-in.ts';
import { openMaterial, type OpenedMaterial } from './open-material.ts';

/** The browser follows it at once. */
const LIFE_MS = 60_000;

type Context = Pick<PlatformContext, 'sql' | 'config' | 'clock'>;

/**
 * What stands in a link that opens a material, once and within a minute. That whoever
 * gets it may see the material is checked and written down before.
 */
export async function makeOpeningLink(
  { sql, config, clock }: Context,
  sha256: string,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await addOpeningLink(sql, {
    county: config.county,
    tokenHash: hashToken(token),
    sha256,
    expiresAt: new Date(clock().getTime() + LIFE_MS),
  });
  return token;
}

/** Uses the link up. undefined: there is none, or it is over. */
export async function openByLink(
  context: PlatformContext,
  token: string,
): Promise<OpenedMaterial | undefined> {
  const { sql, config, clock } = context;
  const sha256 = await useOpeningLink(sql, {
    county: config.county,
    tokenHash: hashToken(token),
    now: clock(),
  });
  return sha256 === undefined ? undefined : await openMaterial(context, sha256);
}
