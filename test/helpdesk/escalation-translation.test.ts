import { expect, test } from "vitest";
import { type ModelAsk, NOTHING_SAID } from "../../src/answers/model-ask.ts";
import { openDesk, opening, type Turn } from "./escalation-desk.ts";

const withModel = { model: { chat: true, vectors: false } };
const asked = ({ effects }: Turn): readonly { id: string; ask: ModelAsk }[] =>
	effects.flatMap((effect) => (effect.kind === "ask-model" ? [{ id: effect.id, ask: effect.ask }] : []));
const answer = (id: string, translated?: string) =>
	({ kind: "model", id, said: translated === undefined ? NOTHING_SAID : { ...NOTHING_SAID, translated } }) as const;

test("a merchant's last words stand in English on the card, and what they write in the thread, marked", () => {
	const desk = openDesk(undefined, withModel);
	const first = desk.hear(opening({ language: "es", lastWords: "La terminal no prende" }));
	const [onCard] = asked(first);
	expect(onCard!.ask).toEqual({ kind: "translate", text: "La terminal no prende", from: "es", to: "en" });
	expect(desk.hear(answer(onCard!.id, "The terminal does not switch on"))).toMatchObject({
		cards: ["edited"],
		state: { translation: "The terminal does not switch on" },
	});

	const wrote = desk.hear({ kind: "merchant-wrote", name: "17.1", text: "sigue negra" });
	const [inThread] = asked(wrote);
	expect(wrote.lines).toMatchObject([{ name: "merchant 17.1", replaces: null, text: "sigue negra" }]);
	const told = desk.hear(answer(inThread!.id, "still black"));
	expect(told.lines).toMatchObject([
		{
			from: "merchant",
			author: "Am Markt",
			name: "merchant 17.1",
			replaces: "merchant 17.1",
			text: "sigue negra\n[machine translation] still black",
		},
	]);
	// Nothing a machine said reaches the merchant.
	expect([first, wrote, told].flatMap(({ notices }) => notices)).toEqual([]);
});

test("a message of the web chat, which has no name there, gets its translation too", () => {
	const desk = openDesk(undefined, withModel);
	desk.hear(opening({ language: "zh" }));
	const wrote = desk.hear({ kind: "merchant-wrote", name: null, text: "还是黑屏" });
	const { name } = wrote.lines[0]!;
	expect(name).toMatch(/^said \w{12}$/);
	const told = desk.hear(answer(asked(wrote)[0]!.id, "The screen is still black"));
	expect(told.lines).toMatchObject([{ name, replaces: name }]);
});

test("nothing is asked of English, of a long text, or where no model is there", () => {
	const english = openDesk(undefined, withModel);
	expect(asked(english.hear(opening({ lastWords: "It is dark" })))).toEqual([]);
	const spanish = openDesk(undefined, withModel);
	expect(asked(spanish.hear(opening({ language: "es" })))).toEqual([]);
	expect(asked(spanish.hear({ kind: "merchant-wrote", name: null, text: "no ".repeat(400) }))).toEqual([]);
	const without = openDesk();
	expect(asked(without.hear(opening({ language: "es", lastWords: "No prende" })))).toEqual([]);
	expect(without.hear({ kind: "merchant-wrote", name: null, text: "No prende" }).lines).toMatchObject([{ name: null }]);
});

test("late, twice, missing or never asked for: an answer changes nothing", () => {
	const desk = openDesk(undefined, withModel);
	const [onCard] = asked(desk.hear(opening({ language: "es", lastWords: "No prende" })));
	expect(desk.hear(answer("unknown", "It is paid")).effects).toEqual([]);
	expect(desk.hear(answer(onCard!.id)).effects).toEqual([]);
	expect(desk.hear(answer(onCard!.id, "It does not switch on")).effects).toEqual([]);
	expect(desk.state().translation).toBeNull();
});

test("what the merchant has changed or taken back is not shown again by a translation that comes late", () => {
	const desk = openDesk(undefined, withModel);
	desk.hear(opening({ language: "es" }));
	const [first] = asked(desk.hear({ kind: "merchant-wrote", name: "17.1", text: "mi clave es" }));
	const [second] = asked(desk.hear({ kind: "merchant-edited", name: "17.1", text: "está negra" }));
	expect(desk.hear(answer(first!.id, "my password is")).lines).toEqual([]);
	desk.hear({ kind: "merchant-deleted", name: "17.1" });
	expect(desk.hear(answer(second!.id, "it is black")).lines).toEqual([]);
});

test("only so many are waited for", () => {
	const desk = openDesk(undefined, withModel);
	desk.hear(opening({ language: "es" }));
	const ids = Array.from({ length: 12 }, (_, at) =>
		asked(desk.hear({ kind: "merchant-wrote", name: `${at}`, text: `línea ${at}` })).map(({ id }) => id),
	).flat();
	expect(desk.state().translating).toHaveLength(10);
	expect(desk.hear(answer(ids[0]!, "line 0")).lines).toEqual([]);
	expect(desk.hear(answer(ids[11]!, "line 11")).lines).toHaveLength(1);
});
