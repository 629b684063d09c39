import { describe, expect, test } from "vitest";
import type { FromPlatform } from "../../src/bots/bot.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import { FILE_LIMIT_BYTES, type FileCard } from "../../src/helpdesk/message.ts";
import { forgetOld } from "../../src/runtime/forget.ts";
import { hearFromPlatform, linkByCode, takeFileFromPlatform } from "../../src/runtime/platform.ts";
import { takeFile, takeMerchantFile } from "../../src/runtime/take-file.ts";
import { addPairing } from "../../src/store/audience.ts";
import { addConversation } from "../../src/store/conversation.ts";
import type { Database } from "../../src/store/database.ts";
import { readFile, readFileOf } from "../../src/store/file.ts";
import { applySetup } from "../../src/store/setup.ts";
import { isRefusal } from "../../src/text.ts";
import { DATABASES } from "../support/databases.ts";
import { PDF, PNG, photo } from "../support/sample-files.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12);
const STORE = { merchantId: "bakery", storeId: "main" };
const CHAT = { ...STORE, id: "chat1", terminalId: null, platform: "web", thread: null, tokenHash: "0".repeat(64) };
const text = (words: string) => new TextEncoder().encode(words);

async function bakery(database: Database): Promise<void> {
	const store = { id: "main", name: "main", country: "IE", currency: "EUR", time_zone: "Europe/Dublin" };
	const setup = readSetup({ merchants: [{ id: "bakery", name: "bakery", stores: [store] }] });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
	for (const id of ["chat1", "chat2"]) await addConversation(database, { ...CHAT, id });
}

describe.each(DATABASES)("%s", (_name, fresh) => {
	const opened = async (): Promise<Database> => {
		const database = await fresh();
		await bakery(database);
		return database;
	};
	const take = async (database: Database, name: string, bytes: Uint8Array<ArrayBuffer>, upload = name) => {
		const taken = await takeFile(database, CHAT, upload, name, bytes);
		return isRefusal(taken) ? taken.refused.en : taken;
	};

	test("a picture, a PDF and a text are kept by what they are, with a name that says it", async () => {
		const database = await opened();
		const cards = [
			await take(database, "screen.PNG", PNG),
			await take(database, "photo", photo()),
			await take(database, "manual.exe", PDF),
			await take(database, "notes", text("it says 91")),
			await take(database, "../../etc/pass\u0000wd\r\n.log", text("x")),
		] as readonly FileCard[];
		expect(cards.map(({ name, type }) => [name, type])).toEqual([
			["screen.PNG", "image/png"],
			["photo.jpg", "image/jpeg"],
			["manual.exe.pdf", "application/pdf"],
			["notes.txt", "text/plain"],
			["passwd.log", "text/plain"],
		]);
		const kept = await readFile(database, "bakery", cards[0]?.id ?? "");
		expect(kept).toEqual({ name: "screen.PNG", type: "image/png", bytes: PNG });
		expect(kept?.bytes.buffer.byteLength).toBe(PNG.length);
		await database.close();
	});

	test("what a photo tells of its place is not kept, nor a card number in a text", async () => {
		const database = await opened();
		const card = (await take(database, "p.jpg", photo())) as FileCard;
		const noted = (await take(database, "n.txt", text("card 4111 1111 1111 1111"))) as FileCard;
		const [picture, words] = await Promise.all([card, noted].map(({ id }) => readFile(database, "bakery", id)));
		expect(Buffer.from(picture?.bytes ?? []).toString("latin1")).not.toContain("GPS");
		expect(new TextDecoder().decode(words?.bytes)).toBe("card •••• •••• •••• 1111");
		expect(noted.bytes).toBe(words?.bytes.length);
		await database.close();
	});

	test.each([
		["a page that is named a picture", "photo.png", text("<html><script>1</script></html>")],
		["a picture in lines of text", "x.svg", text("<svg onload='1'/>")],
		["a program", "setup.bin", Uint8Array.from([0x4d, 0x5a, 0, 1])],
		["a broken photo", "photo.jpg", photo().slice(0, 40)],
		["nothing", "empty.txt", new Uint8Array()],
		["another sort of picture", "moving.gif", text("GIF89a")],
	])("%s is not taken, and what is taken is said", async (_what, name, bytes) => {
		const database = await opened();
		expect(await take(database, name, bytes)).toMatch(/^Send a photo \(PNG, JPEG or WebP\), a PDF or a text file/);
		expect(await database.query("select 1 from file")).toEqual([]);
		await database.close();
	});

	test("a file that is too large is not taken", async () => {
		const database = await opened();
		const large = new Uint8Array(FILE_LIMIT_BYTES + 1);
		large.set(PNG);
		expect(await take(database, "x.png", large)).toMatch(/larger than 5 MB/);
		await database.close();
	});

	test("the same upload is one file, and the conversation hears of it once; another conversation does not read it", async () => {
		const database = await opened();
		const told = () => takeMerchantFile(database, CHAT, "up-1", "screen.png", PNG, NOON_MS);
		expect([await told(), await told()]).toEqual([true, false]);
		const rows = await database.query<{ payload: { file: FileCard } }>("select payload from inbox");
		expect(rows.map(({ payload }) => payload)).toMatchObject([{ kind: "file", file: { name: "screen.png" } }]);
		const id = rows[0]?.payload.file.id ?? "";
		expect(await readFileOf(database, CHAT, id)).not.toBeNull();
		expect(await readFileOf(database, { ...CHAT, id: "chat2" }, id)).toBeNull();
		expect(await readFileOf(database, { ...CHAT, merchantId: "florist" }, id)).toBeNull();
		expect(
			(await takeFile(database, { ...CHAT, id: "chat2" }, "up-1", "screen.png", PNG)) as FileCard,
		).not.toMatchObject({
			id,
		});
		await database.close();
	});

	test("a file is forgotten after ninety days, and not before", async () => {
		const database = await opened();
		for (const [name, days] of [
			["old", 91],
			["young", 89],
		] as const) {
			const { id } = (await take(database, name, PNG)) as FileCard;
			await database.query("update file set at = now() - make_interval(days => $2) where id = $1", [id, days]);
		}
		await forgetOld(database);
		expect(await database.query("select name from file")).toEqual([{ name: "young.png" }]);
		await database.close();
	});

	const from = { platform: "slack", thread: "T1/D1", audiences: ["T1/U1"], locale: "en", key: "f1" } as const;
	const linked = async (): Promise<Database> => {
		const database = await opened();
		await addPairing(database, "to-the-bakery", STORE, "mara", NOON_MS);
		await linkByCode(database, "slack", "T1/U1", "to-the-bakery", NOON_MS);
		return database;
	};

	test("on a chat platform a picture goes to an agent, a table is a batch, and a film is refused by its name", async () => {
		const database = await linked();
		const drop = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
			takeFileFromPlatform(database, { ...from, key: name }, name, bytes, NOON_MS);
		await drop("screen.png", PNG);
		await drop("export", PDF);
		await drop("z.csv", text("a,b\n1,2\n"));
		await drop("film.mov", Uint8Array.from([0, 0, 0, 1]));
		await drop("IMG_0001", text("\0\0\0\x18ftypheic\0\0\0\0mif1heic"));
		expect(await database.query("select name from file order by name")).toEqual([
			{ name: "export.pdf" },
			{ name: "screen.png" },
		]);
		expect(await database.query("select name from batch")).toEqual([{ name: "z.csv" }]);
		const refused = await database.query<{ payload: { because: { en: string } } }>(
			"select payload from inbox where payload ->> 'kind' = 'batch-refused'",
		);
		expect(refused.map(({ payload }) => payload.because.en)).toEqual([
			expect.stringMatching(/^Send a photo/),
			expect.stringMatching(/^This is a HEIC photo/),
		]);
		await database.close();
	});

	test("an edit and a deletion belong where their message went, and begin nothing", async () => {
		const database = await linked();
		const changed = (key: string, inbound: FromPlatform["inbound"]): FromPlatform => ({
			...from,
			key,
			inbound,
			isCommand: false,
		});
		const edited = { kind: "edited", name: "1.1", text: "4111 1111 1111 1111" } as const;
		expect(await hearFromPlatform(database, changed("e0", edited), NOON_MS)).toBe(false);
		expect(await database.query("select 1 from conversation where platform = 'slack'")).toEqual([]);
		await hearFromPlatform(database, changed("m1", { kind: "message", text: "no net", name: "1.1" }), NOON_MS);
		expect(await hearFromPlatform(database, changed("e1", edited), NOON_MS)).toBe(true);
		expect(await hearFromPlatform(database, changed("e1", edited), NOON_MS)).toBe(false);
		// Linked to another store since, it is still the conversation that heard the message.
		const elsewhere = { ...changed("d1", { kind: "deleted", name: "1.1" }), audiences: ["T1/U9"] };
		expect(await hearFromPlatform(database, elsewhere, NOON_MS)).toBe(true);
		const heard = await database.query<{ payload: object }>("select payload from inbox order by id");
		expect(heard.slice(-2).map(({ payload }) => payload)).toEqual([
			{ kind: "edited", name: "1.1", text: "•••• •••• •••• 1111", masked: true },
			{ kind: "deleted", name: "1.1" },
		]);
		expect(await database.query("select 1 from conversation where platform = 'slack'")).toHaveLength(1);
		await database.close();
	});
});
