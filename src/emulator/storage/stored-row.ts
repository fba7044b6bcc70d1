/**
 * A record as the emulator keeps it: column name to stored text. A column that is absent is empty, so
 * that a hundred thousand rows stay small. Rows change only through `TableRows`, which keeps the indexes.
 */
export type StoredRow = Record<string, string>
