import { addImportPart, cancelImport, startImport, undoImport, uploadImport } from './commands/imports.ts';
import { getImport, importOf, listImports, previewImport, refusedRows } from './queries/imports.ts';

/** Of contract/imports.ts. */
export const importHandlers = {
  uploadImport,
  addImportPart,
  previewImport,
  startImport,
  cancelImport,
  undoImport,
  listImports,
  getImport,
  refusedRows,
  importOf,
};
