import { escape } from './escape.js';

/** A cell: text, or a number with how it reads, which stands at the right. */
export type Cell = string | { readonly number: string } | { readonly text: string; readonly className: 'bad' | 'good' | 'place' | 'warn' };

/** Columns that have nothing to say are left out. On a phone each row becomes a list, with the heads beside the cells. */
export function htmlTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = head.map((_, column) => column).filter((column) => rows.some((row) => textOf(row[column]!) !== ''));
  const isNumber = (column: number): boolean => rows.some((row) => typeof row[column] === 'object' && 'number' in row[column]);
  const heads = columns.map((column) => `<th${isNumber(column) ? ' class="number"' : ''}>${escape(head[column]!)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((column) => cell(row[column]!, head[column]!)).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function cell(value: Cell, head: string): string {
  const className = typeof value === 'string' ? '' : 'number' in value ? 'number' : value.className;
  return `<td${className === '' ? '' : ` class="${className}"`} data-head="${escape(head)}">${escape(textOf(value))}</td>`;
}

function textOf(value: Cell): string {
  if (typeof value === 'string') return value;
  return 'number' in value ? value.number : value.text;
}
