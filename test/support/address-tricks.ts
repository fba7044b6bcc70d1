import fc from 'fast-check'

/*
 * Ways to write an address that is another one, or that two parsers read differently. Each takes the address
 * that is allowed.
 */

const evil = 'evil.example'

type Trick = (allowed: URL) => string

/** None of these is the allowed address itself. */
export const addressTricks: Readonly<Record<string, Trick>> = {
  nothing: () => '',
  'a space before': ({ href }) => ` ${href}`,
  'a space behind': ({ href }) => `${href} `,
  'a tab inside the scheme': ({ href }) => href.replace('https', 'ht\ttps'),
  'a line break inside the host': ({ href, host }) =>
    href.replace(host, `${host.slice(0, 3)}\n${host.slice(3)}`),
  'a line break and a header': ({ href }) => `${href}\r\nSet-Cookie: x=1`,
  'a zero byte behind': ({ href }) => `${href}\0`,
  'an escaped zero byte behind': ({ href }) => `${href}%00`,
  'a query': ({ href }) => `${href}?next=https://${evil}`,
  'an empty query': ({ href }) => `${href}?`,
  'a fragment': ({ href }) => `${href}#https://${evil}`,
  'an empty fragment': ({ href }) => `${href}#`,
  'a user': ({ href }) => href.replace('://', '://abel@'),
  'a user and a password': ({ href }) => href.replace('://', '://abel:secret@'),
  'an empty user': ({ href }) => href.replace('://', '://@'),
  'the host as a user': ({ origin, pathname }) => `${origin}@${evil}${pathname}`,
  'the host and port as a user': ({ origin, pathname }) => `${origin}:443@${evil}${pathname}`,
  'the host as a user behind a backslash': ({ origin, pathname }) => `${origin}\\@${evil}${pathname}`,
  'another host before a backslash': ({ host, pathname }) => `https://${evil}\\@${host}${pathname}`,
  'another host before an escaped backslash': ({ host, pathname }) => `https://${evil}%5c@${host}${pathname}`,
  'another host before a fragment': ({ host, pathname }) => `https://${evil}#@${host}${pathname}`,
  'another host before a query': ({ host, pathname }) => `https://${evil}?@${host}${pathname}`,
  'another host with the allowed one as its path': ({ href }) => `https://${evil}/${href}`,
  'a suffix of the host': ({ href, host }) => href.replace(host, `${host}.${evil}`),
  'a suffix of the host without a dot': ({ href, host }) => href.replace(host, `${host}${evil}`),
  'a subdomain': ({ href, host }) => href.replace(host, `x.${host}`),
  'a prefix of the host': ({ href, host }) => href.replace(host, `evil${host}`),
  'the parent of the host': ({ href, host }) => href.replace(host, host.slice(host.indexOf('.') + 1)),
  'the dot of the root': ({ href, host }) => href.replace(host, `${host}.`),
  'an ideographic dot': ({ href, host }) => href.replace(host, host.replace('.', '\u3002')),
  'an ideographic dot before a suffix': ({ href, host }) => href.replace(host, `${host}\u3002${evil}`),
  'a fullwidth letter': ({ href, host }) => href.replace(host, host.replace(/^./, '\uff57')),
  'a letter that looks the same': ({ href, host }) => href.replace(host, host.replace('a', '\u0430')),
  'a soft hyphen': ({ href, host }) => href.replace(host, `${host.slice(0, 2)}\u00ad${host.slice(2)}`),
  punycode: ({ href, host }) => href.replace(host, `xn--${host}`),
  'an escaped dot in the host': ({ href, host }) => href.replace(host, host.replace('.', '%2e')),
  'an escaped slash in the host': ({ href, host }) => href.replace(host, `${evil}%2f${host}`),
  'a port': ({ href, host }) => href.replace(host, `${host}:8443`),
  'an empty port': ({ href, host }) => href.replace(host, `${host}:`),
  'the default port': ({ href, host }) => href.replace(host, `${host}:443`),
  'a port with zeros': ({ href, host }) => href.replace(host, `${host}:0443`),
  http: ({ href }) => href.replace('https:', 'http:'),
  'capitals in the scheme': ({ href }) => href.replace('https:', 'HTTPS:'),
  'capitals in the host': ({ href, host }) => href.replace(host, host.toUpperCase()),
  'one slash': ({ href }) => href.replace('//', '/'),
  'three slashes': ({ href }) => href.replace('//', '///'),
  backslashes: ({ href }) => href.replace('//', '\\\\'),
  'no scheme': ({ href }) => href.replace('https:', ''),
  'no scheme and another host': ({ pathname }) => `//${evil}${pathname}`,
  'no scheme, a backslash and another host': ({ pathname }) => `/\\${evil}${pathname}`,
  'no scheme, a tab and another host': ({ pathname }) => `/\t/${evil}${pathname}`,
  'no host': ({ pathname }) => pathname,
  'no host but a scheme': ({ pathname }) => `https:${pathname}`,
  'a script': ({ href }) => `javascript:location='${href}'`,
  'a script behind a comment': ({ href }) => `javascript://${href.slice('https://'.length)}%0aalert(1)`,
  data: ({ href }) => `data:text/html,${href}`,
  'a blob': ({ href }) => `blob:${href}`,
  'a view of its source': ({ href }) => `view-source:${href}`,
  'a file': ({ pathname }) => `file://${pathname}`,
  'a slash at the end': ({ href }) => `${href}/`,
  'two slashes in the path': ({ origin, pathname }) => `${origin}/${pathname}`,
  'a path that goes up': ({ origin, pathname }) => `${origin}/x/..${pathname}`,
  'a path that goes up in escapes': ({ origin, pathname }) => `${origin}/x/%2e%2e${pathname}`,
  'a path that goes on': ({ href }) => `${href}/../../x`,
  'a path that stays': ({ origin, pathname }) => `${origin}/.${pathname}`,
  'a parameter of the path': ({ href }) => `${href};x=1`,
  'another path': ({ origin }) => `${origin}/elsewhere`,
  'no path': ({ origin }) => origin,
  'a path in capitals': ({ origin, pathname }) => `${origin}${pathname.toUpperCase()}`,
  'an escaped letter in the path': ({ href }) =>
    href.replace(/.$/, (last) => `%${last.charCodeAt(0).toString(16)}`),
  'a backslash in the path': ({ origin, pathname }) => `${origin}${pathname.replaceAll('/', '\\')}`,
  'a byte order mark': ({ href }) => `\ufeff${href}`,
  'text that runs backwards': ({ href }) => `\u202e${href}`,
  'the allowed one twice': ({ href }) => `${href}${href}`,
  'the allowed one in a list': ({ href }) => `${href},https://${evil}`,
  'the allowed one in quotes': ({ href }) => `"${href}"`,
  'an address in brackets': ({ pathname }) => `https://[::ffff:127.0.0.1]${pathname}`,
  'a number for a host': ({ pathname }) => `https://2130706433${pathname}`,
}

/** Any code point; the built-in unit takes seconds to be made. */
const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((number) => String.fromCodePoint(number))

/** Any text: near the allowed address, made of its parts and of separators, or nothing like it. */
export function anyAddress(allowed: URL): fc.Arbitrary<string> {
  const { href, origin, host, pathname } = allowed
  const part = fc.constantFrom(
    ...[
      href,
      origin,
      host,
      pathname,
      evil,
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '#',
      '?',
      '.',
      '..',
    ],
    ...[
      '%2f',
      '%5c',
      '%00',
      '\t',
      '\n',
      '\0',
      ' ',
      ':443',
      'user',
      'javascript:',
      '\u3002',
      '\uff0f',
      ';',
      'xn--',
    ],
  )
  return fc.oneof(
    fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(href.length), fc.nat(2), fc.oneof(part, fc.string({ maxLength: 3 })))
      .map(([at, cut, added]) => href.slice(0, at) + added + href.slice(at + cut)),
    fc.constantFrom(...Object.values(addressTricks)).map((trick) => trick(allowed)),
    fc.webUrl(),
    fc.array(codePoint, { maxLength: 20 }).map((points) => points.join('')),
  )
}
