import fc from "fast-check";
import { hasError, parsePix } from "pix-utils";
import { generate, parse } from "promptparse";
import { CURRENCY, KHQR, TAG } from "ts-khqr";
import { QRPay } from "vietnam-qr-pay";
import { expect, test } from "vitest";
import { brl, fieldsOf, qr } from "./support.ts";

const RUNS = { numRuns: 50 };
const reference = fc.stringMatching(/^[0-9A-Z]{1,20}$/);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,12}[a-z]$/);

test("PromptPay codes are those of another encoder, byte by byte, and its strict reader takes them", () => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^0[689][0-9]{8}$/),
			fc.stringMatching(/^[0-9]{13}$/),
			fc.stringMatching(/^[0-9]{15}$/),
			fc.integer({ min: 1, max: 99_999_999 }),
			reference,
			(phone, citizen, wallet, minor, ref) => {
				const amount = minor / 100;
				for (const [type, target] of [
					["MSISDN", phone],
					["NATID", citizen],
					["EWALLETID", wallet],
				] as const) {
					const { payload } = qr("promptpay", { proxy: target }, { minor, currency: "THB" }, null);
					expect(payload).toBe(generate.anyId({ type, target, amount }));
					expect(parse(payload, true)?.getTagValue("54")).toBe(amount.toFixed(2));
				}
				const bill = qr("promptpay-bill", { biller: wallet, ref3: "SCB" }, { minor, currency: "THB" }, ref).payload;
				expect(bill).toBe(generate.billPayment({ billerId: wallet, ref1: ref, ref3: "SCB", amount }));
			},
		),
		RUNS,
	);
});

test("VietQR codes are those of another encoder, byte by byte, and its reader takes them", () => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^[0-9]{6}$/),
			fc.stringMatching(/^[0-9]{4,19}$/),
			fc.integer({ min: 1, max: 9_999_999_999 }),
			reference,
			(bankBin, bankNumber, minor, purpose) => {
				const { payload } = qr("vietqr", { bin: bankBin, account: bankNumber }, { minor, currency: "VND" }, purpose);
				expect(payload).toBe(QRPay.initVietQR({ bankBin, bankNumber, amount: String(minor), purpose }).build());
				const read = new QRPay(payload);
				expect([read.isValid, read.consumer.bankNumber, read.amount, read.additionalData.purpose]).toEqual([
					true,
					bankNumber,
					String(minor),
					purpose,
				]);
			},
		),
		RUNS,
	);
});

test("KHQR codes say what another encoder's say, and its reader finds nothing wrong", () => {
	fc.assert(
		fc.property(
			name,
			fc.integer({ min: 1, max: 99_999_999 }),
			reference,
			fc.boolean(),
			(shop, units, bill, isMerchant) => {
				for (const currency of ["USD", "KHR"] as const) {
					const minor = currency === "KHR" ? units * 100 : units;
					const business = isMerchant ? { merchant: "123456", bank: "Dev Bank" } : {};
					const settings = { account: "shop@devb", name: shop, ...business };
					const amount = { minor, currency };
					const { payload } = qr("khqr", settings, amount, bill, Date.now());
					expect(KHQR.verifyDetail(payload).status).toEqual({ code: 0, errorCode: null, message: null });
					const theirs = KHQR.generate({
						tag: isMerchant ? TAG.MERCHANT : TAG.INDIVIDUAL,
						accountID: "shop@devb",
						merchantName: shop,
						...(isMerchant ? { merchantID: "123456", acquiringBank: "Dev Bank" } : {}),
						currency: CURRENCY[currency],
						amount: minor / 100,
						expirationTimestamp: Date.now() + 60_000,
						additionalData: { billNumber: bill },
					}).data;
					const said = (code: string) =>
						new Map([...fieldsOf(code)].filter(([id]) => !id.startsWith("99") && id !== "54"));
					expect(said(payload)).toEqual(said(theirs?.qr ?? ""));
					expect(Number(fieldsOf(payload).get("54"))).toBe(Number(fieldsOf(theirs?.qr ?? "").get("54")));
				}
			},
		),
		RUNS,
	);
});

test("another reader finds in a PIX code what the shop put in", () => {
	fc.assert(
		fc.property(name, fc.integer({ min: 1, max: 99_999_999 }), reference, (shop, minor, ref) => {
			const read = parsePix(
				qr("pix", { key: "caixa@padaria.example", name: shop, city: "Recife" }, brl(minor), ref).payload,
			);
			if (hasError(read)) throw new Error("not read");
			expect(read).toMatchObject({
				type: "STATIC",
				pixKey: "caixa@padaria.example",
				merchantName: shop,
				merchantCity: "Recife",
				transactionAmount: minor / 100,
				txid: ref,
			});
		}),
		RUNS,
	);
});
