import { describe, expect, test } from "vitest";
import type { SupportDesk, SupportPlace } from "../../src/bots/support.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { SupportOrder } from "../../src/helpdesk/escalation-order.ts";
import { supportCarriers } from "../../src/runtime/support.ts";
import { takeTurn } from "../../src/runtime/turn.ts";
import type { Database } from "../../src/store/database.ts";
import { findSupportThread, readEscalation } from "../../src/store/escalation.ts";
import { DATABASES } from "../support/databases.ts";
import { type Floor, MERCHANT, openFloor } from "./shop-floor.ts";

type Seen = { readonly what: string; readonly at: Pick<SupportPlace, "card" | "replaces" | "isRepeat"> };

const ID = "abcdefgh";
const card = (text: string, isEdit = false) => ({
	kind: "support",
	to: ID,
	do: "card",
	isEdit,
	escalation: { id: ID, translation: text },
});
const line = (text: string, more: object = {}) => ({
	kind: "support",
	to: ID,
	do: "line",
	name: null,
	replaces: null,
	from: "program",
	author: null,
	text,
	file: null,
	alert: null,
	...more,
});
const textOf = (order: SupportOrder): string => {
	switch (order.do) {
		case "card":
			return `${order.isEdit ? "edit" : "card"} ${order.escalation.translation}`;
		case "transcript":
			return "transcript";
		default:
			return order.text;
	}
};

/** A channel of its own: it writes down what it is shown, and calls it 1, 2, 3, … */
function channel(fails: (what: string, tries: number) => Error | null = () => null) {
	const seen: Seen[] = [];
	const posted = new Map<string, string>();
	const tries: string[] = [];
	const desk: SupportDesk = {
		show: async (order, { card, replaces, isRepeat }, key) => {
			const what = textOf(order);
			tries.push(what);
			const error = fails(what, tries.filter((one) => one === what).length);
			// What ends with a bug of ours stood there before.
			if (error === null || error instanceof TypeError) {
				if (!isRepeat || !posted.has(key)) seen.push({ what, at: { card, replaces, isRepeat } });
				posted.set(key, posted.get(key) ?? String(posted.size + 1));
			}
			if (error !== null) throw error;
			if (order.do === "tell") return null;
			const edited = order.do === "card" && order.isEdit ? card : order.do === "line" ? replaces : null;
			const name = edited ?? posted.get(key) ?? "";
			return { name, thread: order.do === "card" ? `C1/${name}` : null };
		},
	};
	return { desk, seen, tries };
}

/** A till that orders what an escalation would, and the request that these orders are about. */
async function shop(fresh: () => Promise<Database>, desk: SupportDesk | null) {
	const database = await fresh();
	const others = supportCarriers(database, desk === null ? null : { platform: "slack", desk });
	const floor = openFloor(database, { others });
	await keepRequest(database, MERCHANT, ID);
	const order = (...effects: readonly object[]) => floor.tell("till-1", { kind: "order", effects });
	return { floor, order };
}

const keepRequest = (database: Database, merchantId: string, id: string) =>
	database.query(
		"insert into escalation (merchant_id, id, state, card, opened_at) values ($1, $2, 'open', $3::jsonb, now())",
		[merchantId, id, JSON.stringify({ id, timeline: [] })],
	);

const done = (floor: Floor) =>
	floor.database.query(
		"select payload ->> 'do' as what, failure from outbox where sent_at is null or failure is not null",
	);

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("the card stands first, then its lines hang below it in order, each once; what is written there is heard as this request's", async () => {
		const { desk, seen } = channel();
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), line("first"), line("second"));
		await order(card("claimed", true), line("third"), {
			kind: "support",
			to: ID,
			do: "tell",
			agent: "slack:U1",
			text: "psst",
		});
		await floor.settle();
		const below = { card: "1", replaces: null, isRepeat: false };
		expect(seen).toEqual([
			{ what: "card new", at: { card: null, replaces: null, isRepeat: false } },
			{ what: "first", at: below },
			{ what: "second", at: below },
			{ what: "edit claimed", at: below },
			{ what: "third", at: below },
			{ what: "psst", at: below },
		]);
		expect(await floor.heard("till-1")).toEqual(["order", "order", "posted"]);
		expect(await done(floor)).toEqual([]);
		const found = await findSupportThread(floor.database, "slack:C1/1");
		expect(found).toMatchObject({ merchantId: MERCHANT, card: "1", escalation: { id: ID } });
		expect(await findSupportThread(floor.database, "slack:C1/2")).toBeNull();
		expect(await findSupportThread(floor.database, "discord:C1/1")).toBeNull();
		expect(await readEscalation(floor.database, ID)).toMatchObject({ card: "1" });
		await floor.database.close();
	});

	test("ten minutes without Slack: everything arrives afterwards, in order and once, of the card only the newest", async () => {
		let isAway = true;
		const { desk, seen } = channel(() => (isAway ? new DeliveryError("unreachable", 0) : null));
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), line("hello", { name: "m1" }));
		await floor.settle();
		for (let minute = 1; minute <= 10; minute++) {
			await order(card(`edit ${minute}`, true), line(`minute ${minute}`));
			await order(line(`hello, ${minute}`, { name: "m1", replaces: "m1" }));
			await floor.pass(1, 60_000);
		}
		expect(seen).toEqual([]);
		isAway = false;
		await floor.pass(3, 60_000);
		expect(seen.map(({ what }) => what)).toEqual([
			"card new",
			"hello",
			...Array.from({ length: 9 }, (_, index) => `minute ${index + 1}`),
			"edit edit 10",
			"minute 10",
			"hello, 10",
		]);
		expect(seen.at(-1)?.at.replaces).toBe("2");
		expect(await done(floor)).toEqual([]);
		await floor.database.close();
	});

	test("more edits than one delivery takes are one, and what stands between them keeps its place", async () => {
		const { desk, seen } = channel();
		const { floor, order } = await shop(fresh, desk);
		const edits = Array.from({ length: 60 }, (_, index) => [
			card(`${index}`, true),
			...(index === 5 ? [line("between")] : []),
		]);
		await order(card("new"), ...edits.flat());
		await floor.settle();
		expect(seen.map(({ what }) => what)).toEqual(["card new", "between", "edit 59"]);
		await floor.database.close();
	});

	test.each([
		["the card", card("new"), "card new"],
		["a line", line("hello"), "hello"],
		["a card that is brought up to date", card("newer", true), "edit newer"],
	])(
		"a process that dies after it has shown %s and before it has written so looks before it says it again",
		async (_what, wanted, what) => {
			const { desk, seen, tries } = channel((said, times) =>
				said === what && times === 1 ? new TypeError("killed") : null,
			);
			const { floor, order } = await shop(fresh, desk);
			if (wanted.do === "card" && !("isEdit" in wanted && wanted.isEdit)) await order(wanted);
			else await order(card("before"), wanted);
			await floor.settle();
			await floor.pass(3, 1_000);
			expect(tries.filter((one) => one === what)).toHaveLength(2);
			expect(seen.filter((one) => one.what === what)).toHaveLength(1);
			expect(await done(floor)).toEqual([]);
			await floor.database.close();
		},
	);

	test("an agent who works in the shell is told nothing in Slack", async () => {
		const { desk, seen } = channel();
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), { kind: "support", to: ID, do: "tell", agent: "api:mara", text: "psst" });
		await floor.settle();
		expect(seen.map(({ what }) => what)).toEqual(["card new"]);
		expect(await done(floor)).toEqual([]);
		await floor.database.close();
	});

	test("a note for one agent leaves no mark: it is said again without looking", async () => {
		const { desk } = channel((said, times) =>
			said === "psst" && times === 1 ? new DeliveryError("unreachable", 0) : null,
		);
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), { kind: "support", to: ID, do: "tell", agent: "slack:U1", text: "psst" });
		await floor.settle();
		expect(await floor.database.query("select is_tried from outbox where payload ->> 'do' = 'tell'")).toEqual([
			{ is_tried: false },
		]);
		await floor.database.close();
	});

	test("a process that was killed in the middle of a card leaves its mark for the next one", async () => {
		const { desk, seen } = channel();
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), line("hello"));
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		await floor.database.query("update outbox set is_tried = true where payload ->> 'do' = 'card'");
		await floor.settle();
		expect(seen.map(({ what, at }) => [what, at.isRepeat])).toEqual([
			["card new", true],
			["hello", false],
		]);
		await floor.database.close();
	});

	test("a channel that takes nothing: every order is given up and said so, and whatever changes next puts the card there", async () => {
		let isGone = true;
		const { desk, seen } = channel(() => (isGone ? new DeliveryError("rejected", 0, { isClosed: true }) : null));
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"), line("hello"));
		await floor.settle();
		const lost = ["order", "not-delivered closed", "not-delivered rejected"];
		expect(await floor.heard("till-1")).toEqual(lost);
		isGone = false; // somebody has invited the bot
		await order(card("newer", true), line("again"));
		await floor.settle();
		expect(seen).toEqual([
			{ what: "card newer", at: { card: null, replaces: null, isRepeat: false } },
			{ what: "again", at: { card: "1", replaces: null, isRepeat: false } },
		]);
		expect(await floor.heard("till-1")).toEqual([...lost, "order", "posted"]);
		await floor.database.close();
	});

	test("a card that a person has deleted is posted anew, and both threads are this request's", async () => {
		const names = ["1", "2"];
		const desk: SupportDesk = {
			show: async () => {
				const name = names.shift() ?? "";
				return { name, thread: `C1/${name}` };
			},
		};
		const { floor, order } = await shop(fresh, desk);
		await order(card("new"));
		await floor.settle();
		await order(card("newer", true));
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["order", "posted", "order", "posted"]);
		expect(await readEscalation(floor.database, ID)).toMatchObject({ card: "2" });
		for (const thread of ["slack:C1/1", "slack:C1/2"])
			expect(await findSupportThread(floor.database, thread)).toMatchObject({ escalation: { id: ID } });
		await floor.database.close();
	});

	test("without a support desk nothing is shown and nothing waits", async () => {
		const { floor, order } = await shop(fresh, null);
		await order(card("new"), line("hello"));
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["order"]);
		expect(await done(floor)).toEqual([]);
		await floor.database.close();
	});

	test("two merchants whose requests have the same id, and lines of the same name, stay apart", async () => {
		const { desk, seen } = channel();
		const { floor } = await shop(fresh, desk);
		await keepRequest(floor.database, "corner", ID);
		const show = supportCarriers(floor.database, { platform: "slack", desk }).get("support");
		let key = 0;
		const carry = async (merchantId: string, order: object) => {
			const outcome = await show?.(merchantId, order as never, `k${key++}`, false);
			await outcome?.write?.(floor.database);
		};
		for (const merchantId of [MERCHANT, "corner"]) {
			await carry(merchantId, card(merchantId));
			await carry(merchantId, line("hello", { name: "m1" }));
		}
		for (const merchantId of [MERCHANT, "corner"])
			await carry(merchantId, line("edited", { name: "m1", replaces: "m1" }));
		expect(seen.slice(-2).map(({ at }) => at)).toEqual([
			{ card: "1", replaces: "2", isRepeat: false },
			{ card: "3", replaces: "4", isRepeat: false },
		]);
		expect(await findSupportThread(floor.database, "slack:C1/1")).toMatchObject({ merchantId: MERCHANT });
		expect(await findSupportThread(floor.database, "slack:C1/3")).toMatchObject({ merchantId: "corner" });
		await floor.database.close();
	});
});
