const bases = ['/api/sn_sc/servicecatalog', '/api/sn_sc/:version{v1}/servicecatalog']

/** A path of the Service Catalog API with and without its version. */
export function under(path: string): string[] {
  return bases.map((base) => `${base}${path}`)
}
