/** The picture to scan: black on white in every colour scheme. */

import { useMemo } from "preact/hooks";
import { drawQr } from "./qr.ts";

export function QrCode({ payload, label }: { readonly payload: string; readonly label: string }) {
	const { size, path } = useMemo(() => drawQr(payload), [payload]);
	return (
		<svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<rect width={size} height={size} fill="#fff" />
			<path d={path} fill="#000" />
		</svg>
	);
}
