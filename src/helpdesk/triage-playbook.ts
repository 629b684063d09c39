/** CORE. Which playbook an outage begins with. */

import type { Cause } from "./triage-label.ts";
import type { Reading } from "./triage-reading.ts";

/** Finds out what is wrong when nothing is known. */
export const UMBRELLA = "terminal-offline";

const PRINTER = /print|paper|receipt|\broll\b|小票|打印|纸|imprim|impresora|papel|rollo|ticket|recibo|comprobante/;
const TAMPER = /tamper|irruption|alarm|防拆|拆机|自毁|manipula|seguridad/;
const POWER =
	/power|switch|turn|charg|batter|light|dead|black|start|boot|wake|开机|开不|没电|充电|电池|电源|黑屏|不亮|启动|prende|enciend|encend|arranc|bateria|pila|carga|apag|luz|negr/;
const READER =
	/chip|contactless|tap\b|swip|stripe|strip\b|\bslot|insert card|not read|bad read|not see the card|nfc|读|芯片|磁|插卡|感应|闪付|非接|挥卡|卡槽|不认|lee\b|leer|banda|ranura|sin contacto|reconoce|insertar/;
// A sale whose end nobody saw: what the terminal shows is to be looked up before anything is charged again.
const UNKNOWN_OUTCOME =
	/(?:mid|half ?way|middle)[a-z ]{0,12}(?:sale|payment|transaction)|charged or not|approved or not|一半断|中途断|不知道.{0,6}成功|a media (?:venta|operacion)|no se si (?:paso|cobro|se cobro)/;
const STORED =
	/stored|saved|offline (?:payments?|sales?|transactions?)|upload|存储|存着|待上传|未上传|离线(?:交易|付款|单)|guardad|sin (?:subir|enviar)|pendientes/;

/**
 * The playbook of a cause, of those that are loaded; the umbrella where there is none. `loaded` absent: all of them.
 * What the merchant must not do wrong comes first: a sale of unknown outcome, payments that are stored, a tamper alert.
 */
export function playbookFor(cause: Cause | null, { text, code }: Reading, loaded?: readonly string[]): string {
	const said = `${text} ${code?.code ?? ""}`.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
	const id = idFor(cause, said, code?.code ?? null);
	return loaded === undefined || loaded.includes(id) ? id : UMBRELLA;
}

/** The playbook of a cause that somebody named without any words of theirs. */
export const playbookOf = (cause: Cause | null): string => idFor(cause, "", null);

function idFor(cause: Cause | null, said: string, code: string | null): string {
	if (code === "68" || code === "98" || UNKNOWN_OUTCOME.test(said)) return "unknown-outcome";
	switch (cause) {
		case "network":
			return "no-connection";
		case "processor":
			return "bank-side-down";
		case "software":
			return "frozen-or-crashed";
		case "maintenance":
			return "update";
		case "hardware":
			if (TAMPER.test(said)) return "tamper";
			if (PRINTER.test(said)) return "printer";
			if (READER.test(said)) return "reading-cards";
			return POWER.test(said) ? "will-not-switch-on" : UMBRELLA;
		case "card":
		case null:
			return STORED.test(said) ? "stored-payments" : UMBRELLA;
	}
}
