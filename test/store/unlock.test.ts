import { expect, test } from "vitest";
import { readSetup } from "../../src/fallback/setup-file.ts";
import type { Database } from "../../src/store/database.ts";
import { findByPin, readPeople } from "../../src/store/person.ts";
import { applySetup } from "../../src/store/setup.ts";
import { findPlace } from "../../src/store/shop.ts";
import { tokenMatches } from "../../src/store/token.ts";
import { findUnlock, takePinTry, unlock } from "../../src/store/unlock.ts";
import { isRefusal } from "../../src/text.ts";
import { DATABASES } from "../support/databases.ts";

const person = (id: string, pin?: string, role = "manager") => ({
	id,
	name: id,
	role,
	...(pin === undefined ? {} : { pin }),
});
const merchant = (id: string, people: readonly object[]) => ({
	id,
	name: id,
	stores: [
		{
			id: "main",
			name: "Main",
			country: "IE",
			currency: "EUR",
			time_zone: "Europe/Dublin",
			terminals: [{ id: "till", tid: "1", vendor: "Ingenico", model: "Move 3500" }],
		},
	],
	people,
});

async function apply(database: Database, ...merchants: readonly object[]) {
	const setup = readSetup({ merchants });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	return applySetup(database, setup);
}

const ids = async (database: Database, merchantId: string, pins: readonly string[]) =>
	Promise.all(pins.map(async (pin) => (await findByPin(database, merchantId, pin))?.id ?? null));

test.each(DATABASES)(
	"%s: a PIN stands for one person of one shop, until the setup says otherwise",
	async (_name, fresh) => {
		const database = await fresh();
		await apply(
			database,
			merchant("one", [person("mara", "111111"), person("finn", "222222", "finance")]),
			merchant("two", [person("olga", "333333")]),
			merchant("three", []),
		);
		const pins = ["111111", "222222", "333333", "000000"];
		expect(await ids(database, "one", pins)).toEqual(["mara", "finn", null, null]);
		expect(await ids(database, "two", pins)).toEqual([null, null, "olga", null]);
		expect(await ids(database, "three", pins)).toEqual([null, null, null, null]);

		const hash = async () => (await database.query("select pin_hash from person where id = 'mara'"))[0];
		const before = await hash();
		await apply(database, merchant("one", [person("mara", "111111"), person("finn", "444444", "finance")]));
		expect(await hash()).toEqual(before); // the same setup again changes nothing
		expect(await ids(database, "one", ["111111", "222222", "444444"])).toEqual(["mara", null, "finn"]);
		await apply(database, merchant("one", [person("mara")]));
		expect(await ids(database, "one", ["111111", "444444"])).toEqual([null, null]);
		expect((await readPeople(database, "one")).map(({ id }) => id)).toEqual(["finn", "mara"]);
		expect(await ids(database, "two", ["333333"])).toEqual(["olga"]);
		await database.close();
	},
);

test.each(DATABASES)(
	"%s: five wrong PINs rest a merchant's for a quarter of an hour, sent all at once too",
	async (_name, fresh) => {
		const database = await fresh();
		await apply(database, merchant("one", []), merchant("two", []));
		const tries = await Promise.all(Array.from({ length: 9 }, () => takePinTry(database, "one")));
		expect(tries.filter(({ isAllowed }) => isAllowed)).toHaveLength(5);
		const refused = await takePinTry(database, "one");
		expect(refused).toMatchObject({ isAllowed: false });
		if (refused.isAllowed) throw new Error("it is not");
		expect(refused.retryAfterS).toBeGreaterThan(880);
		expect(refused.retryAfterS).toBeLessThanOrEqual(900);
		expect((await takePinTry(database, "two")).isAllowed).toBe(true);
		await database.query("update pin_failure set at = now() - interval '901 seconds' where merchant_id = 'one'");
		expect((await takePinTry(database, "one")).isAllowed).toBe(true);
		await database.close();
	},
);

test.each(DATABASES)("%s: what a right PIN opens is one conversation's, and ends", async (_name, fresh) => {
	const database = await fresh();
	await apply(database, merchant("one", [person("mara", "111111")]));
	const tried = await takePinTry(database, "one");
	if (!tried.isAllowed) throw new Error("it is");
	const { token, endsAtMs } = await unlock(database, "one", "chat", "mara", tried.id);
	expect(endsAtMs).toBeGreaterThan(Date.now() + 14 * 60_000);
	expect(await database.query("select 1 from pin_failure")).toEqual([]);
	expect(await findUnlock(database, "one", token)).toEqual({ conversationId: "chat", personId: "mara" });
	expect(await findUnlock(database, "two", token)).toBeNull();
	expect(await findUnlock(database, "one", `${token}x`)).toBeNull();
	await database.query("update unlock set expires_at = now()");
	expect(await findUnlock(database, "one", token)).toBeNull();
	await database.close();
});

test.each(DATABASES)("%s: a terminal that moves to another store takes its sticker along", async (_name, fresh) => {
	const database = await fresh();
	const shop = merchant("one", []);
	const [store] = shop.stores;
	const { terminals } = await apply(database, shop);
	const code = terminals[0]?.code ?? "";
	const moved = [
		{ ...store, terminals: [] },
		{ ...store, id: "second", name: "Second" },
	];
	const again = await apply(database, { ...shop, stores: moved });
	expect(again.terminals).toEqual([{ merchantId: "one", storeId: "second", id: "till", code }]);
	expect(await findPlace(database, code)).toMatchObject({ storeId: "second", storeName: "Second", terminalId: "till" });
	await database.close();
});

test.each(DATABASES)(
	"%s: who is not on the list any more decides nothing; a setup that names nobody leaves everybody; who comes back gets a new link",
	async (_name, fresh) => {
		const database = await fresh();
		const first = await apply(database, merchant("one", [person("mara"), person("finn", "222222")]));
		const { people: _nobody, ...silent } = merchant("one", []);
		await apply(database, silent);
		const holds = async (id: string) => {
			const token = first.newPeople.find((one) => one.id === id)?.token ?? "";
			return (await readPeople(database, "one")).some(({ tokenHash }) => tokenMatches(token, tokenHash));
		};
		expect([await holds("mara"), await holds("finn")]).toEqual([true, true]);
		expect((await apply(database, merchant("one", [person("mara")]))).newPeople).toEqual([]);
		expect([await holds("mara"), await holds("finn")]).toEqual([true, false]);
		expect(await ids(database, "one", ["222222"])).toEqual([null]);
		const back = await apply(database, merchant("one", [person("mara"), person("finn")]));
		expect(back.newPeople.map(({ id }) => id)).toEqual(["finn"]);
		expect(await holds("finn")).toBe(false);
		await database.close();
	},
);
