import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call } from '../../../emulator/call.js'
import { type Contract } from '../contract.js'
import { vendorDocs } from '../fixtures.js'

const articles = '/api/sn_km_api/knowledge/articles'

function contract(file: string, path: string): Contract {
  return {
    fixture: vendorDocs(`knowledge__Knowledge_Management_GET_knowledge_${file}`),
    request: `GET ${articles}${path}`,
    produce: () => call(createEmulator({ incidents: 5 }), `${articles}${path}`, { as: 'admin' }),
    status: 200,
    closeness: 'forms',
  }
}

/** What the Knowledge Management API gives. */
export const knowledgeContracts: readonly Contract[] = [
  contract('articles', '?query=password&limit=2&fields=short_description,sys_class_name'),
  contract('articles_featured', '/featured?fields=short_description'),
  contract('articles_most_viewed', '/most_viewed'),
  contract('articles_id', '/KB0010001'),
]
