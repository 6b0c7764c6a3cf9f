import { escape } from './escape.js';

/** A cell: text, or a number with how it reads, which stands at the right. */
export type Cell = string | { readonly number: string } | { readonly text: string; readonly className: 'bad' | 'good' | 'place' | 'warn' };

export function htmlTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = (column: number): boolean => rows.some((row) => typeof row[column] === 'object' && 'number' in row[column]);
  const heads = head.map((text, column) => `<th${isNumber(column) ? ' class="number"' : ''}>${escape(text)}</th>`).join('');
  return `<table><thead><tr>${heads}</tr></thead><tbody>\n${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}\n</tbody></table>`;
}

function cell(value: Cell): string {
  if (typeof value === 'string') return `<td>${escape(value)}</td>`;
  return 'number' in value ? `<td class="number">${escape(value.number)}</td>` : `<td class="${value.className}">${escape(value.text)}</td>`;
}
