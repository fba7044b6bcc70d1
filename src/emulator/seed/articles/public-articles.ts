import { type SeededArticle } from './article.js'

/** Articles that everybody may read, without signing in. */
export const publicArticles: readonly SeededArticle[] = [
  {
    title: 'Visit our offices',
    category: 'Visitors',
    author: 'lena.fischer',
    daysAgo: 88,
    views: 2410,
    words: 'directions parking reception opening hours',
    text:
      '<h2>Before you come</h2><p>Your host announces you, and you get a message with a code for the gate. ' +
      'Bring an identity card; reception keeps no copy of it.</p>' +
      '<h2>Opening hours</h2><table><tr><th>Place</th><th>Reception</th></tr>' +
      '<tr><td>London</td><td>08:00 to 18:30</td></tr><tr><td>Hamburg</td><td>07:30 to 18:00</td></tr>' +
      '<tr><td>Austin</td><td>08:00 to 17:30</td></tr><tr><td>Lisbon</td><td>08:30 to 18:30</td></tr></table>' +
      '<h2>Parking</h2><p>Two places are kept for people who need them close to the entrance. ' +
      'Please tell your host in advance.</p>',
  },
  {
    title: 'Report a vulnerability',
    category: 'Security',
    author: 'yuki.tanaka',
    daysAgo: 203,
    views: 655,
    words: 'responsible disclosure researcher pgp',
    text:
      '<p>You found a weakness in one of our services? Thank you for telling us first.</p>' +
      '<ol><li>Write to <a href="mailto:security@example.com">security@example.com</a>; ' +
      'our key is on the same page as this article.</li>' +
      '<li>Describe how to see it for ourselves. A request and an answer say more than a picture.</li>' +
      '<li>Stop where you could read what belongs to others.</li></ol>' +
      '<p>We answer within two working days and tell you when it is mended.</p>',
  },
  {
    title: 'Accessibility of our services',
    category: 'Visitors',
    author: 'rosa.delgado',
    daysAgo: 31,
    views: 198,
    words: 'screen reader captions contrast statement',
    text:
      '<p>We want everybody to be able to use what we build. Our web pages follow WCAG 2.2, level AA.</p>' +
      '<h2>Known gaps</h2><ul><li>Some older reports are pictures without text.</li>' +
      '<li>Recordings from before last year have no captions.</li></ul>' +
      '<p>Tell us where something keeps you out: the service desk answers by phone, mail and relay.</p>',
  },
]
