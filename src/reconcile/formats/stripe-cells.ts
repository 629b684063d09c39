/** CORE. What Stripe's exports have in common: currencies in either case, and metadata in columns of their own. */

import { exponentOf } from "../../fallback/money.ts";
import { type Cells, quoteCell } from "../cells.ts";

/** `usd` and `USD` stand in one file; a fault for what is no currency. */
export function stripeCurrency(cells: Cells, column: string): string {
	const currency = cells.required(column).toUpperCase();
	if (currency !== "" && exponentOf(currency) === undefined) {
		cells.fail(column, {
			en: `“${quoteCell(currency)}” is not a currency code.`,
			zh: `“${quoteCell(currency)}”不是货币代码。`,
			es: `“${quoteCell(currency)}” no es un código de moneda.`,
		});
	}
	return currency;
}

/** What our own sales carry (`ourMetadata` of the rails); a POS may choose any name. */
const OUR_REFERENCE = "sale_reference";
/** Only these of ours say anything in a note; the others are internal ids. */
const OURS_LIMIT = "standin_";

/**
 * A reader of a row's metadata: our own reference as the order, and the values of every column as a note, ours first. A
 * processor cannot know an order id before the terminal is online again, so the reference travels here.
 */
export function metadataOf(
	header: readonly string[],
	name: RegExp,
): (cells: Cells) => { readonly order: string | null; readonly note: string } {
	const columns = header.flatMap((column) => {
		const key = name.exec(column)?.[1];
		return key === undefined || key.startsWith(OURS_LIMIT) ? [] : [{ column, key }];
	});
	const ours = columns.find(({ key }) => key === OUR_REFERENCE)?.column;
	const others = columns.filter(({ column }) => column !== ours);
	return (cells) => {
		const reference = ours === undefined ? null : cells.text(ours);
		const values = others.flatMap(({ column }) => cells.text(column) ?? []);
		return { order: reference, note: [reference ?? [], values].flat().join(" ") };
	};
}
