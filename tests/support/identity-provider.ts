// A real OpenID Connect provider in this process, as a county's would be: a page that
// asks who somebody is, and codes that open once.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider, type KoaContext } from 'oidc-provider';

export const CLIENT_ID = 'village-service-point';
export const CLIENT_SECRET = 'a-secret-of-the-county-for-its-tests';

export type IdentityProvider = {
  issuer: string;
  /** Who signs in there without being asked; null: its page asks. */
  person: string | null;
  /** The login that it says of whomever; null: as he is called there. */
  named: string | null;
  /** When he proved himself, in seconds; null: now. */
  provedAt: number | null;
  /** It says no to whoever comes. */
  refuses: boolean;
  stop: () => Promise<void>;
};

/** On that port of this machine, for whoever comes back to `callback`. */
export async function anIdentityProvider(
  port: number,
  callback: string,
): Promise<IdentityProvider> {
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [callback],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: state.named ?? id }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: {
      url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}`,
    },
    loadExistingGrant: async ({ oidc }: KoaContext) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['for tests'] },
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AccessToken: 600,
      IdToken: 600,
    },
    pkce: { required: () => true },
  });
  const state = {
    person: null as string | null,
    named: null as string | null,
    provedAt: null as number | null,
    refuses: false,
  };

  const answerPerson = async (
    request: IncomingMessage,
    response: Parameters<typeof provider.interactionFinished>[1],
  ) => {
    if (state.refuses) {
      const result = { error: 'access_denied' };
      await provider.interactionFinished(request, response, result);
      return;
    }
    const typed = new URLSearchParams(await text(request)).get('login');
    const accountId = state.person ?? typed;
    if (accountId === null) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(
        '<!doctype html><title>县统一身份认证</title><form method="post"><label>统一身份账号 <input name="login"></label><button>登录</button></form>',
      );
      return;
    }
    const { provedAt } = state;
    const result = {
      login: { accountId, ...(provedAt === null ? {} : { ts: provedAt }) },
    };
    await provider.interactionFinished(request, response, result);
  };
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') === true)
      void answerPerson(request, response);
    else provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(port, 'localhost', resolve);
  });
  return Object.assign(state, { issuer, stop: () => close(server) });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
