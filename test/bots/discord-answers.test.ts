import { expect, test } from "vitest";
import type { DecisionTools, PlatformTools } from "../../src/bots/bot.ts";
import type { Asks, Whisper } from "../../src/bots/discord/desk.ts";
import { takeInteraction } from "../../src/bots/discord/orders.ts";
import type { Interaction } from "../../src/bots/discord/receive.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import type { Log } from "../../src/log.ts";
import { noLinks } from "./no-links.ts";

const AWAY = async () => Promise.reject(new Error("the database is away"));
const slash = (name: string, options: object[] = [], more: object = {}): Interaction =>
	({
		id: "888",
		type: 2,
		channel: { id: "20", type: 0 },
		guild_id: "2",
		member: { user: { id: "77" }, permissions: "0" },
		locale: "en-US",
		data: { type: 1, name, options },
		...more,
	}) as unknown as Interaction;
const option = (name: string, value: string) => ({ type: 3, name, value });
const SHOP = {
	currency: "EUR",
	rails: [{ id: "till", scheme: "practice", settings: {} }],
} as unknown as Shop;
const form = (custom_id: string, given: Record<string, string>): Interaction =>
	slash("", [], {
		type: 5,
		message: { id: "60", flags: 64 },
		data: {
			custom_id,
			components: Object.entries(given).map(([name, value]) => ({
				type: 18,
				component: { type: 4, custom_id: name, value },
			})),
		},
	});

/** A desk that writes down, in order, what is stored and what the person is told. */
function openDesk(tools: Partial<PlatformTools> = {}) {
	const done: string[] = [];
	const logged: string[] = [];
	const tell = (how: string) => async (_: Interaction, what?: Whisper) =>
		void done.push([how, what?.text, what?.button?.id].filter((part) => part !== undefined && part !== "").join(" "));
	const asks: Asks = {
		messagesAfter: async () => [],
		parentOf: async () => null,
		say: async (thread, text) => void done.push(`said ${thread} ${text}`),
		acknowledge: tell("acknowledged"),
		answer: tell("told"),
		answerLater: tell("later"),
		finish: tell("finished"),
		open: async (_, { title }) => void done.push(`opened ${title}`),
		offer: async (_, offers) => void done.push(`offered ${offers.length}`),
		download: async () => null,
	};
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const all: PlatformTools = {
		hear: async ({ thread, key }) => {
			done.push(`stored ${thread} ${key}`);
			return true;
		},
		takeFile: async () => true,
		knows: async () => true,
		...noLinks,
		...tools,
	};
	return { done, logged, take: (interaction: Interaction) => takeInteraction({ tools: all, asks, log }, interaction) };
}

test("a command in a channel is stored before its sender is told", async () => {
	const { done, take } = openDesk();
	await take(slash("outage"));
	expect(done).toEqual(["stored 20/!i888 i888", "told Done. The answer comes in the chat."]);
});

test.each([
	["en-US", "That did not work just now"],
	["zh-CN", "刚才没有成功"],
	["es-ES", "No funcionó en este momento"],
])("while the database is away whoever commands is told that it did not work (%s)", async (locale, words) => {
	const { done, take } = openDesk({ hear: AWAY, links: { ...noLinks.links, shopOf: AWAY } });
	await take(slash("outage", [], { locale }));
	await take(slash("paylink", [option("amount", "45")], { locale }));
	await take(slash("paylink", [], { locale }));
	expect(done).toEqual([1, 2, 3].map(() => expect.stringContaining(`told ${words}`)));
	await take(slash("paylink", [{ ...option("rail", "p"), focused: true }], { type: 4, locale }));
	expect(done.at(-1)).toBe("offered 0");
});

test("what takes longer than Discord waits is said to take longer, and answered when it is stored", async () => {
	let store = () => {};
	const stored = new Promise<void>((resolve) => {
		store = resolve;
	});
	const { done, take } = openDesk({ hear: () => stored.then(() => true) });
	const taken = take(slash("outage"));
	await expect.poll(() => done).toEqual(["later"]);
	store();
	await taken;
	expect(done).toEqual(["later", "finished Done. The answer comes in the chat."]);
});

test("a card number in a payment link that is wrong goes back to nobody", async () => {
	const { done, logged, take } = openDesk({ links: { ...noLinks.links, shopOf: async () => SHOP } });
	const card = ["4111", "1111", "1111", "1111"].join(" ");
	await take(slash("paylink", [option("amount", "forty"), option("note", `card ${card}`), option("rail", card)]));
	await take(slash("paylink", [option("amount", "45"), option("rail", card)]));
	expect(done).toHaveLength(2);
	expect(done.join(" ")).toMatch(/told I did not see an amount[\s\S]*told This store has no way to pay called/);
	expect([...done, ...logged].join(" ")).not.toMatch(/4111|1111 1111/);
});

test("a note that is too long to come back in the form is said", async () => {
	const { done, take } = openDesk({ links: { ...noLinks.links, shopOf: async () => SHOP } });
	const note = "the big table by the window, eleven people, ".repeat(3).trim();
	await take(slash("paylink", [option("amount", "forty"), option("note", note)]));
	expect(done).toEqual([expect.stringContaining(`Note for the shop (optional): ${note} p["forty","","",""]`)]);
});

test("where the bot may not write, nothing is begun, and the person is told what to allow", async () => {
	const { done, take } = openDesk();
	await take(slash("outage", [], { app_permissions: String(1n << 31n) }));
	expect(done).toEqual([expect.stringMatching(/^told I may not answer here\..*View Channels, Send Messages/)]);
});

test("a button of a first reply that is not known here yet waits a moment for its conversation", async () => {
	let asked = 0;
	const { done, take } = openDesk({ knows: async () => ++asked > 2 });
	const press = { type: 3, message: { id: "60", flags: 0 }, data: { component_type: 2, custom_id: "3 pay" } };
	await take(slash("", [], press));
	expect([asked, done]).toEqual([3, ["stored 20/60 i888", "acknowledged"]]);
});

/** Decisions that answer so, and note what they were given. */
const deciding = (answer: Awaited<ReturnType<DecisionTools["decide"]>>) => {
	const given: unknown[] = [];
	const decisions: DecisionTools = {
		...noLinks.decisions,
		decide: async (...all) => {
			given.push(all);
			return answer;
		},
	};
	return { given, decisions };
};
const because = (en: string) => ({ en, zh: en, es: en });
const TYPED = { note: "seen by Ana", pin: "135790" };

test("a decision is stored once for each form that is sent, in the conversation of the message it began at", async () => {
	const { given, decisions } = deciding("stored");
	const { done, take } = openDesk({ decisions });
	await take(form("d60 - decide:accept:f1", TYPED));
	const at = { thread: "20/60", holder: "77" };
	expect(given).toEqual([[at, "decide:accept:f1", { pick: null, note: "seen by Ana", pin: "135790" }, "discord 888"]]);
	expect(done).toEqual(["told Done. The answer comes in the chat."]);
});

test("after a wrong PIN the form may be tried again with all but the PIN, which stands nowhere", async () => {
	const { decisions } = deciding({ field: "pin", because: because("Wrong.") });
	const { done, logged, take } = openDesk({ decisions });
	await take(form("d60 - decide:accept:f1", { ...TYPED, pick: "a1b2c3d4" }));
	expect(done).toEqual(["told Wrong.\nYour note: seen by Ana d60 a1b2c3d4 decide:accept:f1"]);
	expect([...done, ...logged].join(" ")).not.toContain("135790");
});

test("a form that is sent after it was decided says so, and offers nothing to try again", async () => {
	const { decisions } = deciding({ field: "note", because: because("That is not open any more.") });
	const { done, take } = openDesk({ decisions });
	await take(form("d60 - decide:accept:f1", TYPED));
	expect(done).toEqual(["told That is not open any more.\nYour note: seen by Ana"]);
});

test("a decision that fails for a reason of ours is said to have failed, and neither note nor PIN is logged", async () => {
	const { done, logged, take } = openDesk({ decisions: { ...noLinks.decisions, decide: AWAY } });
	await take(form("d60 - decide:accept:f1", TYPED));
	expect(done).toEqual([expect.stringMatching(/^told That did not work/)]);
	expect(logged).toHaveLength(1);
	expect(logged.join(" ")).not.toMatch(/135790|seen by Ana/);
});

test.each(["decide:accept:f1", "nonsense", "pay"])(
	"a form about %s whose button nobody was given opens nothing",
	async (choice) => {
		const { done, take } = openDesk();
		const press = {
			type: 3,
			message: { id: "61", flags: 64 },
			data: { component_type: 2, custom_id: `d60 - ${choice}` },
		};
		await take(slash("", [], press));
		expect(done).toEqual([expect.stringMatching(/^told (?:Nothing is here|That did not work)/)]);
	},
);
