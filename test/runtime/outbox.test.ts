import { describe, expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import { takeTurn } from "../../src/runtime/turn.ts";
import { DATABASES } from "../support/databases.ts";
import { openFloor } from "./shop-floor.ts";

type Tried = { readonly text: string; readonly isRepeat: boolean };
type Fails = (text: string, tries: number) => Error | null;

/** A reply into a platform's thread, or to a reader who comes to us. */
const send = (text: string, replaces: number | null = null, thread: string | null = "t1") => ({
	kind: "send",
	to: "c1",
	thread,
	said: { seq: 1, reply: { text, replaces } },
});

describe.each(DATABASES)("%s", (_name, fresh) => {
	async function shop(fails: Fails = () => null) {
		const tried: Tried[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, effect, _key, isRepeat) => {
				const { text } = (effect as unknown as ReturnType<typeof send>).said.reply;
				tried.push({ text, isRepeat });
				const error = fails(text, tried.filter((one) => one.text === text).length);
				if (error !== null) throw error;
				return {};
			},
		});
		const say = (...effects: readonly object[]) => floor.tell("till-1", { kind: "order", effects });
		return { floor, tried, say };
	}

	test.each([
		["may have gone out although nobody said so", new DeliveryError("unreachable", 0), true],
		["ended with a bug of ours", new TypeError("a bug"), true],
		["was told to wait, so it surely did not go out", new DeliveryError("rate-limited", 1_000), false],
	])("a reply that %s is looked for accordingly when it is said again", async (_what, error, isRepeat) => {
		const { floor, tried, say } = await shop((_text, times) => (times === 1 ? error : null));
		await say(send("one"));
		await floor.settle();
		await floor.pass(3, 1_000);
		expect(tried).toEqual([
			{ text: "one", isRepeat: false },
			{ text: "one", isRepeat },
		]);
		await floor.database.close();
	});

	test("a reply that may have gone out stays so when its repetition is told to wait", async () => {
		const errors = [new DeliveryError("unreachable", 0), new DeliveryError("rate-limited", 1_000)];
		const { floor, tried, say } = await shop((_text, times) => errors[times - 1] ?? null);
		await say(send("one"));
		await floor.settle();
		await floor.pass(5, 1_000);
		expect(tried.map(({ isRepeat }) => isRepeat)).toEqual([false, true, true]);
		await floor.database.close();
	});

	test("a process that died while it was saying something left a note for the next one", async () => {
		const { floor, tried, say } = await shop();
		await say(send("one"), send("two"));
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		await floor.database.query(
			"update outbox set is_tried = true where payload -> 'said' -> 'reply' ->> 'text' = 'one'",
		);
		await floor.settle();
		expect(tried).toEqual([
			{ text: "one", isRepeat: true },
			{ text: "two", isRepeat: false },
		]);
		await floor.database.close();
	});

	test("the web chat, where nobody sees a reply twice, takes no notes", async () => {
		const { floor, tried, say } = await shop((_text, times) => (times === 1 ? new TypeError("a bug") : null));
		await say(send("one", null, null));
		await floor.settle();
		expect(await floor.database.query("select is_tried from outbox")).toEqual([{ is_tried: false }]);
		await floor.pass(3, 1_000);
		expect(tried.map(({ isRepeat }) => isRepeat)).toEqual([false, false]);
		await floor.database.close();
	});

	test("of a sale's states that wait only the newest is shown, at its place, and everything else in its order", async () => {
		let isAway = true;
		const { floor, tried, say } = await shop(() => (isAway ? new DeliveryError("unreachable", 0) : null));
		await say(send("first"));
		await floor.settle();
		await say(send("shown", 7), send("between"), send("claimed", 7), send("other sale", 8), send("paid", 7));
		await floor.settle();
		isAway = false;
		tried.length = 0;
		await floor.pass(5, 1_000);
		expect(tried.map(({ text }) => text)).toEqual(["first", "between", "other sale", "paid"]);
		expect(await floor.database.query("select id from outbox where sent_at is null or failure is not null")).toEqual(
			[],
		);
		await floor.database.close();
	});

	test("also when more waits than one delivery takes; where nothing is edited, all of it is said", async () => {
		const states = Array.from({ length: 50 }, (_, index) => index);
		const { floor, tried, say } = await shop();
		await say(...states.map((state) => send(`state ${state}`, 7)));
		await floor.settle();
		expect(tried.map(({ text }) => text)).toEqual(["state 49"]);
		await say(...states.map((state) => send(`line ${state}`, 7, null)));
		await floor.settle();
		expect(tried.slice(1).map(({ text }) => text)).toEqual(states.map((state) => `line ${state}`));
		await floor.database.close();
	});
});
