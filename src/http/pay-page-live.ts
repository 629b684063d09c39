/**
 * The customer's page looks again without being loaded anew, so that a screen reader and whoever copies a code are left
 * alone until something has changed. Without it the page is loaded anew now and then, and everything works as well.
 */

export const PAY_PAGE_LIVE = `"use strict";
const main = document.querySelector("main");
let timer;
const wait = (seconds) => {
	clearTimeout(timer);
	if (seconds > 0) timer = setTimeout(look, seconds * 1000);
};
const look = async () => {
	try {
		const answer = await fetch(location.href, { cache: "no-store" });
		// Another way to pay was chosen: its page has an address of its own.
		if (answer.redirected) return location.replace(answer.url);
		const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
		if (next.innerHTML !== main.innerHTML) main.replaceChildren(...next.childNodes);
		main.dataset.again = next.dataset.again;
	} catch {
		// The line is down; the next look may get through.
	}
	wait(Number(main.dataset.again));
};
wait(Number(main.dataset.again));
document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "visible" && Number(main.dataset.again) > 0) look();
});
`;
