/** SHELL. `standin paylink`: asks the running server for a sale and shows its QR; a contract that scripts rely on. */

import { randomUUID } from "node:crypto";
import { Command } from "commander";
import QRCode from "qrcode";
import { readConfig } from "../config.ts";
import { EXIT, UserError } from "../errors.ts";
import { type Money, parsePrice, showMoney } from "../fallback/money.ts";
import { extraSatang } from "../fallback/satang-texts.ts";
import { proof as sayProof } from "../helpdesk/texts-proving.ts";
import { PRACTICE_MARK } from "../helpdesk/texts-selling.ts";
import { isRefusal, type Text } from "../text.ts";
import { ask, type Client, isRunning, noServer, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";
import { writeQrPng } from "./qr-png.ts";

const LOOK_MS = 1_000;
const ERROR_CORRECTION = "M";

type Options = {
	readonly store?: string;
	readonly rail?: string;
	readonly note?: string;
	readonly png?: string;
	readonly yes?: boolean;
	readonly wait?: boolean;
	readonly json?: boolean;
};

/** What the server says of the sale. */
type Ordered = {
	readonly ref: string;
	readonly url: string;
	readonly qr: string;
	readonly state: string;
	/** What the customer is asked for, and how much of it is above the price. */
	readonly money: Money;
	readonly raisedMinor: number;
	readonly isPractice: boolean;
	readonly proof: string | null;
};

/** The command; exit 1 only where `--wait` saw the end without the money. */
export function paylinkCommand(io: Io): Command {
	return new Command("paylink")
		.description("ask a customer for an amount: a link and a QR, and where the sale stands")
		.argument("<amount>", "in major units, such as 45 or 12.50")
		.argument("<currency>", "such as EUR")
		.option("--store <store>", "the store's id, merchant/id or sticker code")
		.option("--rail <rail>", "the rail's id; without it the first that can take the amount")
		.option("--note <text>", "what the shop writes beside it, for itself")
		.option("--png <file>", "write the QR as a PNG")
		.option("--yes", "the amount is meant, unusual as it may be for this shop")
		.option("--wait", "wait until it is paid, or over")
		.option("--json", "print JSON only")
		.action(async (amount: string, currency: string, options: Options) => {
			const money = parsePrice(amount, currency.toUpperCase());
			if (isRefusal(money)) throw new UserError(money.refused);
			const config = readConfig();
			if (!(await isRunning(config.serverUrl))) throw noServer(config.serverUrl);
			const client = operatorClient(config, io.locale);
			const id = randomUUID();
			const first = await ask<Ordered>(client, "/api/sales", { json: orderOf(id, money, options) });
			if (options.png !== undefined) await writeQrPng(options.png, first.qr, ERROR_CORRECTION);
			if (options.json !== true) await print(io, first);
			const last = options.wait === true ? await untilOver(client, id, options.store, first) : first;
			if (options.json === true) io.out(JSON.stringify(contractOf(last)));
			else if (last !== first) io.out(standing(last.state)[io.locale]);
			if (options.wait === true && last.state !== "paid") io.exit(EXIT.needsPerson);
		});
}

const orderOf = (id: string, money: Money, { store, rail, note, yes }: Options): object => ({
	id,
	money,
	...(store === undefined ? {} : { store }),
	...(rail === undefined ? {} : { railId: rail }),
	...(note === undefined ? {} : { note }),
	...(yes === true ? { isConfirmed: true } : {}),
});

const contractOf = ({ ref, url, qr, state, proof }: Ordered) => ({
	sale_ref: ref,
	url,
	qr,
	state,
	...(proof === null ? {} : { proof }),
});

async function print({ out, locale }: Io, ordered: Ordered): Promise<void> {
	const { ref, url, qr, state, isPractice, proof, money, raisedMinor } = ordered;
	out(`${ref} · ${showMoney(money, locale)}${isPractice ? ` · ${PRACTICE_MARK[locale]}` : ""}`);
	for (const why of extraSatang(money, raisedMinor)) out(why[locale]);
	out(await QRCode.toString(qr, { type: "utf8", errorCorrectionLevel: ERROR_CORRECTION }));
	out(url);
	if (proof !== null) out(sayProof(proof)[locale]);
	out(standing(state)[locale]);
}

/** Asks until nobody is expected to pay it any more. */
async function untilOver(client: Client, id: string, store: string | undefined, first: Ordered): Promise<Ordered> {
	const path = `/api/sales/${id}${store === undefined ? "" : `?store=${encodeURIComponent(store)}`}`;
	let sale = first;
	while (WAITING.has(sale.state)) {
		await new Promise((wake) => setTimeout(wake, LOOK_MS));
		sale = await ask<Ordered>(client, path);
	}
	return sale;
}

const WAITING: ReadonlySet<string> = new Set(["created", "shown", "claimed"]);

function standing(state: string): Text {
	if (state === "paid") return { en: "PAID.", zh: "已到账。", es: "PAGADO." };
	if (WAITING.has(state)) return { en: "Not paid yet.", zh: "尚未到账。", es: "Aún no está pagado." };
	if (state === "overpaid") return { en: "PAID TWICE.", zh: "重复到账。", es: "PAGADO DOS VECES." };
	return { en: `Not paid (${state}).`, zh: `未到账（${state}）。`, es: `No está pagado (${state}).` };
}
