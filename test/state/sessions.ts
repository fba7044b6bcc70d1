import type { ConnectedSession, DisconnectedSession } from '../../src/protocol/proxy-contract.js'

export const instance = {
  id: 'prod',
  label: 'Acme IT',
  environment: 'production',
  url: 'https://acme.example',
} as const

export function sessionOfUser(name: string, change: Partial<ConnectedSession> = {}): ConnectedSession {
  return {
    connected: true,
    instance,
    user: { sysId: name.padEnd(32, '0'), userName: name, name, email: `${name}@acme.example` },
    agent: false,
    connectedAt: '2026-11-20T00:00:00Z',
    expiresAt: '2027-02-28T00:00:00Z',
    ...change,
  }
}

export function nobody(reason?: 'expired' | 'revoked'): DisconnectedSession {
  return reason === undefined ? { connected: false, instance } : { connected: false, instance, reason }
}
