/** An answer of `{"error":{"message","detail"},"status":"failure"}`, on its way to the route's edge. */
export class ApiError extends Error {
  readonly status: number
  readonly detail: string | null
  /** Headers that the answer carries beside the standing ones. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    detail: string | null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.detail = detail
    this.headers = headers
  }
}

export const noRecord = (): ApiError =>
  new ApiError(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval")

export const noResource = (): ApiError =>
  new ApiError(400, 'Requested URI does not represent any resource', null)

export const writeDenied = (operation: 'Insert' | 'Update' | 'Delete'): ApiError =>
  new ApiError(403, 'Operation Failed', `ACL Exception ${operation} Failed due to security constraints`)
