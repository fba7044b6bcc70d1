import { blocked, ok, problem, type Check } from '../check.js'
import { apis } from '../facts/apis.js'

/** Whether files of records can be listed. */
export const attachments: Check = {
  id: 'attachments',
  title: 'Attachments',
  needs: ['person'],
  async run(context) {
    const { attachment } = await apis(context)
    switch (attachment.kind) {
      case 'open':
        return ok('The list of files answers; whether they may add files cannot be told without adding one.')
      case 'broken':
        throw attachment.error
      case 'denied':
      case 'missing':
        return problem('attachment-acl-denied', {
          found: 'The Attachment API refuses the list of files.',
          cause: 'An access rule keeps this account from sys_attachment.',
          change: [
            'System Security > Access Control (ACL): the rules named "sys_attachment" with the operations read and query_match',
          ],
          transactionId: attachment.kind === 'denied' ? attachment.transactionId : undefined,
        })
      default:
        return blocked('api-access')
    }
  },
}
