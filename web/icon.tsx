/** Our own icons: one stroke, drawn in the colour of the text beside them. */

const PATHS = {
	pay: "M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v6H4zM14 15h2v2h-2zM18 15h2v2M14 19v2h2M18 19h2v2",
	down: "M6 3h12v18H6zM9 6h6v4H9zM9 14l6 4M15 14l-6 4",
	works: "M6 3h12v18H6zM9 6h6v4H9zM9 16l2 2 4-4",
	send: "M4 12h15M13 6l6 6-6 6",
	close: "M6 6l12 12M18 6L6 18",
	erase: "M9 6h11v12H9l-6-6zM12 10l4 4M16 10l-4 4",
	check: "M4 13l5 5L20 6",
	clock: "M12 3a9 9 0 1 0 .01 0zM12 7v5l4 2",
	ask: "M12 3a9 9 0 1 0 .01 0zM12 7v6M12 16.5v.5",
	warn: "M12 3l10 18H2zM12 10v5M12 17.5v.5",
	over: "M12 3a9 9 0 1 0 .01 0zM6 6l12 12",
	file: "M12 16V4M7 9l5-5 5 5M4 15v5h16v-5",
	photo: "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3 3 0 1 0 .01 0z",
	paper: "M6 3h8l4 4v14H6zM14 3v4h4",
	list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
	books: "M5 4h14v17H5zM9 9h6M9 13h6M9 17h3",
	chat: "M4 5h16v11H10l-5 4v-4H4z",
	copy: "M9 9h11v11H9zM5 15H4V4h11v1",
	share: "M12 15V3M8 7l4-4 4 4M6 11H5v10h14V11h-1",
	lock: "M6 11h12v10H6zM9 11V7a3 3 0 0 1 6 0v4",
	print: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
	back: "M20 12H5M11 6l-6 6 6 6",
} as const;

export type IconName = keyof typeof PATHS;

/** Says nothing by itself: a text always stands beside it. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
			<path d={PATHS[name]} />
		</svg>
	);
}
