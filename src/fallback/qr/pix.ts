/** CORE. PIX static code (Brazil): Banco Central do Brasil, Manual de Padrões para Iniciação do Pix, section 2. */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import { readPixKey } from "./pix-key.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const NAME = { en: "Name of the account holder", zh: "账户持有人名称", es: "Nombre del titular de la cuenta" };
const CITY = { en: "City", zh: "城市", es: "Ciudad" };
const NAME_LIMIT_CHARS = 25;
const CITY_LIMIT_CHARS = 15;
const IDENTIFIER = "br.gov.bcb.pix";
/** What template 26 leaves for key and note together: 99, less three heads of 4 and the identifier. */
const KEY_AND_INFO_LIMIT_CHARS = 99 - 3 * 4 - IDENTIFIER.length;

export const PIX: Profile = {
	id: "pix",
	title: { en: "PIX (Brazil)", zh: "PIX（巴西）", es: "PIX (Brasil)" },
	currencies: ["BRL"],
	errorCorrection: "M",
	fields: [
		{
			id: "key",
			label: {
				en: "PIX key: CPF, CNPJ, phone, e-mail or random key",
				zh: "PIX 密钥：CPF、CNPJ、电话、邮箱或随机密钥",
				es: "Clave PIX: CPF, CNPJ, teléfono, correo o clave aleatoria",
			},
			required: true,
			isAscii: true,
			example: "caixa@padaria.example",
		},
		{ id: "name", label: NAME, required: true, isAscii: true, example: "Padaria Exemplo" },
		{ id: "city", label: CITY, required: true, isAscii: true, example: "Recife" },
		{
			id: "info",
			label: { en: "Note to the payer", zh: "给付款人的备注", es: "Nota para quien paga" },
			required: false,
			isAscii: true,
			example: "Balcao 1",
		},
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const key = readPixKey(fields.get("key") ?? "");
	if (isRefusal(key)) return key;
	const info = fields.get("info") ?? "";
	if (key.key.length + info.length > KEY_AND_INFO_LIMIT_CHARS) {
		const room = Math.max(0, KEY_AND_INFO_LIMIT_CHARS - key.key.length);
		return refuse({
			en: `The note (info) is too long for this key: shorten it to ${room} characters.`,
			zh: `备注（info）对该密钥来说过长：请缩短到 ${room} 个字符。`,
			es: `La nota (info) es demasiado larga para esta clave: acórtela a ${room} caracteres.`,
		});
	}
	if (reference !== null && !/^[0-9A-Za-z]{1,25}$/.test(reference)) {
		return refuse({
			en: "A PIX reference is 1 to 25 letters and digits, without dashes or blanks; change the reference.",
			zh: "PIX 编号为 1 到 25 个字母或数字，不含横线和空格；请修改编号。",
			es: "Una referencia PIX tiene de 1 a 25 letras y cifras, sin guiones ni espacios; cambie la referencia.",
		});
	}

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "", CITY_LIMIT_CHARS, CITY, warnings);
	const account = [
		{ id: "00", value: IDENTIFIER },
		{ id: "01", value: key.key },
		{ id: "02", value: info },
	];
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "26", value: account },
		{ id: "52", value: "0000" },
		{ id: "53", value: "986" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "58", value: "BR" },
		{ id: "59", value: name },
		{ id: "60", value: city },
		// The manual's sign for “no reference”; a reader may refuse a code without 62-05.
		{ id: "62", value: [{ id: "05", value: reference ?? "***" }] },
	]);
	return { payload, warnings, caption: captionOf(name, key.shown, amount, reference) };
}
