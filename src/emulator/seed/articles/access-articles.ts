import { type SeededArticle } from './article.js'

export const accessArticles: readonly SeededArticle[] = [
  {
    title: 'Reset your password yourself',
    category: 'Accounts',
    author: 'yuki.tanaka',
    daysAgo: 8,
    views: 3120,
    words: 'forgot expired locked login sign-in',
    text: `<p>You can set a new password in two minutes, from any device.</p>
<ol><li>Open <a href="https://password.example.com">password.example.com</a>.</li><li>Enter your user name and confirm the request on your phone.</li><li>Choose a new password of at least 14 characters. Four unrelated words are fine.</li></ol>
<h2>What you must sign in to again</h2>
<ul><li>Outlook and Teams on your phone</li><li>The VPN client: <a href="/kb_view.do?sysparm_article=KB0010002">it remembers the old password</a></li><li>Wi-Fi on your own devices</li></ul>
<p><strong>Locked out?</strong> The lock ends by itself after 15 minutes.</p>`,
  },
  {
    title: 'Move the authenticator to a new phone',
    category: 'Accounts',
    author: 'yuki.tanaka',
    daysAgo: 20,
    views: 1450,
    words: 'mfa multi-factor codes two-factor',
    text: `<h2>You still have the old phone</h2><ol><li>On your laptop, open <strong>My sign-ins › Security details</strong>.</li><li>Choose <strong>Add method › Authenticator</strong> and scan the code with the new phone.</li><li>Remove the old phone from the list.</li></ol><h2>The old phone is lost or broken</h2><p>Call the service desk from a number that HR knows. We confirm that it is you and give you a pass that is valid for <strong>one hour</strong>.</p><p>Report a lost phone at once: see <a href="/kb_view.do?sysparm_article=KB0010010">Lost or stolen device</a>.</p>`,
  },
  {
    title: 'Ask for access to a shared folder',
    category: 'Accounts',
    author: 'beth.anglin',
    daysAgo: 95,
    views: 870,
    words: 'permission share drive owner',
    text: `<p>Every folder has an owner in the business; IT does not decide who may see it.</p><ol><li>Right-click the folder and choose <strong>Request access</strong>.</li><li>Say what you need: <code>read</code> or <code>read and write</code>.</li><li>The owner gets a mail and agrees with one click.</li></ol><p>No answer after two days? File a ticket and we find a deputy.</p>`,
  },
  {
    title: 'Renew your building badge',
    category: 'Workplace',
    author: 'lena.fischer',
    daysAgo: 14,
    views: 530,
    words: 'badge door card facilities expired',
    text: '{hostile}',
  },
  {
    title: 'Joiners, movers and leavers: what IT does',
    category: 'Accounts',
    author: 'beth.anglin',
    daysAgo: 210,
    views: 320,
    words: 'onboarding offboarding new starter account',
    text: `<p>Changes come from HR’s system every night at 2:00. You need no ticket for them.</p><table><thead><tr><th>Event</th><th>What happens by itself</th><th>What the manager orders</th></tr></thead><tbody><tr><td>Joiner</td><td>Account, mailbox, standard applications</td><td>Laptop, phone</td></tr><tr><td>Mover</td><td>Groups of the new team, old ones after 30 days</td><td>Special applications</td></tr><tr><td>Leaver</td><td>Sign-in ends at midnight of the last day</td><td>Hand-over of the mailbox</td></tr></tbody></table>`,
  },
]
