/** The invented playbooks of `sample.ts`, compiled, and what a run of them may know. */

import { compile, type Library } from "../../src/playbooks/compile.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import type { Outcome, Run } from "../../src/playbooks/run.ts";
import { type Around, compileVendor, NOTHING_AROUND, vendorSource } from "../../src/playbooks/vendor.ts";
import { gate, restarting } from "./sample.ts";

const gateSource = playbookSource.parse(gate());
export const library: Library = new Map([[gateSource.id, gateSource]]);
export const gatePlaybook = compile(gateSource);
export const flat = compile(playbookSource.parse(restarting()), library);

const fact = <Value>(value: Value) => ({ value, source: "vendor: invented for tests", reviewed: "2026-11-24" });
const how = { en: "Press both keys.", zh: "同时按两个键。", es: "Pulse las dos teclas." };

export const vendors = [
	compileVendor(
		vendorSource.parse({
			id: "clover",
			name: "Clover",
			names: ["Clover", "Fiserv Clover"],
			facts: {
				restart: fact("keeps"),
				offline: fact("yes"),
				window_hours: fact(168),
				status_page: fact("status.example"),
			},
			models: [{ id: "flex", names: ["Clover Flex"], facts: { restart_how: fact(how) } }],
		}),
	),
	compileVendor(
		vendorSource.parse({
			id: "square",
			name: "Square",
			names: ["Square"],
			facts: { restart: fact("loses"), window_hours: fact(24) },
		}),
	),
];

export const around = (vendor: string | null = null, model: string | null = null): Around => ({
	...NOTHING_AROUND,
	terminal: vendor === null ? null : { vendor, model },
	vendors,
	readMoney: (text) =>
		/^\d+(?:\.\d\d)?$/.test(text) ? { minor: Math.round(Number(text) * 100), currency: "EUR" } : null,
	showMoney: ({ minor, currency }) => `${(minor / 100).toFixed(2)} ${currency}`,
});

export const runOf = (outcome: Outcome | null): Run => {
	if (outcome === null || outcome.run === null) throw new Error("the run has ended");
	return outcome.run;
};
