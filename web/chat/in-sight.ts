/** Keeps in sight what the bot says and asks last. */

/** Less room than this and only the buttons count: a keyboard is up. */
const LOW_PX = 260;

/**
 * Scrolls to the end, but not past the start of the newest words: a long question is read from its beginning. Where it
 * and its buttons do not fit and there is little room, the buttons are what must be seen. Goes on while the room changes
 * its size and pictures come; gives what ends it.
 */
export function keepNewestInSight(room: HTMLElement): () => void {
	const look = () => {
		const bubbles = room.querySelectorAll<HTMLElement>(".bubble");
		const newest = bubbles[bubbles.length - 1];
		const buttons = room.querySelector<HTMLElement>(".choices");
		const first = room.clientHeight < LOW_PX && buttons !== null ? buttons : newest;
		const end = room.scrollHeight - room.clientHeight;
		room.scrollTop = first === undefined ? end : Math.min(end, topIn(room, first));
	};
	look();
	const resized = new ResizeObserver(look);
	resized.observe(room);
	// A picture that has come takes room; `load` does not rise, so it is caught on its way down.
	room.addEventListener("load", look, true);
	return () => {
		resized.disconnect();
		room.removeEventListener("load", look, true);
	};
}

const MARGIN_PX = 8;

const topIn = (room: HTMLElement, inside: HTMLElement): number =>
	inside.getBoundingClientRect().top - room.getBoundingClientRect().top + room.scrollTop - MARGIN_PX;
