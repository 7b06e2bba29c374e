import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { adminText } from '../../text/platform.ts';
import type { CommandResult } from './command-result.ts';

/** `dist/platform`, where this program lies once it is built. */
const PROGRAMS = import.meta.dirname;

/**
 * A unit of systemd for this checkout, this Node and this account, to be looked at and
 * put into `/etc/systemd/system`. What differs from systemd's defaults:
 * - KillMode=mixed: the platform alone is told to stop, and ends its database when the
 *   requests under way are answered; told at once, the database would turn them away.
 * - No PrivateTmp: the commands beside the platform reach its database by a socket
 *   there.
 */
export function serviceUnit(dataDir: string): CommandResult {
  const root = resolve(PROGRAMS, '../..');
  const { username } = userInfo();
  const unit = [
    '[Unit]',
    'Description=Village service point, county platform',
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Service]',
    `User=${username}`,
    `WorkingDirectory=${root}`,
    'Environment=NODE_ENV=production',
    'Environment=DEMO=0',
    'Environment=HOST=127.0.0.1',
    'Environment=PORT=8080',
    `Environment="DATA_DIR=${dataDir}"`,
    'EnvironmentFile=-/etc/village-service-point.env',
    `ExecStart=${process.execPath} ${PROGRAMS}/main.js`,
    'Restart=always',
    'RestartSec=5',
    'KillMode=mixed',
    'TimeoutStopSec=60',
    'UMask=0077',
    'NoNewPrivileges=yes',
    'ProtectSystem=full',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ];
  const hints = username === 'root' ? adminText.unitAsRoot : [];
  return { ok: true, lines: [...unit, ...hints] };
}
