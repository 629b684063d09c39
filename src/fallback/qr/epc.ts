/** CORE. SEPA credit transfer code: EPC069-12 version 3.1, element version 002, lines parted by LF, in UTF-8. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { isReference } from "../sale-reference.ts";
import { bare, bicField, grouped, ibanField, NAME, TEXT, wrongAccount } from "./account.ts";
import { creditorReference, isCreditorReference } from "./creditor-reference.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const INFO = { en: "Note shown to the payer", zh: "给付款人的提示", es: "Nota para quien paga" };
const NAME_LIMIT_CHARS = 70;
const TEXT_LIMIT_CHARS = 140;
const INFO_LIMIT_CHARS = 70;
const PAYLOAD_LIMIT_BYTES = 331;
const AMOUNT_LIMIT_CENTS = 99_999_999_999;

export const EPC: Profile = {
	id: "epc",
	title: {
		en: "SEPA transfer (EPC QR, GiroCode)",
		zh: "SEPA 转账（EPC 二维码）",
		es: "Transferencia SEPA (QR EPC, GiroCode)",
	},
	currencies: ["EUR"],
	errorCorrection: "M",
	fields: [
		{ id: "name", label: NAME, required: true, isAscii: false, example: "Café Beispiel GmbH" },
		ibanField("DE89370400440532013000"),
		bicField("COBADEFFXXX"),
		{
			id: "purpose",
			label: {
				en: "Purpose code, up to four letters",
				zh: "用途代码，最多四个字母",
				es: "Código de propósito, hasta cuatro letras",
			},
			required: false,
			isAscii: true,
			example: "GDDS",
		},
		{ id: "text", label: TEXT, required: false, isAscii: false, example: "Table 7" },
		{ id: "info", label: INFO, required: false, isAscii: false, example: "Thank you" },
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const iban = bare(fields, "iban");
	const bic = bare(fields, "bic");
	const purpose = (fields.get("purpose") ?? "").toUpperCase();
	const wrong = wrongAccount(iban, bic) ?? wrongDetail(purpose, amount);
	if (wrong !== null) return wrong;
	const structured = reference === null ? "" : readCreditorReference(reference);
	if (typeof structured !== "string") return structured;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const text = shorten(fields.get("text") ?? "", TEXT_LIMIT_CHARS, TEXT, warnings);
	const info = shorten(fields.get("info") ?? "", INFO_LIMIT_CHARS, INFO, warnings);
	// A code carries one of the two, and only the structured one reaches the statement unchanged.
	if (structured !== "" && text !== "") {
		warnings.push({
			en: `The text “${text}” was left out: an EPC code carries either a reference or a text.`,
			zh: `附言“${text}”已略去：EPC 二维码只能带编号或附言其中之一。`,
			es: `Se omitió el texto “${text}”: un código EPC lleva una referencia o un texto, no ambos.`,
		});
	}
	if (/[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(name)) {
		warnings.push({
			en: "Some banking apps show Latin letters only; write the name in Latin letters if payers cannot read it.",
			zh: "部分银行应用只显示拉丁字母；如付款人看不到名称，请改用拉丁字母。",
			es: "Algunas apps de banco solo muestran letras latinas; si no se lee el nombre, escríbalo en letras latinas.",
		});
	}
	const money = amount === null ? "" : `EUR${toMajor(amount)}`;
	const lines = [
		"BCD",
		"002",
		"1",
		"SCT",
		bic,
		name,
		iban,
		money,
		purpose,
		structured,
		structured === "" ? text : "",
		info,
	];
	const payload = lines.join("\n").replace(/\n+$/, "");
	if (new TextEncoder().encode(payload).length > PAYLOAD_LIMIT_BYTES) {
		return refuse({
			en: `The code would be longer than ${PAYLOAD_LIMIT_BYTES} bytes; shorten the text, the info or the name.`,
			zh: `二维码内容超过 ${PAYLOAD_LIMIT_BYTES} 字节；请缩短附言、提示或名称。`,
			es: `El código pasaría de ${PAYLOAD_LIMIT_BYTES} bytes; acorte el texto, la nota o el nombre.`,
		});
	}
	return { payload, warnings, caption: captionOf(name, grouped(iban), amount, structured === "" ? null : structured) };
}

function wrongDetail(purpose: string, amount: Money | null): Refusal | null {
	if (purpose !== "" && !/^[A-Z0-9]{1,4}$/.test(purpose)) {
		return refuse({
			en: "The purpose is a code of up to four letters, for example GDDS; it may be left out.",
			zh: "purpose 是最多四个字母的代码，例如 GDDS；也可以不填。",
			es: "purpose es un código de hasta cuatro letras, por ejemplo GDDS; puede omitirse.",
		});
	}
	if (amount === null || amount.minor <= AMOUNT_LIMIT_CENTS) return null;
	return refuse({
		en: "An EPC code carries at most 999,999,999.99 EUR; split the amount.",
		zh: "EPC 二维码最多 999,999,999.99 EUR；请拆分金额。",
		es: "Un código EPC lleva como máximo 999.999.999,99 EUR; divida el importe.",
	});
}

/** The RF reference of a sale reference or of any letters and digits; one that already is an RF reference stays as it is. */
function readCreditorReference(reference: string): string | Refusal {
	const written = reference.replaceAll(" ", "").toUpperCase();
	// A sale reference may by chance begin like an RF reference, and must still be found again behind RF and check digits.
	const structured = !isReference(written) && isCreditorReference(written) ? written : creditorReference(written);
	return (
		structured ??
		refuse({
			en: "A SEPA reference is 1 to 21 letters and digits; change the reference, or use the field text.",
			zh: "SEPA 编号为 1 到 21 个字母或数字；请修改编号，或改用 text 字段。",
			es: "Una referencia SEPA tiene de 1 a 21 letras y cifras; cambie la referencia o use el campo text.",
		})
	);
}
