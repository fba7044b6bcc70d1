import { demistoReadMe, rapid7, vendorDocs, workArena } from './fixtures.js'

const plugin = 'a record of the Security Operations plugin, whose tables the emulator does not keep'

/** Fixtures that no answer of the emulator is compared with here, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'INDEX.md': 'describes the fixtures',
  [demistoReadMe]: 'tells where a fixture comes from',
  [vendorDocs('importset__Import_Set_POST_now_import_stagingTableName_insertMultiple')]:
    'a request, not an answer',
  [vendorDocs('importset__Import_Set_POST_now_import_stagingTableName_insertMultiple__2')]:
    'a request, not an answer',
  [vendorDocs('servicecatalog__Service_Catalog_PUT_sn_sc_servicecatalog_items_sys_id_submit_guide')]:
    'the emulator has no order guides',
  [rapid7('create_vulnerability.json')]: plugin,
  [rapid7('get_security_incident_success.json')]: plugin,
  [rapid7('search_security_incident_all.json')]: plugin,
  [rapid7('search_security_incident_limit_offset.json')]: plugin,
  [rapid7('search_security_incident_query.json')]: plugin,
  [workArena('setup_files/knowledge/knowledge_base')]: 'texts of articles, not an answer',
  [workArena('setup_files/knowledge/protocols')]: 'texts of articles, not an answer',
}
