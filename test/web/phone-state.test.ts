import { expect, test } from "vitest";
import { type Notice, withNotice, withoutFiles } from "../../web/phone-state.ts";

const notice = (id: string, lane: Notice["lane"]): Notice => ({ id, lane, about: id, sentence: "Not taken." });
const ids = (notices: readonly Notice[]) => notices.map(({ id }) => id).join("");
const told = (...notices: readonly Notice[]): readonly Notice[] => notices.reduce(withNotice, [] as readonly Notice[]);

test("of refused files the newest two are said, and other notices keep their place", () => {
	const notices = told(notice("a", "file"), notice("b", "talk"), notice("c", "file"), notice("d", "file"));
	expect(ids(notices)).toBe("bcd");
	expect(ids(withoutFiles(notices))).toBe("b");
});

test("more notices than a person reads push out the oldest", () => {
	expect(ids(told(..."abcdefg".split("").map((id) => notice(id, "talk"))))).toBe("cdefg");
});
