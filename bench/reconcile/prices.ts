/** What sales cost: a café has few round prices and many equal amounts, a restaurant sums of a menu, a shop almost none twice. */

import type { Random } from "./random.ts";

export type Trade = "cafe" | "restaurant" | "retail";

/** Minor units without tip. */
export type Till = { readonly price: () => number };

const CAFE_POINTS = [250, 300, 320, 350, 380, 400, 420, 450, 480, 500, 550, 600, 650, 700, 750, 800];
/** A few drinks make most of a café's till: the n-th best seller sells as 1/n to this power. */
const CAFE_SKEW = 1;
const CAFE_COMBINED = 0.33;
const MENU_LUNCH = 0.16;

export function tillOf(trade: Trade, random: Random): Till {
	if (trade === "cafe") return cafe(random);
	if (trade === "restaurant") return restaurant(random);
	return { price: () => retailPrice(random) };
}

function cafe(random: Random): Till {
	const sellers = random
		.shuffled(CAFE_POINTS)
		.slice(0, 11 + random.below(6))
		.map((price, place) => [price, 1 / (place + 1) ** CAFE_SKEW] as const);
	const one = () => random.weighted(sellers);
	return { price: () => (random.chance(CAFE_COMBINED) ? one() + one() : one()) };
}

function restaurant(random: Random): Till {
	const lunch = random.pick([1090, 1190, 1250, 1290, 1390, 1490]);
	const dishes = Array.from({ length: 24 }, () => 50 * Math.round(random.between(14, 60)) - random.pick([0, 0, 10]));
	const drinks = Array.from({ length: 10 }, () => 10 * Math.round(random.between(25, 80)));
	const guest = () => random.pick(dishes) + (random.chance(0.8) ? random.pick(drinks) : 0);
	return {
		price() {
			if (random.chance(MENU_LUNCH)) return lunch;
			const guests = 1 + random.below(4);
			return Array.from({ length: guests }, guest).reduce((sum, paid) => sum + paid, 0);
		},
	};
}

function retailPrice(random: Random): number {
	const things = 1 + Math.floor(random.wait(0.8));
	const thing = () => {
		const whole = Math.max(1, Math.round(Math.exp(random.normal(2.6, 0.8))));
		return (
			whole * 100 +
			random.weighted([
				[-1, 5],
				[-5, 3],
				[0, 3],
				[-50, 2],
				[random.below(99), 2],
			] as const)
		);
	};
	return Array.from({ length: things }, thing).reduce((sum, price) => sum + price, 0);
}
