import { expect, test } from "vitest";
import { COMMANDS } from "../../src/bots/commands.ts";
import { readBody } from "../../src/bots/slack/receive.ts";

const command = { command: "/standin", team_id: "T1", channel_id: "C1", user_id: "U1", trigger_id: "1.2.a" };
const typed = (name: string, text = "", channel_id = "C1") => readBody({ ...command, command: name, text, channel_id });

test("a command in a channel begins a thread of its own, and in a direct message it belongs there", () => {
	const from = { thread: "T1/C1/!1.2.a", audiences: ["T1/C1", "T1"], key: "1.2.a", userId: "U1" };
	const down = { kind: "choice", of: 1, choice: "down" };
	const said = (inbound: object) => ({ kind: "command", from, triggerId: "1.2.a", wish: { kind: "said", inbound } });
	expect(typed("/outage")).toEqual(said(down));
	expect(typed("/outage", " a &lt;b&gt; ")).toEqual(said({ kind: "message", text: "a <b>", isReport: true }));
	expect(typed("/sales")).toEqual(said({ ...down, choice: "sales" }));
	expect(typed("/reconcile", "now")).toEqual(said({ ...down, choice: "reconcile" }));
	expect(typed("/paylink")).toMatchObject({ from, wish: { kind: "paylink-form" } });
	expect(typed("/paylink", "45 table 4", "D1")).toMatchObject({
		from: { thread: "T1/D1", audiences: ["T1/U1", "T1"], key: "1.2.a" },
		wish: { kind: "paylink", line: "45 table 4" },
	});
	expect(typed("/elsewhere", "45")).toEqual({ kind: "nothing" });
});

test("every command that is registered is one that is read", () => {
	for (const { name, subcommands } of COMMANDS) {
		expect(typed(`/${name}`).kind).toBe("command");
		for (const part of subcommands) {
			const given = part.options.map(({ name: option, isFlag }) => (isFlag ? option : "abcd-efgh")).join(" ");
			const read = typed(`/${name}`, `${part.name} ${given}`);
			const kind = part.name === "help" || part.name === "status" ? part.name : "order";
			expect(read).toMatchObject({ kind: "command", wish: { kind } });
		}
	}
});

test("after /standin stands what shall be linked, and where; what nobody understands asks for help", () => {
	const wish = (text: string) => (typed("/standin", text) as { wish: object }).wish;
	const link = { kind: "link", code: "abcd-efgh", locale: null };
	expect(wish("link abcd-efgh")).toEqual({ kind: "order", order: link });
	expect(wish("standin link abcd-efgh")).toEqual({ kind: "order", order: link });
	expect(wish("link abcd-efgh everywhere")).toEqual({ kind: "order", order: { ...link, isEverywhere: true } });
	expect(wish("enlazar abcd-efgh")).toEqual({ kind: "order", order: { ...link, locale: "es" } });
	expect(wish("unlink")).toEqual({ kind: "order", order: { kind: "unlink", locale: null } });
	expect(wish("link")).toEqual({ kind: "order", order: { kind: "how", locale: null } });
	expect(wish("Status")).toEqual({ kind: "status" });
	for (const text of ["", "help", "HELP", "what?", "link a b c"]) expect(wish(text)).toEqual({ kind: "help" });
});
