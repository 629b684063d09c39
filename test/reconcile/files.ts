/** Files of the invented shop, cell by cell. */

const PAYMENT_COLUMNS =
	"payment_id,merchant_id,store_id,terminal_id,staff_id,sale_ref,order_id,rail,amount,tip,currency,created_at,paid_at,status,card_last4".split(
		",",
	);
const BATCH_COLUMNS =
	"row_id,upload_id,merchant_id,terminal_id,batch_no,stan,rrn,auth_code,kind,tender,entry,amount,tip,currency,terminal_time,processed_at,status,card_last4,staff_id,order_id,note".split(
		",",
	);

const SHOP = { merchant_id: "harbour-cafe", terminal_id: "T1", staff_id: "mina", currency: "EUR", amount: "10.00" };
const PAYMENT = {
	...SHOP,
	payment_id: "P1",
	store_id: "quay",
	rail: "epc",
	created_at: "2026-10-03T12:00:00Z",
	status: "paid",
};
const ROW = {
	...SHOP,
	row_id: "1",
	upload_id: "U1",
	kind: "sale",
	tender: "other",
	entry: "keyed",
	terminal_time: "2026-10-03T12:00:00Z",
	status: "approved",
};

type Line = Readonly<Record<string, string>>;

const csv = (columns: readonly string[], base: Line, lines: readonly Line[]): string =>
	[columns, ...lines.map((line) => columns.map((name) => line[name] ?? base[name] ?? ""))]
		.map(
			(cells) => `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`,
		)
		.join("");

export const paymentsCsv = (lines: readonly Line[]): string => csv(PAYMENT_COLUMNS, PAYMENT, lines);
export const batchCsv = (lines: readonly Line[]): string => csv(BATCH_COLUMNS, ROW, lines);

const SQUARE_COLUMNS =
	"Date,Time,Time Zone,Gross Sales,Tip,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Event Type,Location,Transaction Status".split(
		",",
	);
const SQUARE = {
	Date: "2026-10-03",
	Time: "08:00:00",
	"Time Zone": "Eastern Time (US & Canada)",
	"Total Collected": "$10.00",
	Card: "$0.00",
	Cash: "$0.00",
	"Other Tender": "$10.00",
	"Payment ID": "SQ1",
	"Event Type": "Payment",
};

export const squareCsv = (lines: readonly Line[]): string => csv(SQUARE_COLUMNS, SQUARE, lines);

/** A file's text as it lies on a disk. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const STRIPE_COLUMNS =
	"automatic_payout_id,balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,charge_id,customer_facing_amount,customer_facing_currency,description,payment_metadata[sale_reference],payment_metadata[standin_sale]".split(
		",",
	);
const STRIPE = {
	automatic_payout_id: "po_1",
	balance_transaction_id: "txn_1",
	created_utc: "2026-10-03 12:01:00",
	currency: "eur",
	gross: "10.00",
	fee: "0.30",
	net: "9.70",
	reporting_category: "charge",
	charge_id: "ch_1",
};
export const stripeCsv = (lines: readonly Line[]): string => csv(STRIPE_COLUMNS, STRIPE, lines);

const CHARGE_COLUMNS =
	"id,amount,currency,created,status,payment_intent,payment_method_details.card_present.last4,payment_method_details.card_present.offline.stored_at,payment_method_details.card_present.offline.type,metadata[note]".split(
		",",
	);
const CHARGE = {
	id: "ch_1",
	amount: "10.00",
	currency: "eur",
	created: "2026-10-03 18:30:00",
	status: "succeeded",
	"payment_method_details.card_present.last4": "0042",
};
export const chargesCsv = (lines: readonly Line[]): string => csv(CHARGE_COLUMNS, CHARGE, lines);
