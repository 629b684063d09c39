import { expect, test } from "vitest";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

test("“no connection and 8 people waiting” gets a way to sell and the first check, in one reply", () => {
	const { replies, labels, text } = openChat(demoCafe).say(
		"the card machine says no connection and I have 8 people waiting",
	);
	expect(replies).toHaveLength(1);
	expect(text).toMatch(/^Sell first[\s\S]*pay 45[\s\S]*Check 1: Put a phone on the shop/);
	expect(labels).toContain("Take a payment now");
	expect(labels[0]).toBe("Yes, it opens");
});

test("the checks go on by number, by words and by button, and back", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	expect(chat.say("2").text).toMatch(/Check 2: Look at the router/);
	expect(chat.say("all dark").text).toMatch(/Check 3/);
	expect(chat.say("back").text).toMatch(/Check 2: Look at the router/);
	expect(chat.press("back").text).toMatch(/Check 1/);
	expect(chat.say("back").text).toMatch(/first question; there is nothing before it[\s\S]*Check 1/);
	expect(chat.press("step:down").text).toMatch(/Check 2/);
});

test("断网的店：第一条回复就能收款并开始检查，之后按编号、文字、按钮都能继续", () => {
	const chat = openChat(demoCafe, "zh");
	const { replies, labels, text } = chat.say("刷卡机显示没有网络，有8个人在排队");
	expect(replies).toHaveLength(1);
	expect(text).toMatch(/^先收款[\s\S]*收款 45[\s\S]*检查 1：/);
	expect(labels).toContain("现在收款");
	expect(chat.say("打不开").text).toMatch(/检查 2：/);
	expect(chat.say("2").text).toMatch(/检查 3：/);
	expect(chat.say("返回").text).toMatch(/检查 2：/);
	expect(chat.say("收款 45").text).toContain("EUR 45.00");
	const [shown] = chat.settle(chat.say("没有"));
	expect(shown!.text).toMatch(/演练[\s\S]*编号 [2-9A-Z]{6}/);
	expect(chat.say("转人工").text).toMatch(/您的请求 \w{8} 已列入/);
	expect(chat.say("好了").effects).toMatchObject([{ kind: "mail" }, { kind: "mail" }, { kind: "look-up" }]);
});

test("sin conexión: la primera respuesta deja cobrar y empieza la revisión, que sigue por número, palabras y botón", () => {
	const chat = openChat(demoCafe, "es");
	const { replies, labels, text } = chat.say("la terminal dice sin conexión y tengo 8 personas esperando");
	expect(replies).toHaveLength(1);
	expect(text).toMatch(/^Primero vender[\s\S]*cobrar 45[\s\S]*Revisión 1: Conecte un teléfono/);
	expect(labels[0]).toBe("Sí, abre");
	expect(labels).toContain("Cobrar ahora");
	expect(chat.say("no abre").text).toMatch(/Revisión 2: Mire el router/);
	expect(chat.say("1").text).toMatch(/Revisión 3: Comparta internet/);
	expect(chat.say("atrás").text).toMatch(/Revisión 2/);
	expect(chat.say("atras").text).toMatch(/Revisión 1/);
	expect(chat.say("cobrar 45,50").text).toContain("45,50 EUR. ¿Este cliente ya pasó");
	const [shown] = chat.settle(chat.say("todavía no"));
	expect(shown!.text).toMatch(/PRÁCTICA[\s\S]*referencia [2-9A-Z]{6}/);
	expect(chat.settle(chat.say("el cliente ya pagó"))[0]!.text).toMatch(/dice que pagó\. Aún no está pagado/);
	expect(chat.say("ventas").effects).toMatchObject([{ kind: "look-up", why: "asked" }]);
	expect(chat.say("hablar con una persona").text).toMatch(/Su solicitud \w{8} está en la lista de soporte/);
	expect(chat.say("¡Ya funciona!").effects).toMatchObject([{ kind: "mail" }, { kind: "mail" }, { kind: "look-up" }]);
});

test("en español, la duda sobre pagos guardados nunca lleva a reiniciar, y un “si” de condición no es un sí", () => {
	for (const doubt of ["no sé", "no lo veo", "creo que no", "tal vez", "sí, hay algunos"]) {
		const chat = openChat(demoCafe, "es");
		for (const text of ["la terminal se congeló", "no", "sigue igual"]) chat.say(text);
		expect(chat.state().run?.step).toBe("gate/stored");
		expect(chat.say(doubt).text, doubt).not.toMatch(/Reiníciela|¿Ya acepta tarjetas\?/);
	}
	const chat = openChat(demoCafe, "es");
	for (const text of ["la terminal se congeló", "no", "sigue igual"]) chat.say(text);
	expect(chat.say("si la reinicio pierdo algo").text).toMatch(/pagos guardados/);
	expect(chat.say("no hay pagos guardados").text).toMatch(/Reiníciela/);
	expect(chat.say("si la reinicio dos veces").text).toMatch(/¿Ya acepta tarjetas\?/);
});

test("a merchant who writes Spanish is answered in Spanish, and three words of the screen turn nothing back", () => {
	const chat = openChat(demoCafe);
	expect(chat.say("la terminal no tiene internet").text).toMatch(/Revisión 1/);
	expect(chat.say("Batch not found").text).not.toMatch(/Check/);
	expect(chat.say("1").text).toMatch(/Revisión/);
	expect(chat.say("what do I do now, it is still broken").text).toMatch(/Check/);
});

test("a merchant who writes Chinese is answered in Chinese, and one who quotes the screen is not", () => {
	const chat = openChat(demoCafe);
	expect(chat.say("my terminal shows 签到失败, what now").text).toMatch(/Check 1/);
	expect(chat.say("刷卡机没有网络").text).toMatch(/检查/);
	expect(chat.say("1").text).toMatch(/检查/);
});

test("“it works again” ends the outage and the checks, and asks for the sales since it began", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	const startedAtMs = chat.state().outage!.startedAtMs;
	chat.wait(90);
	expect(chat.say("it works again").effects).toEqual([
		{ kind: "look-up", to: "chat1", why: "restored", storeId: "cafe", sinceMs: startedAtMs },
	]);
	expect(chat.state()).toMatchObject({ run: null, asking: null, outage: { restoredAtMs: startedAtMs + 90 * 60_000 } });
});

test("a second outage is one of its own", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	const first = chat.state().outage!.id;
	chat.say("it works again");
	chat.say("the terminal is offline");
	expect(chat.state().outage).toMatchObject({ restoredAtMs: null });
	expect(chat.state().outage!.id).not.toBe(first);
});

test("a person gets a card with every step and its answer, once", () => {
	const chat = openChat(bakery);
	chat.say("the terminal is offline");
	chat.say("1");
	const { toDesk, text } = chat.say("person");
	expect(text).toMatch(/Your request \w{8} is on the support desk's list.*call \+49 30 000000/);
	expect(toDesk).toMatchObject([
		{
			kind: "open",
			card: {
				merchant: "Bäckerei Beispiel",
				cause: "network",
				language: "en",
				terminals: ["Maker One, TID T0001, acquirer unknown"],
				steps: [
					{ question: expect.stringContaining("Put a phone"), answer: "Yes, it opens" },
					{ question: expect.stringContaining("How does it go online"), answer: null },
				],
			},
		},
	]);
	const again = chat.say("I want to talk to a human being");
	expect(again.toDesk).toEqual([{ kind: "merchant-wrote", name: null, text: "I want to talk to a human being" }]);
	expect(again.text).toContain("still on the support desk's list");
});

test("silence is reminded once, then a person takes over, and selling goes on", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	chat.wait(5);
	expect(chat.tell({ kind: "alarm" }).text).toMatch(/Are you still there\?[\s\S]*Check 1/);
	chat.wait(5);
	const given = chat.tell({ kind: "alarm" });
	expect(given.toDesk).toMatchObject([{ kind: "open" }]);
	expect(given.labels).toContain("Take a payment now");
	expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
});

test("the gate stands before the restart: doubt about stored payments never leads to it", () => {
	const chat = openChat(demoCafe);
	for (const text of ["the terminal is frozen", "nobody was paying", "still frozen"]) chat.say(text);
	expect(chat.state().run?.step).toBe("gate/stored");
	const { text, toDesk } = chat.say("not sure");
	expect(text).toMatch(/Do not restart/i);
	expect(toDesk).toMatchObject([{ kind: "open", card: { reason: expect.stringContaining("stored payments") } }]);
});

test("a payment in between leaves the checks where they stood", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	chat.say("1");
	const { shown } = chat.sell("45");
	expect(shown.labels).toContain("Go on with the terminal check");
	expect(chat.press("continue").text).toMatch(/Check 2/);
});

test("a question in between is answered and the step asked again", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	expect(chat.say("how long does the offline mode keep payments?").text).toMatch(
		/stores card payments and sends them later[\s\S]*Check 1/,
	);
});

test("without any playbook a person is fetched", () => {
	const chat = openChat(demoCafe, "en", []);
	expect(chat.say("the terminal is offline").toDesk).toMatchObject([{ kind: "open" }]);
});

test("a message of ours that failed leaves the check where it stood", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	const { run } = chat.state();
	const { text, labels } = chat.tell({ kind: "set-aside" });
	expect(text).toMatch(/failed.*was not carried out.*A person has been told.*say it again in other words/);
	expect(labels).toContain("Take a payment now");
	expect(chat.state().run).toEqual(run);
});
