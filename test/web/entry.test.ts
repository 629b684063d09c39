import fc from "fast-check";
import { expect, test } from "vitest";
import {
	type Deed,
	type Entry,
	laneOf,
	onlySent,
	requestOf,
	seeLine,
	settle,
	textDeed,
	type Waiting,
} from "../../web/line/entry.ts";

const TALKING = { id: "talk1", token: "secret-of-the-talk" };

const entry = (deed: Deed, afterSeq = 0): Entry => ({
	place: "shop",
	lane: laneOf(deed),
	id: "id-00000001",
	deed,
	afterSeq,
});
const waiting = (key: number, deed: Deed, afterSeq = 0): Waiting => ({
	...entry(deed, afterSeq),
	key,
	isSent: false,
	isSeen: false,
});
const text = (words: string): Deed => ({ kind: "text", text: words });
const message = (words: string) => ({ kind: "message", text: words }) as const;

test("what was typed goes out under the id it was given, every time", () => {
	const sent = requestOf(entry(text("pay 45")), TALKING, null);
	expect(sent).toEqual({
		path: "/api/conversations/talk1/messages",
		body: '{"id":"id-00000001","text":"pay 45"}',
		token: TALKING.token,
		personToken: null,
	});
	expect(requestOf(entry(text("pay 45")), TALKING, null)).toEqual(sent);
});

test("a card number never waits on the phone: it is masked before it is kept, and the server is told so", () => {
	const deed = textDeed("her card is 4111 1111 1111 1111 12/27");
	expect(deed).toMatchObject({ kind: "text", masked: true });
	expect(JSON.stringify(deed)).not.toContain("4111 1111");
	expect(requestOf(entry(deed), TALKING, null)?.body).toContain('"masked":true');
	expect(textDeed("pay 45")).toEqual({ kind: "text", text: "pay 45" });
});

test("a decision about money is not even asked for without somebody who may decide", () => {
	const decision: Deed = {
		kind: "decision",
		findingId: "f/1",
		act: "other_link",
		note: "",
		paymentId: "p1",
		row: "r1",
		label: "Another row",
	};
	for (const deed of [decision, { kind: "closing", label: "" } as const]) {
		expect(requestOf(entry(deed), TALKING, null)).toBeNull();
		expect(requestOf(entry(deed), TALKING, "mara")).toMatchObject({ token: TALKING.token, personToken: "mara" });
	}
	const sent = requestOf(entry(decision), TALKING, "mara");
	expect(sent?.path).toBe("/api/conversations/talk1/findings/f%2F1/decisions");
	expect(sent?.body).toBe('{"id":"id-00000001","act":"other_link","paymentId":"p1","row":"r1"}');
});

test("“the money is there” goes out with the person's own right, not the cashier's", () => {
	const sent = requestOf(entry({ kind: "confirm", code: "abc", label: "" }), TALKING, "mara");
	expect(sent).toMatchObject({ path: "/api/sales/abc/confirm", token: "mara" });
});

test("a file's name is a name, whatever is in it", () => {
	const bytes = new ArrayBuffer(1);
	const sent = requestOf(entry({ kind: "file", name: "a&id=x/../b.csv", bytes }), TALKING, null);
	expect(sent?.path).toBe("/api/conversations/talk1/batches?id=id-00000001&name=a%26id%3Dx%2F..%2Fb.csv");
	expect(sent?.body).toBe(bytes);
});

test("a photo for the support desk goes to the conversation's files, and waits until its own line has come", () => {
	const bytes = new ArrayBuffer(1);
	const photo: Deed = { kind: "photo", name: "a b.png", bytes };
	expect(requestOf(entry(photo), TALKING, null)).toMatchObject({
		path: "/api/conversations/talk1/files?id=id-00000001&name=a%20b.png",
		body: bytes,
	});
	expect(laneOf(photo)).toBe("file");
	const file = { id: "f1", name: "a b.png", type: "image/png", bytes: 1 } as const;
	const sent = settle([waiting(1, photo)], 1, true);
	expect(seeLine(sent, 5, message("a b.png"))).toEqual(sent);
	expect(seeLine(sent, 5, { kind: "file", file })).toEqual([]);
});

test("a file does not hold up the next payment", () => {
	expect(laneOf({ kind: "file", name: "a.csv", bytes: new ArrayBuffer(1) })).toBe("file");
	expect(laneOf(text("pay 45"))).toBe("talk");
});

test("what was sent stays on the screen until its own line comes", () => {
	const sent = settle([waiting(1, text("hello"))], 1, true);
	expect(sent).toMatchObject([{ isSent: true, isSeen: false }]);
	expect(seeLine(sent, 5, message("hello"))).toEqual([]);
});

test("a line that comes before the server's answer does not show the words twice", () => {
	const seen = seeLine([waiting(1, text("hello"))], 5, message("hello"));
	expect(seen).toMatchObject([{ isSeen: true }]);
	expect(settle(seen, 1, true)).toEqual([]);
});

test("the same words said earlier are not taken for those that wait", () => {
	const later = [waiting(1, text("yes"), 10)];
	expect(seeLine(later, 8, message("yes"))).toEqual(later);
	expect(seeLine(later, 11, message("yes"))).toMatchObject([{ isSeen: true }]);
});

test("what another open page of the phone has sent does not wait here for ever", () => {
	const here = [waiting(1, text("a")), { ...waiting(2, text("b")), isSent: true }];
	const file = waiting(3, { kind: "file", name: "a.csv", bytes: new ArrayBuffer(1) });
	expect(onlySent([...here, file], "talk").map(({ key }) => key)).toEqual([2, 3]);
});

test("a masked card number is still the line of what was typed", () => {
	const typed = [waiting(1, text("4242 4242 4242 4242"))];
	expect(seeLine(typed, 3, { kind: "message", text: "•••• 4242", masked: true })).toMatchObject([{ isSeen: true }]);
});

test("of equal words the first is seen first, and each once", () => {
	const twice = [waiting(1, text("45")), waiting(2, text("45"))];
	const once = seeLine(twice, 3, message("45"));
	expect(once.map(({ isSeen }) => isSeen)).toEqual([true, false]);
	expect(seeLine(once, 4, message("45")).map(({ isSeen }) => isSeen)).toEqual([true, true]);
});

test("in whatever order answers and lines come, nothing stays and nothing is lost on the way", () => {
	const words = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(words, fc.array(fc.boolean(), { maxLength: 12 }), (said, coins) => {
			let queue: readonly Waiting[] = said.map((word, index) => waiting(index + 1, text(word)));
			let sent = 0;
			let seen = 0;
			const step = (lineFirst: boolean) => {
				// A line can come before its answer, but not before it was sent: one is under way at a time.
				const canSee = seen < said.length && seen <= sent;
				if (canSee && (lineFirst || sent === said.length)) {
					queue = seeLine(queue, seen + 1, message(said[seen]!));
					seen += 1;
				} else if (sent < said.length) {
					queue = settle(queue, sent + 1, true);
					sent += 1;
				}
				expect(queue.filter(({ isSent }) => !isSent)).toHaveLength(said.length - sent);
			};
			for (const coin of coins) step(coin);
			while (sent < said.length || seen < said.length) step(true);
			expect(queue).toEqual([]);
		}),
	);
});
