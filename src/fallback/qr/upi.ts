/** CORE. UPI code (India): NPCI UPI Linking Specifications 1.6, `upi://pay?…`; blanks as %20 and @ as it is, or apps fail. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { wrongMcc } from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const NAME: Text = { en: "Name of the payee", zh: "收款人名称", es: "Nombre de quien cobra" };
const NOTE: Text = { en: "Note shown to the payer", zh: "给付款人的提示", es: "Nota para quien paga" };
const NAME_LIMIT_CHARS = 50;
const NOTE_LIMIT_CHARS = 50;
/** As EMVCo recommends for every payment code; percent-encoding makes nine of one letter outside Latin. */
const PAYLOAD_LIMIT_CHARS = 512;
const PERSONAL = "0000";

export const UPI: Profile = {
	id: "upi",
	title: { en: "UPI (India)", zh: "UPI（印度）", es: "UPI (India)" },
	currencies: ["INR"],
	errorCorrection: "M",
	fields: [
		{
			id: "vpa",
			label: { en: "UPI id of the shop", zh: "店铺 UPI ID", es: "UPI id de la tienda" },
			required: true,
			isAscii: true,
			example: "example.shop@examplebank",
		},
		{ id: "name", label: NAME, required: true, isAscii: false, example: "Example Chai" },
		{
			id: "mcc",
			label: {
				en: "Merchant category code, if the UPI id is a merchant's",
				zh: "商户类别代码（商户 UPI ID 才有）",
				es: "Código de categoría, si el UPI id es de comercio",
			},
			required: false,
			isAscii: true,
			example: "5812",
		},
		{ id: "note", label: NOTE, required: false, isAscii: false, example: "Counter 1" },
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const vpa = (fields.get("vpa") ?? "").replace(/\s/g, "");
	const mcc = fields.get("mcc");
	const wrong = wrongVpa(vpa) ?? wrongMcc(mcc) ?? wrongTransaction(reference);
	if (wrong !== null) return wrong;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const note = shorten(fields.get("note") ?? "", NOTE_LIMIT_CHARS, NOTE, warnings);
	if (mcc === undefined || mcc === PERSONAL) {
		warnings.push({
			en: "Some apps refuse a code for a personal UPI id; ask the bank for a merchant one and set its mcc.",
			zh: "部分应用会拒绝个人 UPI ID 的二维码；请向银行申请商户 ID 并设置 mcc。",
			es: "Algunas apps rechazan el código de un UPI id personal; pida al banco uno de comercio y fije su mcc.",
		});
	}
	const parts: readonly (readonly [string, string])[] = [
		["pa", vpa],
		["pn", name],
		["mc", mcc ?? ""],
		["tr", reference ?? ""],
		["tn", note],
		["am", amount === null ? "" : toMajor(amount)],
		["cu", "INR"],
	];
	const payload = `upi://pay?${parts
		.filter(([, value]) => value !== "")
		.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%40", "@")}`)
		.join("&")}`;
	if (payload.length > PAYLOAD_LIMIT_CHARS) {
		return refuse({
			en: `The code would be longer than ${PAYLOAD_LIMIT_CHARS} characters; shorten the note or write the name in Latin letters.`,
			zh: `二维码内容超过 ${PAYLOAD_LIMIT_CHARS} 个字符；请缩短提示，或用拉丁字母填写名称。`,
			es: `El código pasaría de ${PAYLOAD_LIMIT_CHARS} caracteres; acorte la nota o escriba el nombre en letras latinas.`,
		});
	}
	return { payload, warnings, caption: captionOf(name, vpa, amount, reference) };
}

function wrongVpa(vpa: string): Refusal | null {
	if (/^[A-Za-z0-9._-]{2,100}@[A-Za-z][A-Za-z0-9.-]{1,63}$/.test(vpa)) return null;
	return refuse({
		en: `“${vpa.slice(0, 80)}” is no UPI id: it looks like shop@bank, and not like an e-mail or a phone number alone.`,
		zh: `“${vpa.slice(0, 80)}”不是 UPI ID：形如 shop@bank，不是邮箱，也不是单独的手机号。`,
		es: `“${vpa.slice(0, 80)}” no es un UPI id: es como tienda@banco, y no un correo ni solo un teléfono.`,
	});
}

function wrongTransaction(reference: string | null): Refusal | null {
	if (reference === null || /^[A-Za-z0-9]{1,35}$/.test(reference)) return null;
	return refuse({
		en: "A UPI reference is 1 to 35 letters and digits, without dashes or blanks; change the reference.",
		zh: "UPI 编号为 1 到 35 个字母或数字，不含横线和空格；请修改编号。",
		es: "Una referencia UPI tiene de 1 a 35 letras y cifras, sin guiones ni espacios; cambie la referencia.",
	});
}
