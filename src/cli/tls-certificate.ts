import { readFile, writeFile } from 'node:fs/promises'
import { SnowError } from '../shared/errors.js'
import { type Certificate, createSelfSignedCertificate } from './self-signed-certificate.js'

/** Where a certificate and its key are kept, as PEM. */
export interface TlsFiles {
  readonly certFile: string
  readonly keyFile: string
}

/**
 * The certificate of a server: that of the files, or a new one, written to them so that clients can be
 * told to trust it. Rejects with `SNOW_CONFIG_INVALID` when only one file is there.
 */
export async function tlsCertificate(
  host: string,
  files: TlsFiles | Record<string, never>,
): Promise<Certificate> {
  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', host])]
  if (!('certFile' in files)) return createSelfSignedCertificate(hosts)
  const { certFile, keyFile } = files as TlsFiles
  const [cert, key] = await Promise.all([readIfThere(certFile), readIfThere(keyFile)])
  if (cert !== undefined && key !== undefined) return { cert, key }
  if (cert !== undefined || key !== undefined) {
    const [there, missing] = cert === undefined ? [keyFile, certFile] : [certFile, keyFile]
    throw new SnowError(
      'SNOW_CONFIG_INVALID',
      `${there} is there and ${missing} is not: name both files of a pair, or two that are made`,
    )
  }
  const made = createSelfSignedCertificate(hosts)
  await write(certFile, made.cert, 0o644)
  await write(keyFile, made.key, 0o600)
  return made
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new SnowError('SNOW_CONFIG_INVALID', `${path} cannot be read`, { cause: error })
  }
}

async function write(path: string, content: string, mode: number): Promise<void> {
  try {
    await writeFile(path, content, { mode })
  } catch (error) {
    throw new SnowError('SNOW_CONFIG_INVALID', `${path} cannot be written`, { cause: error })
  }
}
