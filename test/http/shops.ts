/** Two shops that are not the demo, for tests about who may see and do what. */

import { type Chat, openChat, type Server } from "./server.ts";

export const PINS = { mara: "482913077", finn: "730155284", other: "918273645" } as const;

const shop = (id: string, people: readonly object[]) => ({
	id,
	name: `${id} GmbH`,
	stores: [
		{
			id: `${id}-main`,
			name: `${id} store`,
			country: "DE",
			currency: "EUR",
			time_zone: "Europe/Berlin",
			locale: "en",
			hotline: "+49 30 5550100",
			terminals: [
				{ id: `${id}-1`, tid: "60001234", vendor: "Ingenico", model: "Move 3500" },
				{ id: `${id}-2`, tid: "60001235", vendor: "Verifone", model: "V400m" },
			],
		},
	],
	rails: [{ id: "bank", scheme: "epc", settings: { iban: "DE89370400440532013000", name: `${id} GmbH` } }],
	people,
});

export const bakery = (people: readonly object[] = PEOPLE) => shop("bakery", people);
const PEOPLE = [
	{ id: "mara", name: "Mara Manager", role: "manager", pin: PINS.mara },
	{ id: "finn", name: "Finn Finance", role: "finance", pin: PINS.finn },
	{ id: "carl", name: "Carl Cashier", role: "cashier" },
];
export const florist = () => shop("florist", [{ id: "olga", name: "Olga Owner", role: "manager", pin: PINS.other }]);

export type Shops = {
	/** Codes of stickers, by the id of the store or terminal. */
	readonly codes: ReadonlyMap<string, string>;
	/** Personal tokens, by the id of the person. */
	readonly tokens: ReadonlyMap<string, string>;
	readonly publicUrl: string;
};

export async function setUp(server: Server, merchants: readonly object[]): Promise<Shops> {
	const { status, text } = await server.ask("POST", "/api/setup", {
		token: server.operatorToken,
		body: { merchants },
	});
	if (status !== 200) throw new Error(text);
	const { stores, terminals, newPeople, publicUrl } = JSON.parse(text);
	const pairs = (list: readonly { id: string; code?: string; token?: string }[]) =>
		list.map(({ id, code, token }) => [id, code ?? token ?? ""] as const);
	return { codes: new Map(pairs([...stores, ...terminals])), tokens: new Map(pairs(newPeople)), publicUrl };
}

export const openBakery = (server: Server): Promise<Chat> => openChat(server, "bakery-main");
export const openFlorist = (server: Server): Promise<Chat> => openChat(server, "florist-main");
