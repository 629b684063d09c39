/** The two shops of the contract: the demo's own, which practises, and one that is paid into its bank account. */

import { STANDIN_COLUMNS } from "../../src/reconcile/formats/standin.ts";
import { squareBatch } from "../scenarios/square-batch.ts";
import { type House, MANAGER } from "./house.ts";

export type Shop = {
	/** Null: it is there already. */
	readonly setup: object | null;
	readonly store: string;
	readonly currency: string;
	/** Practice money arrives by itself; real money does when a manager has seen it. */
	readonly isConfirmedBy: "itself" | "a manager";
	/** What the QR of a sale must say. */
	readonly isPayload: (payload: string, link: string, ref: string, amount: string) => boolean;
	/** The terminal's file: what was keyed and tapped. */
	readonly batch: (rows: readonly Keyed[]) => string;
};
export type Keyed = { readonly amount: string; readonly tender: "other" | "card"; readonly note?: string };

/** Clearly after the payment, so that the evidence of time is the same however slow a run is. */
const KEYED_LATER_MS = 60_000;
const keyedAt = () => new Date(Date.now() + KEYED_LATER_MS);

export const DEMO: Shop = {
	setup: null,
	store: "harbour-cafe",
	currency: "USD",
	isConfirmedBy: "itself",
	isPayload: (payload, link) => payload === link,
	batch: (rows) =>
		squareBatch(rows.map((row) => ({ ...row, at: keyedAt(), last4: row.tender === "card" ? "4242" : "" }))),
};

const IBAN = "ES9121000418450200051332"; // the example of the Spanish banks' own guide
const SELLER = "Panadería Sol";

export const BANK: Shop = {
	setup: {
		merchants: [
			{
				id: "sol",
				name: SELLER,
				stores: [
					{
						id: "sol-centro",
						name: SELLER,
						country: "ES",
						currency: "EUR",
						time_zone: "Europe/Madrid",
						locale: "es",
						hotline: "+34 900 555 010",
						terminals: [{ id: "sol-1", tid: "60001234", vendor: "Ingenico", model: "Move 3500", acquirer: "Redsys" }],
					},
				],
				rails: [{ id: "bank", scheme: "epc", settings: { iban: IBAN, name: SELLER } }],
				people: [{ id: "mara", name: "Mara Sol", role: "manager", pin: MANAGER.pin }],
			},
		],
	},
	store: "sol-centro",
	currency: "EUR",
	isConfirmedBy: "a manager",
	isPayload: (payload, _link, ref, amount) => {
		const lines = payload.split("\n");
		const carries = (line: string) => lines.includes(line);
		return (
			carries("BCD") && carries(IBAN) && carries(`EUR${amount}`) && new RegExp(`^RF\\d\\d${ref}$`, "m").test(payload)
		);
	},
	batch: (rows) => standinBatch(rows, "EUR"),
};

function standinBatch(rows: readonly Keyed[], currency: string): string {
	const at = keyedAt().toISOString();
	const lines = rows.map((row, index) => {
		const cells = new Map([
			["row_id", `row-${index + 1}`],
			["upload_id", "evening"],
			["kind", "sale"],
			["entry", row.tender === "card" ? "online" : "keyed"],
			["currency", currency],
			["terminal_time", at],
			["status", "approved"],
			["card_last4", row.tender === "card" ? "4242" : ""],
			...Object.entries(row),
		]);
		return STANDIN_COLUMNS.map((column) => cells.get(column) ?? "").join(",");
	});
	return `${[STANDIN_COLUMNS.join(","), ...lines].join("\n")}\n`;
}

/** Sets the shop up where it is not there already. */
export async function setUp(house: House, setup: object | null): Promise<void> {
	if (setup !== null) await house.ask(house.operatorToken, "/api/setup", { body: setup });
}
