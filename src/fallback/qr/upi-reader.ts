/** CORE. Reads UPI links (NPCI, UPI Linking Specifications 1.6): `upi://pay?pa=…`; codes of practice are read tolerantly. */

import { fault, missing, notThis, readEscapes, tooLong, wrongAmount } from "./code-fault.ts";
import type { CodeFault, Decoded } from "./decoded.ts";

const REFERENCE_LIMIT_CHARS = 35;

export function readUpi(payload: string): Decoded {
	const head = /^upi:\/\/([a-z]*)\/?\??/i.exec(payload);
	const faults: CodeFault[] = head?.[1]?.toLowerCase() === "pay" ? [] : [notThis("upi", head?.[1] ?? "", "upi://pay")];
	const fields = new Map<string, string>();
	for (const pair of payload.slice(head?.[0].length ?? 0).split("&")) {
		const at = pair.indexOf("=");
		const key = at < 0 ? pair : pair.slice(0, at);
		if (key === "") continue;
		if (fields.has(key)) faults.push(fault(key.slice(0, 40), "it stands there twice", "重复出现", "aparece dos veces"));
		const value = readEscapes(at < 0 ? "" : pair.slice(at + 1));
		if (value === null)
			faults.push(
				fault(key.slice(0, 40), "its escapes (%) are broken", "转义（%）有误", "sus escapes (%) están rotos"),
			);
		fields.set(key, value ?? pair.slice(at + 1));
	}
	const at = (key: string): string => fields.get(key) ?? "";
	faults.push(...missing("pa", at("pa")));
	if (at("pa") !== "" && !/^[\w.-]{1,255}@[\w.-]{1,64}$/.test(at("pa")))
		faults.push(notThis("pa", at("pa"), "name@bank"));
	faults.push(
		...wrongAmount("am", at("am"), /^\d{1,10}(?:\.\d{1,2})?$/),
		...tooLong("tr", at("tr"), REFERENCE_LIMIT_CHARS),
	);
	if (at("cu") !== "" && at("cu") !== "INR") faults.push(notThis("cu", at("cu"), "INR"));
	return {
		scheme: "upi",
		faults,
		warnings: payload.includes("+")
			? [
					{
						en: "The code has a plus sign; blanks are written %20, and some apps show the plus.",
						zh: "二维码中有加号；空格应写成 %20，部分应用会显示加号。",
						es: "El código tiene un signo más; los espacios se escriben %20 y algunas apps muestran el signo.",
					},
				]
			: [],
		amount: at("am") || null,
		currency: at("cu") || "INR",
		reference: at("tr") || null,
		fields: [...fields].filter(([, value]) => value !== ""),
	};
}
