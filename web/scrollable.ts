/** For the `ref` of what scrolls by itself: a keyboard can scroll only what it can focus. */
export function scrollable(element: HTMLElement | null): void {
	if (element !== null) element.tabIndex = 0;
}
