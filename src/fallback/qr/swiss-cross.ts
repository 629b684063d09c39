/**
 * CORE. A Swiss QR-bill's code where it is printed (SIX, implementation guidelines 2.3, §5): 46 mm without the white around
 * it, level M, 5 mm of white, the Swiss cross of 7 mm in the middle. The cross has the proportions of the flag's: 32, 20, 6.
 */

export const SWISS_SIDE_MM = 46;
export const SWISS_QUIET_MM = 5;
const CROSS_MM = 7;
const FIELD_MM = 6;
const BAR_MM = (FIELD_MM * 20) / 32;
const WIDTH_MM = (FIELD_MM * 6) / 32;

/** From the top left corner of the code. */
export type CrossPart = {
	readonly leftMm: number;
	readonly topMm: number;
	readonly widthMm: number;
	readonly heightMm: number;
	readonly isDark: boolean;
};

/** Drawn over the code, one after the other. */
export const SWISS_CROSS: readonly CrossPart[] = [
	centred(CROSS_MM, CROSS_MM, false),
	centred(FIELD_MM, FIELD_MM, true),
	centred(BAR_MM, WIDTH_MM, false),
	centred(WIDTH_MM, BAR_MM, false),
];

function centred(widthMm: number, heightMm: number, isDark: boolean): CrossPart {
	return {
		leftMm: (SWISS_SIDE_MM - widthMm) / 2,
		topMm: (SWISS_SIDE_MM - heightMm) / 2,
		widthMm,
		heightMm,
		isDark,
	};
}

/** Whether a payload is one of those that carry the cross. */
export const isSwissBill = (payload: string): boolean => /^SPC\r?\n/.test(payload);
