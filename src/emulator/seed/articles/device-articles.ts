import { type SeededArticle } from './article.js'

export const deviceArticles: readonly SeededArticle[] = [
  {
    title: 'Lost or stolen device: the first ten minutes',
    category: 'Devices',
    author: 'tomasz.zielinski',
    daysAgo: 33,
    views: 410,
    words: 'theft phone laptop security report',
    text: `<p><strong>Call +1 555 0100 now</strong>, day and night. Then read on.</p><ol><li>We lock the device and end its sessions.</li><li>You change your password: <a href="/kb_view.do?sysparm_article=KB0010005">how to</a>.</li><li>For a theft, report it to the police and send us the case number.</li></ol><p>You never have to pay for a device that was stolen.</p>`,
  },
  {
    title: 'Blue screen after docking',
    category: 'Devices',
    author: 'tomasz.zielinski',
    daysAgo: 1,
    views: 96,
    words: 'bluescreen bsod crash driver DRIVER_POWER_STATE_FAILURE dock',
    text: `<p>Laptops with display driver <code>11.4</code> may stop with <code>DRIVER_POWER_STATE_FAILURE</code> while they are docked.</p>
<p><img src="{picture}" alt="Error dialog of the display driver" width="480" height="300"></p>
<h2>Until the fix is out</h2>
<ol><li>Open <strong>Company Portal › Troubleshooting</strong>.</li><li>Run <em>Put back display driver 11.2</em>.</li><li>Restart once.</li></ol>
<h2>Which models?</h2>
<ul><li>Latitude 7440 with dock WD22</li><li>ThinkPad X1 (Gen 11) with dock 40B0<ul><li>only with firmware 1.0.33 or older</li></ul></li></ul>
<p>To see your driver version:</p>
<pre><code>pnputil /enum-drivers /class Display | findstr /i version</code></pre>`,
    picture: 'error dialog',
  },
  {
    title: 'Free space on a full disk',
    category: 'Devices',
    author: 'marcus.bell',
    daysAgo: 44,
    views: 760,
    words: 'storage cleanup onedrive sync',
    text: `<p>Most of the time it is files that are also in the cloud.</p><ol><li>Open the cloud icon in the task bar, then <strong>Settings › Files on demand</strong>.</li><li>Right-click large folders and choose <strong>Free up space</strong>.</li><li>Run <em>Disk clean-up</em> and tick <em>Temporary files</em>.</li></ol><p>Never delete anything in <code>C:\\Windows</code> by hand.</p>`,
  },
  {
    title: 'Set up a second monitor',
    category: 'Devices',
    author: 'marcus.bell',
    daysAgo: 120,
    views: 690,
    words: 'display screen dock resolution',
    text: `<ol><li>Connect the monitor to the <strong>docking station</strong>, not to the laptop.</li><li>Press <kbd>Win</kbd> + <kbd>P</kbd> and choose <strong>Extend</strong>.</li><li>Drag the screens in <em>Display settings</em> into the order in which they stand.</li></ol><p>The picture flickers? Set the refresh rate to 60 Hz.</p>`,
  },
  {
    title: 'Print from your laptop and phone',
    category: 'Devices',
    author: 'lena.fischer',
    daysAgo: 75,
    views: 980,
    words: 'printer follow-me paper scan',
    text: `<p>There is one queue for all printers: <strong>FollowMe</strong>. Print, walk to any printer and hold your badge to the reader.</p><h2>From a phone</h2><p>Send the file to <a href="mailto:print@example.com">print@example.com</a> from your company mail.</p><h2>Paper jam</h2><p>Follow the pictures on the printer’s screen. If it jams again, note the number on the yellow label and file a ticket.</p><hr><p>Prints that nobody collects are deleted after 24 hours.</p>`,
  },
  {
    title: 'Headsets that work with Teams',
    category: 'Devices',
    author: 'marcus.bell',
    daysAgo: 180,
    views: 340,
    words: 'audio microphone sound call',
    text: `<p>Order any of these from the catalogue; all are tested.</p><ul><li>Jabra Evolve2 65: wireless, open office</li><li>Poly Voyager 4320: wireless, light</li><li>EPOS Impact 160: cable, cheapest</li></ul><p>No sound? Choose the headset in Teams under <strong>Settings › Devices</strong> and make a test call.</p>`,
  },
  {
    title: 'Old: set up Windows 10',
    category: 'Devices',
    author: 'tomasz.zielinski',
    daysAgo: 900,
    views: 12,
    words: '',
    text: '<p>Replaced by the automatic set-up.</p>',
    state: 'retired',
  },
]
