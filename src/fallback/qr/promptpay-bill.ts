/** CORE. PromptPay bill payment code (Thailand): Thai QR Payment Standard, template 30. It carries references; a bank issues the biller id. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import { CITY, CITY_LIMIT_CHARS, cityField, NAME, NAME_LIMIT_CHARS, nameField } from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const IDENTIFIER = "A000000677010112";

export const PROMPTPAY_BILL: Profile = {
	id: "promptpay-bill",
	title: {
		en: "PromptPay bill payment (Thailand)",
		zh: "PromptPay 账单付款（泰国）",
		es: "PromptPay, pago de facturas (Tailandia)",
	},
	currencies: ["THB"],
	errorCorrection: "M",
	fields: [
		{
			id: "biller",
			label: {
				en: "Biller id from the bank: tax id and two more digits",
				zh: "银行给的 Biller ID：税号加两位数字",
				es: "Biller id del banco: número fiscal y dos cifras más",
			},
			required: true,
			isAscii: true,
			example: "010553600000001",
		},
		{
			id: "ref1",
			label: {
				en: "Fixed first reference, if the bank asks for one; the sale's then comes second",
				zh: "银行要求的固定 Ref.1（如有）；销售编号则放在 Ref.2",
				es: "Primera referencia fija, si el banco la pide; la de la venta va entonces en segundo lugar",
			},
			required: false,
			isAscii: true,
			example: "STORE01",
		},
		{
			id: "ref3",
			label: {
				en: "Third reference, if the bank asks for one",
				zh: "银行要求的 Ref.3（如有）",
				es: "Tercera referencia, si el banco la pide",
			},
			required: false,
			isAscii: true,
			example: "SCB",
		},
		nameField("Ran Khao Tua Yang", false),
		cityField("Bangkok"),
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const biller = (fields.get("biller") ?? "").replace(/[\s-]/g, "");
	const fixed = fields.get("ref1")?.toUpperCase();
	const own = reference?.toUpperCase();
	const [ref1, ref2] = fixed === undefined ? [own, undefined] : [fixed, own];
	const ref3 = fields.get("ref3")?.toUpperCase();
	if (!/^(?:[0-9]{13}|[0-9]{15})$/.test(biller)) {
		return refuse({
			en: `“${biller.slice(0, 40)}” is no biller id: it has 15 digits; ask the bank for it, or use promptpay.`,
			zh: `“${biller.slice(0, 40)}”不是 Biller ID：应为 15 位数字；请向银行索取，或改用 promptpay。`,
			es: `“${biller.slice(0, 40)}” no es un biller id: tiene 15 cifras; pídalo al banco o use promptpay.`,
		});
	}
	if (ref1 === undefined) {
		return refuse({
			en: "A bill payment needs a reference: give the sale's reference, or set ref1.",
			zh: "账单付款必须有编号：请给出销售编号，或设置 ref1。",
			es: "El pago de facturas necesita una referencia: dé la de la venta o fije ref1.",
		});
	}
	for (const one of [ref1, ref2, ref3]) {
		if (one !== undefined && !/^[A-Z0-9]{1,20}$/.test(one)) return wrongBillReference(one);
	}

	const warnings: Text[] = [];
	if (biller.length === 13) {
		warnings.push({
			en: "Most banks issue biller ids of 15 digits, with a two-digit suffix; compare it with the bank's letter.",
			zh: "多数银行的 Biller ID 为 15 位（含两位后缀）；请与银行资料核对。",
			es: "La mayoría de los bancos da un biller id de 15 cifras, con sufijo de dos; compárelo con la carta del banco.",
		});
	}
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "", CITY_LIMIT_CHARS, CITY, warnings);
	const account = [
		{ id: "00", value: IDENTIFIER },
		{ id: "01", value: biller },
		{ id: "02", value: ref1 },
		{ id: "03", value: ref2 ?? "" },
	];
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		{ id: "30", value: account },
		...(name === "" && city === "" ? [] : [{ id: "52", value: "0000" }]),
		{ id: "53", value: "764" },
		{ id: "58", value: "TH" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "59", value: name },
		{ id: "60", value: city },
		{ id: "62", value: [{ id: "07", value: ref3 ?? "" }] },
	]);
	const printed = ref2 === undefined ? ref1 : `${ref1} / ${ref2}`;
	return { payload, warnings, caption: captionOf(name === "" ? "PromptPay" : name, biller, amount, printed) };
}

const wrongBillReference = (reference: string): Refusal =>
	refuse({
		en: `“${reference.slice(0, 40)}” is no bill reference: it has 1 to 20 letters and digits; change it.`,
		zh: `“${reference.slice(0, 40)}”不是账单编号：应为 1 到 20 个字母或数字；请修改。`,
		es: `“${reference.slice(0, 40)}” no es una referencia de factura: tiene de 1 a 20 letras y cifras; cámbiela.`,
	});
