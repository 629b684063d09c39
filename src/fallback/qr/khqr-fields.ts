/** CORE. What KHQR asks of a shop. */

import { cityField, currencyField, MCC_FIELD, nameField } from "./merchant-fields.ts";
import type { Field } from "./profile.ts";

export const KHQR_FIELDS: readonly Field[] = [
	{
		id: "account",
		label: { en: "Bakong account", zh: "Bakong 账户", es: "Cuenta Bakong" },
		required: true,
		isAscii: true,
		example: "example_shop@devb",
	},
	nameField("Example Cafe", true),
	cityField("Phnom Penh"),
	{
		id: "merchant",
		label: {
			en: "Merchant number from the bank, for a business account",
			zh: "银行给的商户号（企业账户）",
			es: "Número de comercio del banco, si la cuenta es de empresa",
		},
		required: false,
		isAscii: true,
		example: "123456",
	},
	{
		id: "bank",
		label: { en: "Name of the bank", zh: "银行名称", es: "Nombre del banco" },
		required: false,
		isAscii: true,
		example: "Dev Bank",
	},
	{
		id: "mobile",
		label: { en: "Phone number of the shop", zh: "店铺电话", es: "Teléfono de la tienda" },
		required: false,
		isAscii: true,
		example: "85512345678",
	},
	{
		id: "khmer",
		label: {
			en: "Name in Khmer, beside the Latin one",
			zh: "高棉文名称（在拉丁名称之外）",
			es: "Nombre en jemer, además del latino",
		},
		required: false,
		isAscii: false,
		example: "ហាងកាហ្វេ",
	},
	MCC_FIELD,
	currencyField("USD"),
];
